// The point of no return. The ledger, then the row, are durable before the final dot can leave; a
// row that was taken back meanwhile (paused, cancelled, refused by its person) or is known to the
// ledger never gets that far.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { recipientHash } from '#main/mail/messageIdentity.ts'
import type { DeliveryAttempt } from './outbox.attempt.ts'
import type { Ledger } from './outbox.ledger.ts'
import * as states from './outbox.states.ts'

export type HandOvers = {
  /** Inside the ledger's transaction, which is durable before the row's begins. */
  enter(attempt: DeliveryAttempt, now: number): void
  /** Inside the row's transaction. @returns false if the message must not be finished */
  handOver(attempt: DeliveryAttempt, now: number): boolean
}

export function createHandOvers(
  database: SqliteConnection,
  ledger: Ledger,
  installKey: string,
): HandOvers {
  const handOver = states.prepareTransition(database, states.handOver)
  const insertAttempt = states.prepareTransition(database, states.insertAttempt)
  const accept = states.prepareTransition(database, states.acceptByLedger)
  const doubt = states.prepareTransition(database, states.doubtByLedger)
  const isClaimed = database.prepare(states.isClaimedSql)

  /** The ledger knows the message: it left before, and this row only learns of it now. */
  function learnFromLedger({ row }: DeliveryAttempt, now: number): void {
    if (isClaimed.get(row.id, row.lease) === undefined) return
    if (ledger.outcomeOf(row.messageId) === 'accepted') accept.run(now, row.id)
    else doubt.run(row.id)
  }

  return {
    enter(attempt, now) {
      const { messageId, email } = attempt.row
      // Asked each time: a transaction that failed took its entry back with it.
      attempt.isEntered =
        ledger.enter(messageId, recipientHash(installKey, email), now) || attempt.isEntered
    },
    handOver(attempt, now) {
      const { row } = attempt
      if (!attempt.isEntered) {
        learnFromLedger(attempt, now)
        return false
      }
      if (handOver.run(now, attempt.isMeasured ? 1 : 0, row.id, row.lease).changes === 0)
        return false
      attempt.id = Number(insertAttempt.run(row.id, row.accountId, now).lastInsertRowid)
      return true
    },
  }
}
