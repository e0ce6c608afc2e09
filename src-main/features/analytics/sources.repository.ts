// Where leads come from and what became of them, from totals kept by hour and day of arrival.
import type { SourceReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/core/services.ts'
import {
  keptSums,
  periodAsked,
  shownPeriod,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'

const maxSources = 30

const figures = { leads: 'leads', valueCents: 'value_cents', won: 'won', wonCents: 'won_cents' }

/** @throws 422 if the dates given make no period */
export function sourceReport(services: Services, asked: PeriodInput): SourceReport {
  const { database } = services
  const period = periodAsked(services, asked)
  const sums = keptSums(database, { table: 'source_totals', column: 'source' }, figures, period)
  const rows = sums
    .filter(({ sums: { leads } }) => leads > 0)
    .map(({ value, sums: own }) => ({ source: value, ...own }))
  // Those with as many leads stay in the order of their names.
  rows.sort((one, other) => other.leads - one.leads)
  const items = rows.slice(0, maxSources).map(({ source, valueCents, wonCents, ...counts }) => ({
    ...counts,
    source: source === '' ? null : source,
    value: valueCents / 100,
    wonAmount: wonCents / 100,
    winShare: counts.leads === 0 ? 0 : counts.won / counts.leads,
  }))
  return { period: shownPeriod(period), items, others: rows.length - items.length }
}
