// The thread that makes and copies backups: one has its name only once it is whole, checked and
// on the disk.
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { damageIn, damageOf } from '#main/database/damage/sqliteCheck.ts'
import { damageError } from '#main/database/damage/fileLook.ts'
import { leaveAlone } from '#main/database/restoring.ts'
import { sqliteDriver, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import {
  copyDurably,
  hashOf,
  syncFile,
  syncFolder,
  writeDurably,
} from '#main/platform/files/durableFiles.ts'
import { freeDisk } from '#main/platform/files/freeDisk.ts'
import { keepPrivate } from '#main/platform/files/privateFile.ts'
import { codeOf } from '#main/platform/storageProblem.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { type BackupNote, clearNameOf, noteOf, unfinishedEnd } from './backupFiles.ts'
import type { BackupInput, BackupProgress, BackupResult } from './backupTask.ts'
import type { MovedContent } from './move/moveFile.ts'
import { allCounts, countDifference, toldCounts } from './databaseCounts.ts'
import { pack, unpack } from './move/packing.ts'
import { openSealed, sealChecked } from './sealedBackup.ts'

/** Pages copied between two looks at whether to go on: 8 MB. */
const pagesAtOnce = 2_048
/** What stays free on a disk, in bytes: the outbox sends nothing with less than 200 MB. */
const kept = 64 * 1024 * 1024

type Context = TaskContext<BackupProgress>

class Cancelled extends Error {
  override name = 'Cancelled'
}

function goOn({ isCancelled }: Context): void {
  if (isCancelled()) throw new Cancelled()
}

/** @throws as a full disk would */
function refuseWithoutRoom(target: string, bytes: number): void {
  if (freeDisk(target) < bytes + kept)
    throw Object.assign(new Error(`There is no room for ${bytes} bytes.`), { code: 'ENOSPC' })
}

type Make = Extract<BackupInput, { kind: 'make' }>

async function make(input: Make, context: Context): Promise<BackupNote> {
  // In clear beside the database itself, which is: what a kill leaves of it the next start clears away.
  const unfinished = clearNameOf(input.target) + unfinishedEnd
  const source = new sqliteDriver(input.source, { readonly: true, timeout: 10_000 })
  try {
    const { size } = statSync(input.source)
    refuseWithoutRoom(input.target, input.passphrase === null ? size : 2 * size)
    keepPrivate(unfinished, { make: true })
    // One moment of the database, however long it takes and whoever writes meanwhile: without it
    // the copying begins again with every write.
    source.exec('BEGIN')
    const counts = allCounts(source)
    await copyPages(source, unfinished, context)
    source.exec('COMMIT')
    return await finish(input, unfinished, counts, context)
  } catch (error) {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + end, { force: true })
    rmSync(input.target + unfinishedEnd, { force: true })
    throw error
  } finally {
    source.close()
  }
}

async function copyPages(
  source: SqliteConnection,
  target: string,
  context: Context,
): Promise<void> {
  const pageSize = Number(source.pragma('page_size', { simple: true }))
  await source.backup(target, {
    progress({ totalPages, remainingPages }) {
      goOn(context)
      context.progress({
        step: 'copying',
        bytes: (totalPages - remainingPages) * pageSize,
        total: totalPages * pageSize,
      })
      return pagesAtOnce
    },
  })
}

/** Checked, noted, made durable, and only then called a backup. */
async function finish(
  { ledger, target, version, now, passphrase }: Make,
  unfinished: string,
  counts: ReadonlyMap<string, number>,
  context: Context,
): Promise<BackupNote> {
  const { size } = statSync(unfinished)
  context.progressNow({ step: 'checking', bytes: 0, total: size })
  const schema = checkCopy(unfinished, counts)
  goOn(context)
  const written = target + unfinishedEnd
  if (passphrase !== null) {
    await seal(unfinished, written, passphrase, context)
    rmSync(unfinished)
  }
  const note: BackupNote = {
    ...{ version, schema, bytes: statSync(written).size, checkedAt: now },
    sha256: await hashOf(written),
    counts: toldCounts(counts),
    ...checkLedger(ledger),
  }
  goOn(context)
  syncFile(written)
  writeDurably(noteOf(target), JSON.stringify(note))
  renameSync(written, target)
  syncFolder(dirname(target))
  return note
}

async function seal(
  clear: string,
  target: string,
  passphrase: string,
  context: Context,
): Promise<void> {
  await sealChecked(
    clear,
    target,
    passphrase,
    tellingOf(context, 'sealing', 2 * statSync(clear).size),
  )
}

const tellingOf = (
  context: Context,
  step: BackupProgress['step'],
  total: number,
): ((part: number) => void) => {
  let bytes = 0
  return (part) => {
    goOn(context)
    context.progress({ step, bytes: (bytes += part), total })
  }
}

async function open(
  { source, target, passphrase }: Extract<BackupInput, { kind: 'open' }>,
  context: Context,
): Promise<null> {
  const { size } = statSync(source)
  refuseWithoutRoom(target, size)
  await openSealed(source, target, passphrase, tellingOf(context, 'preparing', size))
  return null
}

/**
 * A single file from now on, without a log beside it.
 * @returns its newest migration
 * @throws where it is not whole, or not what it was made of
 */
function checkCopy(path: string, expected: ReadonlyMap<string, number>): string {
  const copy = new sqliteDriver(path)
  try {
    copy.pragma('journal_mode = DELETE')
    copy.pragma('cell_size_check = ON')
    const damage = damageIn(copy, 'whole') ?? countDifference(expected, allCounts(copy))
    if (damage !== null) throw damageError(damage)
    return String(
      copy.prepare('SELECT name FROM migrations ORDER BY id DESC LIMIT 1').pluck().get(),
    )
  } finally {
    copy.close()
  }
}

/**
 * It decides after a restore who was written to: damaged, that is told while it can still be mended,
 * and no older backup goes.
 */
function checkLedger(path: string): Pick<BackupNote, 'ledgerEntries' | 'ledgerDamage'> {
  // Nothing was ever handed over.
  if (!existsSync(path)) return { ledgerEntries: null, ledgerDamage: null }
  const ledgerDamage = damageOf(path, 'whole')
  if (ledgerDamage !== null) return { ledgerEntries: null, ledgerDamage }
  const ledger = new sqliteDriver(path, { readonly: true, timeout: 10_000 })
  try {
    return { ledgerEntries: allCounts(ledger).get('handed_over') ?? 0, ledgerDamage }
  } finally {
    ledger.close()
  }
}

/** The copy is read back and compared before it has its name. */
async function copy(
  { source, target, sha256, step }: Extract<BackupInput, { kind: 'copy' }>,
  context: Context,
): Promise<null> {
  const unfinished = target + unfinishedEnd
  const total = statSync(source).size
  try {
    refuseWithoutRoom(target, total)
    const expected = await copyDurably(source, unfinished, (bytes) => {
      goOn(context)
      context.progress({ step, bytes, total })
    })
    if (sha256 !== null && expected !== sha256)
      throw damageError('it is not what was written any more.')
    if ((await hashOf(unfinished)) !== expected)
      throw damageError('the copy is not what was written.')
    if (existsSync(noteOf(source)))
      writeDurably(noteOf(target), readFileSync(noteOf(source), 'utf8'))
    renameSync(unfinished, target)
    syncFolder(dirname(target))
    return null
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}

/** What is to be put back is looked at once more: what was whole may have rotted since. */
async function checkAgain(
  { path }: Extract<BackupInput, { kind: 'check' }>,
  context: Context,
): Promise<null> {
  context.progressNow({ step: 'checking', bytes: 0, total: statSync(path).size })
  goOn(context)
  await leaveAlone(path)
  const damage = damageOf(path, 'whole')
  if (damage !== null) throw damageError(damage)
  return null
}

async function packHere(
  input: Extract<BackupInput, { kind: 'pack' }>,
  context: Context,
): Promise<null> {
  const { size } = statSync(input.database)
  refuseWithoutRoom(input.target, size)
  await pack(input, tellingOf(context, 'sealing', 2 * size))
  return null
}

function unpackHere(
  { source, room, passphrase }: Extract<BackupInput, { kind: 'unpack' }>,
  context: Context,
): Promise<MovedContent> {
  const { size } = statSync(source)
  refuseWithoutRoom(room, size)
  return unpack(source, room, passphrase, tellingOf(context, 'preparing', size))
}

const workOf = (
  input: Exclude<BackupInput, { kind: 'unpack' }>,
  context: Context,
): Promise<BackupNote | null> | null =>
  input.kind === 'make'
    ? make(input, context)
    : input.kind === 'copy'
      ? copy(input, context)
      : input.kind === 'open'
        ? open(input, context)
        : input.kind === 'pack'
          ? packHere(input, context)
          : checkAgain(input, context)

await runTask<BackupInput, BackupResult, BackupProgress>(async (input, context) => {
  try {
    if (input.kind === 'unpack')
      return { kind: 'done', note: null, moved: await unpackHere(input, context) }
    return { kind: 'done', note: await workOf(input, context), moved: null }
  } catch (error) {
    if (error instanceof Cancelled) return { kind: 'cancelled' }
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'failed', message, code: codeOf(error) }
  }
})
