// The figures of periods from totals kept by triggers: a million leads cost what a thousand do.
import type { Database } from '#main/database/database.ts'
import { cents, integer } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { keptRows } from './keptTotals.ts'
import type { ChartPoint, Quarters } from './period.ts'

const figures = {
  arrived: integer(),
  won: integer(),
  wonCents: cents(),
  sent: integer(),
  sandboxed: integer(),
  converted: integer(),
}
const totals = rowOf(figures)
const totalsAt = rowOf({ start: integer(), ...figures })
const traffic = rowOf({ visitors: integer(), leads: integer(), sales: integer() })
const revenueOf = rowOf({ id: integer(), cents: cents() })
export type PeriodTotals = RowOfTable<typeof totals>

const columns = 'start, arrived, won, won_cents AS wonCents, sent, sandboxed, converted'
const none: PeriodTotals = { arrived: 0, won: 0, wonCents: 0, sent: 0, sandboxed: 0, converted: 0 }
type Row = RowOfTable<typeof totalsAt>
/** Quarters of an hour in a day. */
const perDay = 96

export function periodTotals(database: Database, quarters: Quarters): PeriodTotals {
  const { sql, parameters } = keptRows(
    'period_totals',
    'arrived, won, won_cents, sent, sandboxed, converted',
    quarters,
  )
  const row = database.first(
    totals,
    `SELECT coalesce(sum(arrived), 0) AS arrived, coalesce(sum(won), 0) AS won, coalesce(sum(won_cents), 0) AS wonCents,
       coalesce(sum(sent), 0) AS sent, coalesce(sum(sandboxed), 0) AS sandboxed, coalesce(sum(converted), 0) AS converted FROM (${sql})`,
    parameters,
  )
  return row ?? none
}

/** The totals of each point, in their order. Points follow one another without a gap. */
export function totalsOfPoints(database: Database, points: ChartPoint[]): PeriodTotals[] {
  const [from, until] = [points[0]?.from ?? 0, points.at(-1)?.until ?? 0]
  const sums = points.map(() => ({ ...none }))
  let at = 0
  for (const [start, row] of rowsByTime(database, { from, until }, points)) {
    while (start >= (points[at]?.until ?? Number.POSITIVE_INFINITY)) at += 1
    const sum = sums[at]
    if (sum === undefined) continue
    for (const name of Object.keys(none) as (keyof PeriodTotals)[]) sum[name] += row[name]
  }
  return sums
}

/**
 * Quarters of an hour where a point begins or ends within their day of UTC, whole days everywhere else; by time,
 * with the first quarter of each.
 */
function rowsByTime(database: Database, quarters: Quarters, points: ChartPoint[]): [number, Row][] {
  const read = (span: string, from: number, until: number) =>
    database.all(
      totalsAt,
      `SELECT ${columns} FROM period_totals WHERE span = ? AND start >= ? AND start < ? ORDER BY start`,
      [span, from, until],
    )
  const cut = new Set(
    [...points.map(({ from }) => from), quarters.until]
      .filter((start) => start % perDay !== 0)
      .map((start) => Math.floor(start / perDay)),
  )
  if (cut.size >= points.length)
    return read('quarter', quarters.from, quarters.until).map((row) => [row.start, row])
  const days = read(
    'day',
    Math.floor(quarters.from / perDay),
    Math.ceil(quarters.until / perDay),
  ).filter((row) => !cut.has(row.start))
  const inCutDays = [...cut].flatMap((day) =>
    read(
      'quarter',
      Math.max(quarters.from, day * perDay),
      Math.min(quarters.until, (day + 1) * perDay),
    ),
  )
  const rows: [number, Row][] = [
    ...days.map((row): [number, Row] => [row.start * perDay, row]),
    ...inCutDays.map((row): [number, Row] => [row.start, row]),
  ]
  return rows.sort(([one], [other]) => one - other)
}

export type FunnelTraffic = RowOfTable<typeof traffic>

/** What was measured on a deleted funnel is kept for its return, and counts nowhere meanwhile. */
const isKeptFunnel = `funnel_id NOT IN (SELECT item_id FROM deleted_items WHERE kind = 'funnel')`

/** What was measured on all funnels together. */
export function funnelTraffic(database: Database, quarters: Quarters): FunnelTraffic {
  const { sql, parameters } = keptRows(
    'funnel_totals INDEXED BY funnel_totals_whole',
    'page_id, visitors, leads, sales',
    quarters,
  )
  const row = database.first(
    traffic,
    `SELECT coalesce(sum(visitors), 0) AS visitors, coalesce(sum(leads), 0) AS leads, coalesce(sum(sales), 0) AS sales
     FROM (${sql.replaceAll('WHERE span', `WHERE page_id = 0 AND ${isKeptFunnel} AND span`)})`,
    parameters,
  )
  return row ?? { visitors: 0, leads: 0, sales: 0 }
}

/**
 * Cents of a funnel's sales in one currency, by funnel: those in another are no part of the sum.
 */
export function funnelRevenue(
  database: Database,
  quarters: Quarters,
  currency: string,
): Map<number, number> {
  const { sql, parameters } = keptRows(
    'funnels CROSS JOIN funnel_sale_totals ON funnel_id = funnels.id',
    'funnel_id, page_id, currency, amount_cents',
    quarters,
  )
  const rows = database.all(
    revenueOf,
    `SELECT funnel_id AS id, sum(amount_cents) AS cents FROM (${sql}) WHERE page_id = 0 AND currency = ? GROUP BY funnel_id`,
    [...parameters, currency],
  )
  return new Map(rows.map((row) => [row.id, row.cents]))
}
