// T2: the point of no return. The ledger, then the row, are durable before the final dot can leave;
// a row that was taken back meanwhile (paused, cancelled, refused by its person) or is known to the
// ledger never gets that far.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { recipientHash } from '#main/mail/messageIdentity.ts'
import { mayLeaveSql } from '../campaigns/campaignStatus.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import type { Commits } from './outbox.commits.ts'
import type { Ledger } from './outbox.ledger.ts'
import { mayBeAskedSql, mayBeWrittenToSql } from '../campaigns/recipients.ts'

/**
 * How far a row got: what the ledger was told, and the attempt's number once the hand-over is
 * durable.
 */
export type Crossing = { entered: boolean; attemptId: number | null }

export type HandOvers = {
  /** Fills in the crossing. @returns false where the message must not be finished */
  handOver(row: ClaimedRow, crossing: Crossing, now: number): Promise<boolean>
}

export function createHandOvers(
  connection: SqliteConnection,
  ledger: Ledger,
  commits: Commits,
  installKey: string,
): HandOvers {
  const move = connection.prepare(
    `UPDATE outbox SET state = 'handing_over', handed_at = ? WHERE id = ? AND state = 'claimed' AND lease = ?
       AND EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = outbox.campaign_id AND ${mayLeaveSql})
       AND CASE WHEN confirms IS NULL THEN ${mayBeWrittenToSql('outbox.email', 'outbox.domain')}
         ELSE ${mayBeAskedSql('outbox.email', 'outbox.domain')} END`,
  )
  const attempt = connection.prepare(
    `INSERT INTO send_attempts (outbox_id, account_id, attempted_at, outcome) VALUES (?, ?, ?, 'handing_over')`,
  )
  const settle = connection.prepare(
    'UPDATE outbox SET state = ?, reason = ?, lease = NULL, sent_at = ? WHERE id = ? AND lease = ?',
  )

  return {
    handOver(row, crossing, now) {
      return commits.run(
        () => {
          if (!crossing.entered) {
            const accepted = ledger.outcomeOf(row.messageId) === 'accepted'
            settle.run(
              accepted ? 'sent' : 'uncertain',
              accepted ? null : 'interrupted',
              accepted ? now : null,
              row.id,
              row.lease,
            )
            return false
          }
          if (move.run(now, row.id, row.lease).changes === 0) return false
          crossing.attemptId = Number(attempt.run(row.id, row.accountId, now).lastInsertRowid)
          return true
        },
        () => {
          // Asked each time: a transaction that failed took its entry back with it.
          crossing.entered =
            ledger.enter(row.messageId, recipientHash(installKey, row.email), now) ||
            crossing.entered
        },
      )
    },
  }
}
