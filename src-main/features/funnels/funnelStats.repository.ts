// The figures of a funnel over any period, added up from kept hourly totals: a million visits cost no more than a thousand.
import type { FunnelStats } from '#shared/contract/funnels.contract.ts'
import { conversionRate } from '#shared/rules/leadStatus.ts'
import type { Database } from '#main/database/database.ts'
import { blocksOf, offerOf, readFunnel } from './funnels.repository.ts'
import type { PageRow } from './pages.table.ts'

const hour = 60 * 60 * 1000
const mostSources = 20

type Totals = { visitors: number; forms: number; clicks: number; leads: number; sales: number; revenueCents: number }
const nothing: Totals = { visitors: 0, forms: 0, clicks: 0, leads: 0, sales: 0, revenueCents: 0 }

/** @param input the period, to the hour: the beginning of `from`'s hour until the end of `to`'s; all of time where left out. @throws 404 */
export function funnelStats({ database }: { database: Database }, input: { id: number; from?: string; to?: string }): FunnelStats {
  const { funnel, pages } = readFunnel(database, input.id)
  const from = input.from === undefined ? 0 : Math.floor(Date.parse(input.from) / hour)
  const until = input.to === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(Date.parse(input.to) / hour)
  const rows = database.query<Totals & { pageId: number }>(
    `SELECT page_id AS pageId, sum(visitors) AS visitors, sum(forms) AS forms, sum(clicks) AS clicks, sum(leads) AS leads, sum(sales) AS sales,
       sum(revenue_cents) AS revenueCents FROM funnel_hours WHERE funnel_id = ? AND hour >= ? AND hour < ? GROUP BY page_id`,
    [input.id, from, until],
  )
  const byPage = new Map(rows.map((row) => [row.pageId, row]))
  const whole = byPage.get(0) ?? nothing
  const isSold = funnel.funnelType === 'product' || funnel.funnelType === 'membership'
  return {
    visitors: whole.visitors,
    leads: whole.leads,
    sales: whole.sales,
    revenue: whole.revenueCents / 100,
    conversionRate: conversionRate(isSold ? whole.sales : whole.leads, whole.visitors),
    steps: pages.map((page) => stepStats(page, byPage.get(page.id) ?? nothing)),
    sources: sourceStats(database, input.id, from, until),
  }
}

function stepStats(page: PageRow, totals: Totals): FunnelStats['steps'][number] {
  const conversions = conversionsOf(page, totals)
  const { visitors } = totals
  return { pageId: page.id, name: page.name, pageType: page.pageType, visitors, conversions, conversionRate: conversionRate(conversions, visitors) }
}

/** What a step is there for: to sell, to be answered, or to lead on. */
function conversionsOf(page: PageRow, { forms, clicks, sales }: Totals): number {
  if (page.pageType === 'thank_you') return 0
  const sells = offerOf(page) !== null || sales > 0
  if (sells) return sales
  return forms > 0 || blocksOf(page).some(({ kind }) => kind === 'form') ? forms : clicks
}

function sourceStats(database: Database, funnelId: number, from: number, until: number): FunnelStats['sources'] {
  return database.query<FunnelStats['sources'][number]>(
    `SELECT CASE source WHEN '' THEN 'direct' ELSE source END AS source, sum(visitors) AS visitors, sum(leads) AS leads FROM funnel_source_hours
     WHERE funnel_id = ? AND hour >= ? AND hour < ? GROUP BY 1 ORDER BY visitors DESC, leads DESC, 1 LIMIT ?`,
    [funnelId, from, until, mostSources],
  )
}
