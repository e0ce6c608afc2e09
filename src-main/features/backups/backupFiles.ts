// Backups as files: what they are called, what is noted beside each, and which ones a folder holds.
import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  backupReasons,
  type Backup,
  type BackupPlace,
  type BackupReason,
} from '#shared/contract/backups/backups.contract.ts'
import { BackupCounts } from '#shared/contract/backups/backupCounts.ts'
import { toTimestamp } from '#main/database/columns.ts'

/** Beside each backup, in a file of its own: what was found when it was checked. */
export const BackupNote = z.object({
  version: z.string(),
  /** The newest migration it has. */
  schema: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  checkedAt: z.number(),
  counts: BackupCounts,
  /** Hand-overs the ledger knew, which is checked with each backup and never put back. */
  ledgerEntries: z.number().nullable(),
  ledgerDamage: z.string().nullable(),
})
export type BackupNote = z.infer<typeof BackupNote>

export type BackupFile = {
  id: number
  reason: BackupReason
  name: string
  /** Absolute. */
  path: string
  bytes: number
  isSealed: boolean
  note: BackupNote | null
}

const ownName =
  /^webox-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-([a-z_]+)\.db(\.sealed)?$/
/** Made by `update.worker.ts`. */
const updateName = /^main-before-update-\d{4}\.db$/
const sealedEnd = '.sealed'
/** While it is being written and checked. */
export const unfinishedEnd = '.new'

export const noteOf = (path: string): string => `${path}.json`

/** `webox-20261129T080000000Z-daily.db`; one that is sealed ends in `.db.sealed`. */
export const backupName = (madeAt: number, reason: BackupReason, isSealed = false): string =>
  `webox-${new Date(madeAt).toISOString().replaceAll(/[-:.]/g, '')}-${reason}.db${isSealed ? sealedEnd : ''}`

/** Of the database in clear that a sealed one is made of. */
export const clearNameOf = (path: string): string =>
  path.endsWith(sealedEnd) ? path.slice(0, -sealedEnd.length) : path

/** In a folder, newest first; none where it cannot be read. */
export async function backupFilesIn(folder: string): Promise<BackupFile[]> {
  const found = await Promise.all(
    (await namesIn(folder)).map((name) => fileNamed(folder, name).catch(() => null)),
  )
  return found.flatMap((file) => file ?? []).toSorted((one, other) => other.id - one.id)
}

// A stick that was pulled out.
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

async function fileNamed(folder: string, name: string): Promise<BackupFile | null> {
  if (!ownName.test(name) && !updateName.test(name)) return null
  const path = join(folder, name)
  // Not through a link: what it points to is no backup, and would be fetched as one.
  const found = await lstat(path)
  if (!found.isFile()) return null
  const isSealed = name.endsWith(sealedEnd)
  const file = { name, path, bytes: found.size, isSealed, note: await readNote(path) }
  if (updateName.test(name))
    return { ...file, id: Math.round(found.mtimeMs), reason: 'before_update' }
  const [, year, month, day, hour, minute, second, millisecond, named] = ownName.exec(name) ?? []
  const reason = backupReasons.find((one) => one === named)
  const id = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`)
  return reason === undefined || Number.isNaN(id) || id <= 0 ? null : { ...file, id, reason }
}

async function readNote(path: string): Promise<BackupNote | null> {
  try {
    return BackupNote.parse(JSON.parse(await readFile(noteOf(path), 'utf8')))
  } catch {
    return null // None, or one that nobody can read: it counts as not checked.
  }
}

export async function removeBackupFile({ path }: Pick<BackupFile, 'path'>): Promise<void> {
  await rm(path, { force: true })
  await rm(noteOf(path), { force: true })
}

/** What was cut short, and notes of files that are gone. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await namesIn(folder)
  for (const name of names) {
    const [data = ''] = name.split(unfinishedEnd)
    const isUnfinished = data !== name && ownName.test(data)
    const isOrphan =
      name.endsWith('.json') &&
      ownName.test(name.slice(0, -5)) &&
      !names.includes(name.slice(0, -5))
    if (isUnfinished || isOrphan) await rm(join(folder, name), { force: true })
  }
}

/** As the interface shows it; the same backup in both places is one. */
export function backupsFrom(files: readonly (BackupFile & { place: BackupPlace })[]): Backup[] {
  const found = new Map<number, Backup>()
  for (const file of files) {
    const known = found.get(file.id)
    if (known?.fileName === file.name) {
      // What is not as long is no second copy.
      if (known.bytes === file.bytes) known.places.push(file.place)
    } else if (known === undefined) found.set(file.id, asBackup(file, file.place))
  }
  return [...found.values()].toSorted((one, other) => other.id - one.id)
}

export const asBackup = (file: BackupFile, place: BackupPlace): Backup => ({
  id: file.id,
  madeAt: toTimestamp(file.id),
  reason: file.reason,
  fileName: file.name,
  bytes: file.bytes,
  isSealed: file.isSealed,
  checkedAt: file.note === null ? null : toTimestamp(file.note.checkedAt),
  version: file.note?.version ?? null,
  counts: file.note?.counts ?? null,
  places: [place],
})
