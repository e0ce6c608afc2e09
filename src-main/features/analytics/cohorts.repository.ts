// Of the leads that arrived in a month, the share won within 30, 60, … days.
import type { CohortReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Database } from '#main/database/database.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  keptRows,
  periodTotals,
  quarter,
  quarterOf,
  type Quarters,
} from '#main/features/dashboard/dashboard.feature.ts'
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'

const span = 30 * 24 * 60 * 60 * 1000
const spans = 12

const cohort = rowOf({ monthsAfter: integer(), won: integer() })
type Row = RowOfTable<typeof cohort>

/**
 * Leads that were won before they arrived here are in no cohort: how long that took nobody knows.
 * @param months how many months of the business back, this one included */
export function cohortReport(services: Services, { months }: { months: number }): CohortReport {
  const { database, host } = services
  const now = host.clock.now()
  const zone = businessZone(services)
  const [year = 0, month = 0] = dateAt(now, zone).split('-').map(Number)
  const first = year * 12 + (month - 1) - months + 1
  return {
    spans,
    months: Array.from({ length: months }, (_, index) => {
      const month = monthName(first + index)
      const period = {
        from: quarterOf(`${month}-01`, zone),
        until: quarterOf(`${monthName(first + index + 1)}-01`, zone),
      }
      const all = winsOf(database, period)
      const wins = all.filter(({ monthsAfter }) => monthsAfter >= 0)
      const leads = periodTotals(database, period).arrived - (sum(all) - sum(wins))
      // The last to arrive must have lived through a span before it is told for all.
      const livedThrough = Math.floor((now - Math.min(now, period.until * quarter)) / span)
      const shares = Array.from({ length: spans }, (_unused, after) =>
        leads === 0 || after >= livedThrough
          ? null
          : sum(wins.filter(({ monthsAfter }) => monthsAfter <= after)) / leads,
      )
      return { month, leads, won: sum(wins), shares }
    }),
  }
}

function winsOf(database: Database, period: Quarters): Row[] {
  const { sql, parameters } = keptRows('cohort_totals', 'months_after, won', period)
  return database.all(
    cohort,
    `SELECT months_after AS monthsAfter, sum(won) AS won FROM (${sql}) GROUP BY months_after`,
    parameters,
  )
}

/** `2026-04`, of a month counted from the year 0. */
const monthName = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
const sum = (rows: Row[]) => rows.reduce((total, { won }) => total + won, 0)
