// Where leads come from and what became of them, from totals kept by hour and day of arrival.
import type { SourceReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/app/services.ts'
import { keptRows, resolvePeriod, shownPeriod, type PeriodAsked } from '#main/features/dashboard/dashboard.feature.ts'

const mostSources = 30

type Row = { source: string; leads: number; valueCents: number; won: number; wonCents: number }

/** @throws 422 where the dates given make no period */
export function sourceReport({ database, host }: Services, asked: PeriodAsked): SourceReport {
  const period = resolvePeriod(asked, host.clock.now())
  const { sql, parameters } = keptRows('source_totals', 'source, leads, value_cents, won, won_cents', period)
  const rows = database.query<Row>(
    `SELECT source, sum(leads) AS leads, sum(value_cents) AS valueCents, sum(won) AS won, sum(won_cents) AS wonCents FROM (${sql})
     GROUP BY source HAVING sum(leads) > 0 ORDER BY leads DESC, source`,
    parameters,
  )
  const items = rows.slice(0, mostSources).map(({ source, valueCents, wonCents, ...counts }) => ({
    ...counts,
    source: source === '' ? null : source,
    value: valueCents / 100,
    wonAmount: wonCents / 100,
    winShare: counts.leads === 0 ? 0 : counts.won / counts.leads,
  }))
  return { period: shownPeriod(period), items, others: rows.length - items.length }
}
