// What was won, parted among what the leads had met: the shares are made when a lead is won (see
// the migration) and only added up here.
import type { AttributionReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/core/services.ts'
import { text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  keptSums,
  periodTotals,
  periodAsked,
  shownPeriod,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'

const maxItems = 30

const kinds = ['campaign', 'funnel', 'source'] as const
const figures = {
  wins: 'touched_wins',
  first: 'first_cents',
  last: 'last_cents',
  linear: 'linear_cents',
}

/** @throws 422 if the dates given make no period */
export function attributionReport(services: Services, asked: PeriodInput): AttributionReport {
  const { database } = services
  const period = periodAsked(services, asked)
  const touched = kinds.flatMap((kind) => {
    const sums = keptSums(
      database,
      { table: 'attribution_totals', column: 'ref', key: { kind } },
      figures,
      period,
    )
    return sums.map(({ value, sums: own }) => ({ kind, ref: value, ...own }))
  })
  const rows = touched.filter(({ wins }) => wins > 0)
  // Those with the same amount and wins stay in the order of kind and reference.
  rows.sort((one, other) => other.linear - one.linear || other.wins - one.wins)
  const { won, wonCents } = periodTotals(database, period)
  const items = rows.slice(0, maxItems).map(({ kind, ref, wins, first, last, linear }) => ({
    ...{
      kind,
      id: kind === 'source' ? null : Number(ref),
      name: kind === 'source' ? ref || null : nameOf(database, kind, Number(ref)),
    },
    ...{ wins, first: first / 100, last: last / 100, linear: linear / 100 },
  }))
  return {
    period: shownPeriod(period),
    wins: won,
    amount: wonCents / 100,
    items,
    others: rows.length - items.length,
  }
}

const named = rowOf({ name: text() })

/** A deleted campaign is only hidden and keeps its name. */
function nameOf(
  database: Services['database'],
  kind: 'campaign' | 'funnel',
  id: number,
): string | null {
  const table = kind === 'campaign' ? 'campaigns' : 'funnels'
  return database.first(named, `SELECT name FROM ${table} WHERE id = ?`, [id])?.name ?? null
}
