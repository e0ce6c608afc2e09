// Which events of relays were taken: applied ones are forgotten after a while, so that the table
// does not grow with every visit for ever.
import type { Database } from '#main/database/database.ts'

const kept = 90 * 24 * 60 * 60_000
const rowsAtOnce = 5_000

/**
 * Forgets that events were applied, once that is long past. They cannot be applied again: the
 * cursor, committed with them, lies behind
 * them; the relay itself forgets them seven days after they were acknowledged; and what each left
 * (`funnel_events.event_id`,
 * `consent_events.event_id`, both unique) is asked for before an event is applied. Events that
 * failed or were refused stay.
 */
export async function forgetOldEvents(database: Database, now: number): Promise<void> {
  const old = database.count(
    `SELECT EXISTS (SELECT 1 FROM relay_events WHERE state = 'applied' AND noted_at < ?) AS n`,
    [now - kept],
  )
  if (old === 0) return
  await database.write([], (transaction) =>
    transaction.sql(
      `DELETE FROM relay_events WHERE id IN (SELECT id FROM relay_events WHERE state = 'applied' AND noted_at < ? ORDER BY noted_at LIMIT ?)`,
      [...[now - kept, rowsAtOnce]],
    ),
  )
}
