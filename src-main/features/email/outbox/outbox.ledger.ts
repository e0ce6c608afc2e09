// The memory that outlives every backup: which message was handed to a server. It is written before
// the main database and never restored, so that an old backup cannot send a campaign again.
import { openConnection } from '#main/database/sqliteConnection.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'

/**
 * `accepted` can never be sent again; `not_taken` was definitely refused or withdrawn and may be;
 * null: nobody knows. `once_more`: nobody
 * knows, and this single message may be handed over a second time; `twice`: it was, and never may
 * be again.
 */
export type LedgerOutcome = 'accepted' | 'not_taken' | 'once_more' | 'twice' | null

export type Ledger = {
  /** Runs the entries of several messages in one durable transaction. */
  commit(entries: (() => void)[]): void
  /**
   * Notes that a message is about to be handed over.
   * @returns false if it was handed over before, or nobody knows
   */
  enter(messageId: string, recipientHash: string, now: number): boolean
  settle(messageId: string, outcome: 'accepted' | 'not_taken'): void
  /**
   * Lets a message of which nobody knows be handed over one more time.
   * @returns false if that was allowed before
   */
  allowOnceMore(messageId: string): boolean
  /** Undefined if the message was never handed over. */
  outcomeOf(messageId: string): LedgerOutcome | undefined
  isEmpty(): boolean
  /** True once something in it could not be read: whoever opens it next makes it sound. */
  isDamaged(): boolean
  close(): void
}

const schema = `CREATE TABLE IF NOT EXISTS handed_over (
  message_id TEXT PRIMARY KEY NOT NULL,
  recipient_hash TEXT NOT NULL,
  handed_at INTEGER NOT NULL,
  outcome TEXT
) WITHOUT ROWID`

export function openLedger(path: string): Ledger {
  const connection = openConnection(path)
  connection.exec(schema)
  connection.pragma('wal_autocheckpoint = 4000')
  const enter =
    connection.prepare(`INSERT INTO handed_over (message_id, recipient_hash, handed_at) VALUES (?, ?, ?)
    ON CONFLICT (message_id) DO UPDATE SET handed_at = excluded.handed_at, outcome = CASE outcome WHEN 'once_more' THEN 'twice' END
      WHERE outcome IN ('not_taken', 'once_more')`)
  const allow = connection.prepare(
    `UPDATE handed_over SET outcome = 'once_more' WHERE message_id = ? AND outcome IS NULL`,
  )
  const settle = connection.prepare('UPDATE handed_over SET outcome = ? WHERE message_id = ?')
  const find = connection.prepare<[string], { outcome: LedgerOutcome }>(
    'SELECT outcome FROM handed_over WHERE message_id = ?',
  )
  const any = connection.prepare('SELECT 1 FROM handed_over LIMIT 1')
  const commit = connection.transaction((entries: (() => void)[]) => {
    for (const entry of entries) entry()
  })
  let isDamaged = false
  /** Damage of the ledger is told from that of the database: only here is it known whose it is. */
  function watched<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      isDamaged ||= storageProblem(error) === 'damaged'
      throw error
    }
  }
  return {
    commit: (entries) => watched(() => commit.immediate(entries)),
    enter: (messageId, recipientHash, now) =>
      watched(() => enter.run(messageId, recipientHash, now).changes === 1),
    settle: (messageId, outcome) => void watched(() => settle.run(outcome, messageId)),
    allowOnceMore: (messageId) => watched(() => allow.run(messageId).changes === 1),
    outcomeOf: (messageId) => watched(() => find.get(messageId)?.outcome),
    isEmpty: () => watched(() => any.get() === undefined),
    isDamaged: () => isDamaged,
    close: () => connection.close(),
  }
}
