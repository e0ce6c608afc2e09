// A message that asks for a confirmation and of which nobody knows whether it arrived goes once
// more, under the same Message-ID: the person waits for it, and twice does no harm. Campaign mail
// never does.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { Ledger } from './outbox.ledger.ts'
import * as states from './outbox.states.ts'

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

export function createOnceMore(database: SqliteConnection, ledger: Ledger): OnceMore {
  const uncertain = database.prepare<[], { id: number; message_id: string }>(
    `SELECT id, message_id FROM outbox WHERE ${states.isUndecidedSql} AND confirms IS NOT NULL`,
  )
  const retry = states.prepareTransition(database, states.retry)
  const leave = states.prepareTransition(database, states.leave)
  return {
    isNeeded: () => uncertain.get() !== undefined,
    run(now) {
      for (const row of uncertain.all()) {
        let mayGo = false
        ledger.commit([() => (mayGo = ledger.allowOnceMore(row.message_id))])
        if (mayGo) retry.run(now + wait, row.id)
        else leave.run(row.id)
      }
    },
  }
}
