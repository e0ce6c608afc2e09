// At each start, before anything may leave: is this the folder that sent last? If not, everything
// unsent is held, and a person decides campaign by campaign.
import { randomUUID } from 'node:crypto'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { describeError, type Log } from '#main/platform/log.ts'
import { openLedger, type Ledger } from '../outbox.ledger.ts'
import { keepDamagedAside, makeLedgerSound } from './ledgerRepair.ts'
import * as states from '../outbox.states.ts'
import { judgeFolder, type CopyReason, type Remembered, type Starts } from './folderHistory.ts'
import {
  copyIdentity,
  memoryFile,
  openOutsideMemory,
  rememberedOutside,
  type OutsideMemory,
} from './outsideMemory.ts'
import { isShownCampaignSql } from '../../campaigns/campaignKinds.ts'

export type AdmittedFolder = {
  /** The ledger to send by: repeated outside the folder where that is possible. */
  ledger: Ledger
  /** Null if this is the folder that sent last. */
  reason: CopyReason | null
  close(): void
}

type Files = { database: string; ledger: string; memory: string | null }

const ledgerTable = `CREATE TABLE IF NOT EXISTS folder (id TEXT NOT NULL, starts INTEGER NOT NULL)`

/**
 * Counts this start in all three places and holds what a copy must not send. Under the instance
 * lock, before recovery.
 */
export function admitFolder(
  database: SqliteConnection,
  files: Files,
  log: Log,
  now: number,
): AdmittedFolder {
  makeLedgerSound(database, files.ledger, log)
  const opened: { close(): void }[] = []
  try {
    return admit(database, files, log, now, (one) => void opened.push(one))
  } catch (error) {
    // It is tried again every few seconds: nothing may be left open.
    opened.forEach((one) => one.close())
    throw error
  }
}

function admit(
  database: SqliteConnection,
  files: Files,
  log: Log,
  now: number,
  hasOpened: (one: { close(): void }) => void,
): AdmittedFolder {
  const own = openLedger(files.ledger)
  hasOpened(own)
  const folder = realpathSync(dirname(files.database))
  const known = { database: readDatabase(database), ledger: readLedger(files.ledger) }
  const id = known.ledger?.id ?? known.database?.id ?? randomUUID()
  let memory = openMemory(files.memory, id, log)
  if (memory !== undefined) hasOpened(memory)
  const outside = memory === undefined ? undefined : memory.read()
  const reason = judgeFolder({
    ...known,
    outside,
    folder,
    isOtherFolderThere: outside != null && isDataFolder(outside.folder),
    hasSentMore: memory?.knowsMore(files.ledger) ?? false,
  })
  if (reason !== null) memory?.teach(files.ledger)
  // Its original may be at work: what that has claimed is its own.
  if (reason !== 'second') memory?.forgetClaims(files.ledger)
  const starts =
    1 + Math.max(0, ...[known.database, known.ledger, outside].map((one) => one?.starts ?? 0))
  // Two folders of one identity would each take the other for an older state of itself.
  const noted: Remembered = {
    id: reason === 'second' ? copyIdentity(id, randomUUID()) : id,
    ...{ starts, folder },
  }
  if (memory !== undefined && noted.id !== id) {
    memory.close()
    memory = openMemory(files.memory, noted.id, log)
    if (memory !== undefined) hasOpened(memory)
  }
  if (reason !== null) {
    log('warn', 'This data folder is not the one that sent last: everything unsent is held.', {
      reason,
    })
    holdEverything(database, now)
  }
  writeLedger(files.ledger, noted)
  writeDatabase(database, noted)
  memory?.note(noted)
  return {
    ledger: memory === undefined ? own : repeatedIn(own, memory, log),
    reason,
    close: () => memory?.close(),
  }
}

function repeatedIn(own: Ledger, memory: OutsideMemory, log: Log): Ledger {
  let hasFailed = false
  return rememberedOutside(own, memory, (error) => {
    if (!hasFailed)
      log(
        'error',
        'What is sent cannot be remembered outside the data folder.',
        describeError(error),
      )
    hasFailed = true
  })
}

/**
 * One that is damaged is kept aside: the folder is a stranger here then, and everything is held.
 * @returns undefined where this machine gives no place for it
 */
function openMemory(place: string | null, id: string, log: Log): OutsideMemory | undefined {
  if (place === null) return undefined
  try {
    const aside = keepDamagedAside(memoryFile(place, id))
    if (aside !== null)
      log('error', 'The memory outside the data folder was damaged, and is kept aside.', { aside })
    return openOutsideMemory(place, id)
  } catch (error) {
    log(
      'error',
      'There is no place outside the data folder to know a copy by.',
      describeError(error),
    )
    return undefined
  }
}

const isDataFolder = (folder: string): boolean => existsSync(join(folder, 'main.db'))

/** Whoever was to be written to by itself, and every draft that may have been sent since. */
function holdEverything(database: SqliteConnection, now: number): void {
  const hold = database.transaction(() => {
    database
      .prepare(
        `UPDATE campaigns SET status = 'paused', pause_reason = 'restored_copy', updated_at = ?
         WHERE status IN ('sending', 'automatic', 'scheduled') AND ${isShownCampaignSql} AND deleted_at IS NULL`,
      )
      .run(now)
    database
      .prepare(
        `UPDATE campaigns SET copied_at = ? WHERE started_at IS NULL AND automatic_on IS NULL AND ${isShownCampaignSql}`,
      )
      .run(now)
    states.prepareTransition(database, states.doubtCarried).run()
  })
  hold.immediate()
}

const readDatabase = (database: SqliteConnection): Starts | null =>
  database.prepare<[], Starts>('SELECT id, starts FROM data_folder').get() ?? null

function writeDatabase(database: SqliteConnection, { id, starts }: Starts): void {
  const write = database.transaction(() => {
    database.exec('DELETE FROM data_folder')
    database.prepare('INSERT INTO data_folder (id, starts) VALUES (?, ?)').run(id, starts)
  })
  write.immediate()
}

function readLedger(path: string): Starts | null {
  return onLedger(
    path,
    (connection) => connection.prepare<[], Starts>('SELECT id, starts FROM folder').get() ?? null,
  )
}

function writeLedger(path: string, { id, starts }: Starts): void {
  onLedger(path, (connection) => {
    const write = connection.transaction(() => {
      connection.exec('DELETE FROM folder')
      connection.prepare('INSERT INTO folder (id, starts) VALUES (?, ?)').run(id, starts)
    })
    write.immediate()
  })
}

function onLedger<T>(path: string, work: (connection: SqliteConnection) => T): T {
  const connection = openConnection(path)
  try {
    connection.exec(ledgerTable)
    return work(connection)
  } finally {
    connection.close()
  }
}
