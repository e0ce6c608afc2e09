// Why leads were lost in a period: those that stand in the stage, by their last coming into it.
import type { LossReport } from '#shared/contract/analytics.contract.ts'
import { integer, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Services } from '#main/core/services.ts'
import { lostAtSql, readRows } from '#main/features/crm/crm.feature.ts'
import {
  periodAsked,
  quarter,
  shownPeriod,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'

const maxReasons = 30

const reasonRow = rowOf({
  reason: optional(text()),
  leads: integer(),
  cents: integer(),
  /** Of the spelling most used, which decides which one is told. */
  most: integer(),
})

/**
 * Reasons that differ in case and accents only are one, in the spelling most used. Whoever came into the
 * stage in the period is found by the time of the move; whoever arrived in it, by that of arrival.
 * Of many leads it is counted beside the window: hundreds of thousands of losses take half a second.
 * @throws 422 if the dates given make no period
 */
export async function lossReport(services: Services, asked: PeriodInput): Promise<LossReport> {
  const period = periodAsked(services, asked)
  const span = [period.from * quarter, period.until * quarter]
  const rows = await readRows(
    services,
    reasonRow,
    `WITH lost(id) AS (
       SELECT lead_id FROM lead_stage_changes WHERE changed_at >= ? AND changed_at < ? AND to_status = 'lost'
       UNION SELECT id FROM leads WHERE status = 'lost' AND created_at >= ? AND created_at < ?
     ), counted AS (
       SELECT lost_reason, count(*) AS leads, sum(estimated_value_cents) AS cents
       FROM lost JOIN leads ON leads.id = lost.id WHERE ${lostAtSql} >= ? AND ${lostAtSql} < ? GROUP BY lost_reason
     )
     SELECT lost_reason AS reason, sum(leads) AS leads, sum(cents) AS cents, max(leads) AS most
     FROM counted GROUP BY folded(lost_reason) ORDER BY 2 DESC, 3 DESC, 1`,
    [...span, ...span, ...span],
  )
  const leads = rows.reduce((sum, row) => sum + row.leads, 0)
  const cents = rows.reduce((sum, row) => sum + row.cents, 0)
  return {
    period: shownPeriod(period),
    leads,
    value: cents / 100,
    items: rows.slice(0, maxReasons).map((row) => ({
      reason: row.reason,
      leads: row.leads,
      value: row.cents / 100,
      share: row.leads / leads,
    })),
    others: Math.max(0, rows.length - maxReasons),
  }
}
