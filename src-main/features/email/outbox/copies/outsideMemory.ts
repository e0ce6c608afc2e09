// What this user's machine remembers of a data folder and its copies, outside them: where each was,
// how often it was started, and every message that was handed over. Putting an older folder back
// does not put it back, and a copy asks it before it hands anything over.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { Ledger, LedgerOutcome } from '../outbox.ledger.ts'
import type { Remembered } from './folderHistory.ts'

/** `pending`: about to be entered in the folder's own ledger, and not known to be. */
type SentOutcome = LedgerOutcome | 'pending'

export type OutsideMemory = {
  read(): Remembered | null
  note(remembered: Remembered): void
  /** True if the folder handed over messages that its own ledger does not know. */
  knowsMore(ledgerFile: string): boolean
  /** What this folder claimed and never entered in its own ledger left nobody. */
  forgetClaims(ledgerFile: string): void
  /** Everything remembered, of all copies, becomes known to the folder's own ledger. */
  teach(ledgerFile: string): void
  /**
   * Claims a message for this folder.
   * @returns null if it may be handed over; else what became of it in a copy
   */
  claim(messageId: string, recipientHash: string, now: number): { outcome: SentOutcome } | null
  /** Changes in one transaction; each names what the folder's ledger has by now. */
  settle(entries: readonly { messageId: string; outcome: LedgerOutcome }[]): void
  close(): void
}

const schema = [
  `CREATE TABLE IF NOT EXISTS folder (id TEXT PRIMARY KEY NOT NULL, starts INTEGER NOT NULL, folder TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS handed_over (
    message_id TEXT PRIMARY KEY NOT NULL,
    folder_id TEXT NOT NULL,
    recipient_hash TEXT NOT NULL,
    handed_at INTEGER NOT NULL,
    outcome TEXT
  ) WITHOUT ROWID`,
]

/** A copy beside its original has an identity of its own, and shares the original's memory. */
const originOf = (id: string): string => id.split('.')[0] as string
export const copyIdentity = (id: string, name: string): string => `${originOf(id)}.${name}`

/** Where an identity and its copies are remembered. */
export const memoryFile = (place: string, id: string): string => join(place, `${originOf(id)}.db`)

const isUnknown = `NOT EXISTS (SELECT 1 FROM own.handed_over AS theirs WHERE theirs.message_id = mine.message_id AND theirs.handed_at >= mine.handed_at)`

/**
 * @param id of the data folder
 * @throws where the place cannot be written
 */
export function openOutsideMemory(place: string, id: string): OutsideMemory {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const connection = openConnection(memoryFile(place, id))
  // The folder's own ledger is the one that must not lose a row in a power cut.
  connection.pragma('synchronous = NORMAL')
  for (const statement of schema) connection.exec(statement)
  const find = connection.prepare<[string], Remembered>(
    'SELECT id, starts, folder FROM folder WHERE id = ?',
  )
  const note = connection.prepare(
    'INSERT OR REPLACE INTO folder (id, starts, folder) VALUES (?, ?, ?)',
  )
  // The folder's own ledger decides about what it handed over itself.
  const claim = connection.prepare(
    `INSERT INTO handed_over (message_id, folder_id, recipient_hash, handed_at, outcome) VALUES (?, ?, ?, ?, 'pending')
     ON CONFLICT (message_id) DO UPDATE SET folder_id = excluded.folder_id, handed_at = excluded.handed_at, outcome = 'pending'
       WHERE folder_id = excluded.folder_id OR outcome IN ('not_taken', 'once_more')`,
  )
  const outcomeOf = connection.prepare<[string], { outcome: SentOutcome }>(
    'SELECT outcome FROM handed_over WHERE message_id = ?',
  )
  const settle = connection.prepare(
    'UPDATE handed_over SET outcome = ? WHERE message_id = ? AND folder_id = ?',
  )
  const settleAll = connection.transaction(
    (entries: readonly { messageId: string; outcome: LedgerOutcome }[]) => {
      for (const { messageId, outcome } of entries) settle.run(outcome, messageId, id)
    },
  )
  return {
    read: () => find.get(id) ?? null,
    note: (remembered) => void note.run(remembered.id, remembered.starts, remembered.folder),
    ...besideLedger(connection, id),
    claim(messageId, recipientHash, now) {
      if (claim.run(messageId, id, recipientHash, now).changes === 1) return null
      return outcomeOf.get(messageId) ?? null
    },
    settle: (entries) => settleAll.immediate(entries),
    close: () => connection.close(),
  }
}

/** What is asked and done with the folder's own ledger beside the memory. */
function besideLedger(
  connection: SqliteConnection,
  id: string,
): Pick<OutsideMemory, 'knowsMore' | 'forgetClaims' | 'teach'> {
  function beside<T>(ledgerFile: string, work: () => T): T {
    connection.prepare('ATTACH DATABASE ? AS own').run(ledgerFile)
    try {
      return work()
    } finally {
      connection.exec('DETACH DATABASE own')
    }
  }
  return {
    knowsMore: (ledgerFile) =>
      beside(ledgerFile, () => {
        const unknown = `SELECT 1 FROM main.handed_over AS mine WHERE folder_id = ? AND outcome IS NOT 'pending' AND ${isUnknown} LIMIT 1`
        return connection.prepare(unknown).get(id) !== undefined
      }),
    forgetClaims: (ledgerFile) =>
      beside(ledgerFile, () => {
        connection
          .prepare(
            `DELETE FROM main.handed_over AS mine WHERE folder_id = ? AND outcome = 'pending'
               AND NOT EXISTS (SELECT 1 FROM own.handed_over AS theirs WHERE theirs.message_id = mine.message_id)`,
          )
          .run(id)
      }),
    teach: (ledgerFile) =>
      beside(ledgerFile, () => {
        connection.exec(`INSERT INTO own.handed_over (message_id, recipient_hash, handed_at, outcome)
          SELECT message_id, recipient_hash, handed_at, nullif(outcome, 'pending') FROM main.handed_over AS mine WHERE ${isUnknown}
          ON CONFLICT (message_id) DO UPDATE SET outcome = excluded.outcome, handed_at = excluded.handed_at`)
      }),
  }
}

/**
 * The folder's ledger, which asks outside before a message is entered and tells it right behind.
 * Where that fails, the folder's own ledger keeps the promise alone.
 */
export function rememberedOutside(
  own: Ledger,
  outside: OutsideMemory,
  failed: (error: unknown) => void,
): Ledger {
  let behind: { messageId: string; outcome: LedgerOutcome }[] = []
  function guarded<T>(work: () => T, otherwise: T): T {
    try {
      return work()
    } catch (error) {
      failed(error)
      return otherwise
    }
  }
  function tell(): void {
    if (behind.length > 0) guarded(() => outside.settle(behind), undefined)
    behind = []
  }
  return {
    ...own,
    commit(entries) {
      behind = []
      own.commit(entries)
      tell()
    },
    enter(messageId, recipientHash, now) {
      if (!own.enter(messageId, recipientHash, now)) return false
      const elsewhere = guarded(() => outside.claim(messageId, recipientHash, now), null)
      if (elsewhere === null) {
        behind.push({ messageId, outcome: own.outcomeOf(messageId) ?? null })
        return true
      }
      // A copy was quicker. What became of it there is what is known here.
      if (elsewhere.outcome === 'accepted') own.settle(messageId, 'accepted')
      return false
    },
    settle(messageId, outcome) {
      own.settle(messageId, outcome)
      behind.push({ messageId, outcome })
    },
    allowOnceMore(messageId) {
      const isAllowed = own.allowOnceMore(messageId)
      if (isAllowed) behind.push({ messageId, outcome: 'once_more' })
      return isAllowed
    },
  }
}
