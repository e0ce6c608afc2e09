// A message that asks for a confirmation and of which nobody knows whether it arrived goes once
// more, under the same Message-ID: the person waits for it, and twice does no harm. Campaign mail
// never does.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { Ledger } from './outbox.ledger.ts'

/** Milliseconds after the doubt; by then a server that was busy has delivered or forgotten it. */
const wait = 5 * 60_000

export type OnceMore = {
  isNeeded(): boolean
  /**
   * Inside the caller's transaction, which the ledger's comes before: a crash between them leaves
   * the message uncertain.
   */
  run(now: number): void
}

export function createOnceMore(connection: SqliteConnection, ledger: Ledger): OnceMore {
  const uncertain = connection.prepare<[], { id: number; message_id: string }>(
    `SELECT id, message_id FROM outbox WHERE state = 'uncertain' AND reason <> 'left' AND confirms IS NOT NULL`,
  )
  const again = connection.prepare(
    `UPDATE outbox SET state = 'queued', reason = NULL, lease = NULL, next_attempt_at = ? WHERE id = ?`,
  )
  const leave = connection.prepare(`UPDATE outbox SET reason = 'left' WHERE id = ?`)
  return {
    isNeeded: () => uncertain.get() !== undefined,
    run(now) {
      for (const row of uncertain.all()) {
        let mayGo = false
        ledger.commit([() => (mayGo = ledger.allowOnceMore(row.message_id))])
        if (mayGo) again.run(now + wait, row.id)
        else leave.run(row.id)
      }
    },
  }
}
