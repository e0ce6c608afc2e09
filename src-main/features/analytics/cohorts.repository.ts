// Of the leads that arrived in a month, the share won within 30, 60, … days.
import type { CohortReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { periodTotals } from '#main/features/dashboard/dashboard.feature.ts'

const hour = 60 * 60 * 1000
const span = 30 * 24 * hour
const spans = 12

const cohort = rowOf({ month: integer(), monthsAfter: integer(), won: integer() })
type Row = RowOfTable<typeof cohort>

/** @param months how many months back, this one included */
export function cohortReport(
  { database, host }: Services,
  { months }: { months: number },
): CohortReport {
  const now = host.clock.now()
  const present = new Date(now).getUTCFullYear() * 12 + new Date(now).getUTCMonth()
  const first = present - months + 1
  const rows = database.all(
    cohort,
    'SELECT month, months_after AS monthsAfter, won FROM cohort_totals WHERE month >= ? AND month <= ?',
    [first, present],
  )
  return {
    spans,
    months: Array.from({ length: months }, (_, index) => {
      const month = first + index
      const leads = periodTotals(database, {
        from: beginning(month) / hour,
        until: beginning(month + 1) / hour,
      }).arrived
      const wins = rows.filter((row) => row.month === month)
      // The last to arrive must have lived through a span before it is told for all.
      const livedThrough = Math.floor((now - Math.min(now, beginning(month + 1))) / span)
      const shares = Array.from({ length: spans }, (_unused, after) =>
        leads === 0 || after >= livedThrough
          ? null
          : sum(wins.filter(({ monthsAfter }) => monthsAfter <= after)) / leads,
      )
      return {
        month: new Date(beginning(month)).toISOString().slice(0, 7),
        leads,
        won: sum(wins),
        shares,
      }
    }),
  }
}

const beginning = (month: number) => Date.UTC(Math.floor(month / 12), month % 12, 1)
const sum = (rows: Row[]) => rows.reduce((total, { won }) => total + won, 0)
