// What left through an account lately, read from the attempts.
import { day, hour } from '#shared/rules/sending/sendingRates.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { Database } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

const used = rowOf({ lastHour: integer(), lastDay: integer() })

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
