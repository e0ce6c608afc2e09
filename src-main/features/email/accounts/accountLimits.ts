// What left through an account lately, and when a number of messages more will have left: read from
// the attempts, by the limits the sending thread keeps.
import type { z } from 'zod'
import type { ForecastInput, AccountForecast } from '#shared/contract/emailAccounts.ts'
import { forecastSending } from '#shared/rules/sending/sendingForecast.ts'
import { day, hour, longestSpan, type SendingRate } from '#shared/rules/sending/sendingRates.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { outboxStatus } from '../outbox/outboxStatus.service.ts'
import { findAccount } from './accounts.repository.ts'

type Used = { lastHour: number; lastDay: number }

/** Messages that left through an account in the last 60 minutes and 24 hours. */
export function usedLately(database: Database, accountId: number, now: number): Used {
  const [used] = database.query<Used>(
    `SELECT count(*) AS lastDay, coalesce(sum(attempted_at > ?), 0) AS lastHour
     FROM send_attempts WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ?`,
    [now - hour, accountId, now - day, now],
  )
  return { lastHour: used?.lastHour ?? 0, lastDay: used?.lastDay ?? 0 }
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
  const clock = host.clock.now()
  const now = Math.max(clock, from === undefined ? clock : Date.parse(from))
  const waiting = waitingFor(services, id)
  const forecast = forecastSending(
    waiting + messages,
    account,
    momentsOf(database, id, account, clock),
    now,
  )
  return { waiting, finishedAt: forecast === null ? null : toTimestamp(forecast.lastAt) }
}

const momentsOf = (database: Database, id: number, rate: SendingRate, now: number): number[] =>
  database
    .query<{ moment: number }>(
      `SELECT attempted_at AS moment FROM send_attempts
       WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at`,
      [id, now - longestSpan(rate), now],
    )
    .map(({ moment }) => moment)

/** What campaigns under way have still to send through an account. */
function waitingFor(services: Services, id: number): number {
  const own = new Set(
    services.database
      .query<{ id: number }>('SELECT id FROM campaigns WHERE account_id = ?', [id])
      .map((row) => row.id),
  )
  return outboxStatus(services)
    .sending.filter(({ campaignId }) => own.has(campaignId))
    .reduce((sum, { total, done }) => sum + total - done, 0)
}
