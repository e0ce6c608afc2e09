// What left through an account lately, and when a number of messages more will have left: read from
// the attempts, by the limits the sending thread keeps.
import type { z } from 'zod'
import type { ForecastInput, AccountForecast } from '#shared/contract/emailAccounts.ts'
import { forecastSending } from '#shared/rules/sending/sendingForecast.ts'
import { warmedRate } from '#shared/rules/sending/warmUp.ts'
import { day, hour, longestSpan, type SendingRate } from '#shared/rules/sending/sendingRates.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { integer, moment } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { outboxStatus } from '../outbox/outboxStatus.service.ts'
import { warming } from '../warmUp/warming.ts'
import { findAccount } from './accounts.repository.ts'

const used = rowOf({ lastHour: integer(), lastDay: integer() })
const left = rowOf({ leftAt: moment() })
const numbered = rowOf({ id: integer() })

/** Messages that left through an account in the last 60 minutes and 24 hours. */
export function usedLately(
  database: Database,
  accountId: number,
  now: number,
): { lastHour: number; lastDay: number } {
  const [found] = database.all(
    used,
    `SELECT count(*) AS lastDay, coalesce(sum(attempted_at > ?), 0) AS lastHour
     FROM send_attempts WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ?`,
    [now - hour, accountId, now - day, now],
  )
  return found ?? { lastHour: 0, lastDay: 0 }
}

/**
 * When messages will have left at the earliest, after what waits for the account already. Null where
 * that cannot be told.
 * @throws 404
 */
export function forecastFor(
  services: Services,
  { id, messages, from }: z.infer<typeof ForecastInput>,
): z.infer<typeof AccountForecast> {
  const { database, host } = services
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const now = host.clock.now()
  const waiting = waitingFor(services, id)
  const finishedAt = forecastSending(
    { waiting, messages, from: from === undefined ? now : Date.parse(from) },
    warming(database, account),
    momentsOf(database, id, warmedRate(account), now),
    now,
  )
  return { waiting, finishedAt: finishedAt === null ? null : toTimestamp(finishedAt) }
}

const momentsOf = (database: Database, id: number, rate: SendingRate, now: number): number[] =>
  database
    .all(
      left,
      `SELECT attempted_at AS leftAt FROM send_attempts
       WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at`,
      [id, now - longestSpan(rate), now],
    )
    .map(({ leftAt }) => leftAt)

/** What campaigns under way have still to send through an account. */
function waitingFor(services: Services, id: number): number {
  const own = new Set(
    services.database
      .all(numbered, 'SELECT id FROM campaigns WHERE account_id = ?', [id])
      .map((row) => row.id),
  )
  return outboxStatus(services)
    .sending.filter(({ campaignId }) => own.has(campaignId))
    .reduce((sum, { total, done }) => sum + total - done, 0)
}
