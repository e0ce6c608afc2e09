// What was won, parted among what the leads had met: the shares are made when a lead is won (see the migration) and only added up here.
import type { AttributionReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/app/services.ts'
import { keptRows, periodTotals, resolvePeriod, shownPeriod, type PeriodAsked } from '#main/features/dashboard/dashboard.feature.ts'

const mostItems = 30

type Row = { kind: AttributionReport['items'][number]['kind']; ref: string; wins: number; first: number; last: number; linear: number }

/** @throws 422 where the dates given make no period */
export function attributionReport({ database, host }: Services, asked: PeriodAsked): AttributionReport {
  const period = resolvePeriod(asked, host.clock.now())
  const kept = keptRows('attribution_totals', 'kind, ref, touched_wins, first_cents, last_cents, linear_cents', period)
  const rows = database.query<Row>(
    `SELECT kind, ref, sum(touched_wins) AS wins, sum(first_cents) AS first, sum(last_cents) AS last, sum(linear_cents) AS linear
     FROM (${kept.sql}) GROUP BY kind, ref HAVING sum(touched_wins) > 0 ORDER BY linear DESC, wins DESC, kind, ref`,
    kept.parameters,
  )
  const { won, wonCents } = periodTotals(database, period)
  const items = rows.slice(0, mostItems).map(({ kind, ref, wins, first, last, linear }) => ({
    ...{ kind, id: kind === 'source' ? null : Number(ref), name: kind === 'source' ? ref || null : nameOf(database, kind, Number(ref)) },
    ...{ wins, first: first / 100, last: last / 100, linear: linear / 100 },
  }))
  return { period: shownPeriod(period), wins: won, amount: wonCents / 100, items, others: rows.length - items.length }
}

/** A deleted campaign is only hidden and keeps its name. */
function nameOf(database: Services['database'], kind: 'campaign' | 'funnel', id: number): string | null {
  const table = kind === 'campaign' ? 'campaigns' : 'funnels'
  return database.query<{ name: string }>(`SELECT name FROM ${table} WHERE id = ?`, [id])[0]?.name ?? null
}
