// What is done at start about messages that were under way when the last run ended. The rule of the
// whole outbox in two statements: before the hand-over was written down, nothing left; after it,
// nobody knows.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { maxMessageWait } from '#main/mail/retryLadder.ts'
import type { Ledger, LedgerOutcome } from './outbox.ledger.ts'

type Unfinished = {
  id: number
  campaign_id: number
  message_id: string
  state: 'queued' | 'claimed' | 'handing_over'
}

const slice = 5_000

/**
 * Rows in a state, found campaign by campaign through the totals: a start must not read every row
 * there ever was, and an index for
 * these few rows would be paid for by every message.
 */
export const inStateSql = (state: 'claimed' | 'handing_over') =>
  `state = '${state}' AND campaign_id IN (SELECT campaign_id FROM outbox_totals WHERE state = '${state}' AND count > 0)`

export function recoverOutbox(connection: SqliteConnection, ledger: Ledger, now: number): void {
  reconcileWithLedger(connection, ledger, now)
  const recover = connection.transaction(() => {
    const interrupted = inStateSql('handing_over')
    connection.exec(`UPDATE send_attempts SET outcome = 'uncertain' WHERE outcome = 'handing_over'
      AND outbox_id IN (SELECT id FROM outbox WHERE ${interrupted})`)
    connection.exec(
      `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', lease = NULL WHERE ${interrupted}`,
    )
    connection.exec(
      `UPDATE outbox SET state = 'queued', lease = NULL, attempts = max(0, attempts - 1) WHERE ${inStateSql('claimed')}`,
    )
    clampWaits(connection, now)
  })
  recover.immediate()
}

/**
 * A moment further off than any wait can only come from a clock that was wrong: nobody may wait for
 * it. What was never tried may wait for
 * days because it was meant to; there a row made in the future betrays the clock, and keeps its
 * distance from now on.
 */
export function clampWaits(connection: SqliteConnection, now: number): void {
  const latest = now + maxMessageWait
  connection
    .prepare(
      `UPDATE outbox SET next_attempt_at = ? WHERE state = 'queued' AND first_attempt_at IS NOT NULL AND next_attempt_at > ?`,
    )
    .run(latest, latest)
  connection
    .prepare(
      `UPDATE outbox SET next_attempt_at = ? + next_attempt_at - created_at, created_at = ?
       WHERE state = 'queued' AND first_attempt_at IS NULL AND next_attempt_at > ? AND created_at > ?`,
    )
    .run(now, now, latest, latest)
  connection
    .prepare('UPDATE email_accounts SET retry_at = ? WHERE retry_at > ?')
    .run(now + maxMessageWait, now + maxMessageWait)
}

/**
 * Rows the ledger knows more about: the last commit before a crash was lost, or an older copy of
 * the database was put back.
 */
function reconcileWithLedger(connection: SqliteConnection, ledger: Ledger, now: number): void {
  if (ledger.isEmpty()) return
  const unfinished = connection.prepare<[], { campaign_id: number; state: string }>(
    `SELECT campaign_id, state FROM outbox_totals WHERE state IN ('handing_over', 'claimed', 'queued') AND count > 0`,
  )
  const next = connection.prepare<[number, string, number, number], Unfinished>(
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
      if (known.length > 0) applyLedger(connection, known, now)
    }
  }
}

function applyLedger(
  connection: SqliteConnection,
  known: { row: Unfinished; outcome: LedgerOutcome }[],
  now: number,
): void {
  const sent = connection.prepare(
    `UPDATE outbox SET state = 'sent', reason = NULL, lease = NULL, sent_at = coalesce(handed_at, ?) WHERE id = ?`,
  )
  const unsure = connection.prepare(
    `UPDATE outbox SET state = 'uncertain', reason = 'interrupted', lease = NULL WHERE id = ?`,
  )
  const again = connection.prepare(
    `UPDATE outbox SET state = 'queued', reason = NULL, lease = NULL WHERE id = ?`,
  )
  // A waiting row that was handed over: this database is older than the ledger. Refusals may be
  // missing from it too.
  const pause = connection.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = 'restored_copy', updated_at = ?
     WHERE id = ? AND status IN ('sending', 'automatic') AND confirms_funnel_id IS NULL`,
  )
  const apply = connection.transaction(() => {
    for (const { row, outcome } of known) {
      if (outcome === 'accepted') sent.run(now, row.id)
      else if (outcome === 'not_taken' || outcome === 'once_more') again.run(row.id)
      else unsure.run(row.id)
      if (row.state === 'queued') pause.run(now, row.campaign_id)
    }
  })
  apply.immediate()
}
