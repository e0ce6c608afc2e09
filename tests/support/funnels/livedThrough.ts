// Days as an application that is open lives through them: each thing happens at its moment.
import { nextDue, sweepSequences } from '#main/features/sequences/engine/sweep.ts'
import { until, type MailApp } from '../mailApp.ts'

export type Sent = {
  campaign: number
  email: string
  sentAt: number | null
  state: string
  mark: string
}
export const messagesSql =
  'SELECT campaign_id AS campaign, email, sent_at AS sentAt, state, message_id AS mark FROM outbox ORDER BY id'
export const messagesOf = ({ services }: MailApp): Sent[] =>
  services.database.query<Sent>(messagesSql)

/** What is due leaves, until nothing is. */
export async function settle({ services, host }: MailApp): Promise<void> {
  await sweepSequences(services)
  await until(async () => {
    await sweepSequences(services)
    return (
      services.database.count(
        `SELECT EXISTS (SELECT 1 FROM outbox JOIN campaigns ON campaigns.id = campaign_id WHERE campaigns.automatic_on = 1 AND is_held = 0
           AND (state IN ('claimed', 'handing_over') OR (state = 'queued' AND next_attempt_at <= ?))) AS n`,
        [host.clock.now()],
      ) === 0
    )
  }, 'what is due to leave')
  await sweepSequences(services)
}

/** Time goes on to each moment at which something is due. @param end milliseconds since 1970 */
export async function live(app: MailApp, end: number): Promise<void> {
  const { services, host } = app
  for (;;) {
    await settle(app)
    const due = nextDue(services)
    const next = services.database.count(
      `SELECT coalesce(min(next_attempt_at), 0) AS n FROM outbox JOIN campaigns ON campaigns.id = campaign_id
       WHERE state = 'queued' AND automatic_on = 1 AND is_held = 0`,
    )
    const at = Math.min(due ?? Infinity, next === 0 ? Infinity : next)
    if (at > end) break
    host.clock.set(Math.max(at, host.clock.now()))
  }
  host.clock.set(end)
}
