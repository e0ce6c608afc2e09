// What is done at start about messages that were under way when the last run ended. The rule of the
// whole outbox in two statements: before the hand-over was written down, nothing left; after it,
// nobody knows.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { maxMessageWait } from '#main/mail/retryLadder.ts'
import type { Ledger, LedgerOutcome } from './outbox.ledger.ts'
import * as states from './outbox.states.ts'
import type { unfinishedStates } from '#shared/contract/deliveries.ts'
import { isShownCampaignSql } from '../campaigns/campaignKinds.ts'

type Unfinished = {
  id: number
  campaign_id: number
  message_id: string
  state: (typeof unfinishedStates)[number]
}

const slice = 5_000

export function recoverOutbox(database: SqliteConnection, ledger: Ledger, now: number): void {
  reconcileWithLedger(database, ledger, now)
  const recover = database.transaction(() => {
    database.exec(states.recoverAttempts)
    database.exec(states.recoverHandingOver)
    database.exec(states.recoverClaimed)
    clampWaits(database, now)
  })
  recover.immediate()
}

/** After the clock was changed: nobody may wait for a moment that only a wrong clock could name. */
export function clampWaits(database: SqliteConnection, now: number): void {
  const latest = now + maxMessageWait
  states.prepareTransition(database, states.clampWait).run(latest, latest)
  states.prepareTransition(database, states.shiftUntried).run(now, now, latest, latest)
  database.prepare('UPDATE email_accounts SET retry_at = ? WHERE retry_at > ?').run(latest, latest)
}

/**
 * Rows the ledger knows more about: the last commit before a crash was lost, or an older copy of
 * the database was put back.
 */
function reconcileWithLedger(database: SqliteConnection, ledger: Ledger, now: number): void {
  if (ledger.isEmpty()) return
  const unfinished = database.prepare<[], { campaign_id: number; state: string }>(
    `SELECT campaign_id, state FROM outbox_totals WHERE ${states.isUnfinishedSql()} AND count > 0`,
  )
  const next = database.prepare<[number, string, number, number], Unfinished>(
    'SELECT id, campaign_id, message_id, state FROM outbox WHERE campaign_id = ? AND state = ? AND id > ? ORDER BY id LIMIT ?',
  )
  for (const { campaign_id: campaignId, state } of unfinished.all()) {
    let last = 0
    for (;;) {
      const rows = next.all(campaignId, state, last, slice)
      if (rows.length === 0) break
      last = (rows.at(-1) as Unfinished).id
      const known = rows.flatMap((row) => {
        const outcome = ledger.outcomeOf(row.message_id)
        const mayGo = outcome === 'not_taken' || outcome === 'once_more'
        const nothingNew = outcome === undefined || (mayGo && row.state !== 'handing_over')
        return nothingNew ? [] : [{ row, outcome }]
      })
      if (known.length > 0) applyLedger(database, known, now)
    }
  }
}

function applyLedger(
  database: SqliteConnection,
  known: { row: Unfinished; outcome: LedgerOutcome }[],
  now: number,
): void {
  const accept = states.prepareTransition(database, states.acceptByLedger)
  const doubt = states.prepareTransition(database, states.doubtByLedger)
  const requeue = states.prepareTransition(database, states.requeueByLedger)
  // A waiting row that was handed over: this database is older than the ledger. Refusals may be
  // missing from it too.
  const pause = database.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = 'restored_copy', updated_at = ?
     WHERE id = ? AND status IN ('sending', 'automatic') AND ${isShownCampaignSql}`,
  )
  const apply = database.transaction(() => {
    for (const { row, outcome } of known) {
      if (outcome === 'accepted') accept.run(now, row.id)
      else if (outcome === 'not_taken' || outcome === 'once_more') requeue.run(row.id)
      else doubt.run(row.id)
      if (row.state === 'queued') pause.run(now, row.campaign_id)
    }
  })
  apply.immediate()
}
