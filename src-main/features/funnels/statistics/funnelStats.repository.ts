// The figures of a funnel over any period, added up from totals kept by day and quarter of an hour: a million
// visits cost no more than a thousand.
import type { FunnelStats } from '#shared/contract/funnelStats.ts'
import { conversionRate } from '#shared/leadFields/leadStatus.ts'
import type { Services } from '#main/core/services.ts'
import { cents, integer, text } from '#main/database/columnKinds.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { readFunnel } from '../funnels.repository.ts'
import type { PageRow } from '../pages/pages.table.ts'

/** The shortest span of kept totals, in milliseconds; a day has 96. */
const quarter = 15 * 60 * 1000
const perDay = 96
const maxSources = 20
/** In quarters of an hour since 1970: later than anything, and still a whole number of days. */
const farAway = perDay * 100_000_000

const totalsOfPage = rowOf({
  pageId: integer(),
  visitors: integer(),
  forms: integer(),
  clicks: integer(),
  leads: integer(),
  sales: integer(),
  buyers: integer(),
})
const pathOfPage = rowOf({
  pageId: integer(),
  outcome: text<Step['paths'][number]['outcome']>(),
  toPage: integer(),
  visitors: integer(),
})
const salesOfCurrency = rowOf({ currency: text(), cents: cents(), sales: integer() })
const ofSource = rowOf({
  source: text(),
  visitors: integer(),
  leads: integer(),
  answered: integer(),
})
type Totals = Omit<RowOfTable<typeof totalsOfPage>, 'pageId'>
const nothing: Totals = { visitors: 0, forms: 0, clicks: 0, leads: 0, sales: 0, buyers: 0 }
type Step = FunnelStats['steps'][number]

type Period = { from: number; until: number }

/**
 * @param input the period, to the quarter of an hour: the beginning of `from`'s until the end of `to`'s; all
 * of time where left out
 * @throws 404, and 422 if the period ends before it begins
 */
export function funnelStats(
  services: Services,
  input: { id: number; from?: string; to?: string },
): FunnelStats {
  const { database } = services
  const { funnel, pages } = readFunnel(database, input.id)
  const period = {
    from: input.from === undefined ? 0 : Math.floor(Date.parse(input.from) / quarter),
    until: input.to === undefined ? farAway : Math.ceil(Date.parse(input.to) / quarter),
  }
  if (period.from > period.until)
    throw apiError('UNPROCESSABLE', 'period_invalid', 'The period ends before it begins.', {
      field: 'from',
    })
  const within = inPeriod(input.id, period)
  const rows = database.all(
    totalsOfPage,
    `SELECT page_id AS pageId, sum(visitors) AS visitors, sum(forms) AS forms, sum(clicks) AS clicks, sum(leads) AS leads, sum(sales) AS sales, sum(buyers) AS buyers
     FROM (${within.rowsOf('funnel_totals')}) GROUP BY page_id`,
    within.parameters,
  )
  const byPage = new Map(rows.map((row) => [row.pageId, row]))
  const whole = byPage.get(0) ?? nothing
  const currency =
    pages.find(({ offer }) => offer !== null)?.offer?.currency ?? getSettings(services).currency
  const revenueByCurrency = salesByCurrency(database, within, currency)
  const paths = pathsByPage(database, within, new Set(pages.map(({ id }) => id)))
  const isSold = funnel.funnelType === 'product' || funnel.funnelType === 'membership'
  return {
    visitors: whole.visitors,
    leads: whole.leads,
    sales: whole.sales,
    revenue: revenueByCurrency.find((each) => each.currency === currency)?.amount ?? 0,
    currency,
    revenueByCurrency,
    answered: whole.forms,
    conversionRate: shareOfVisitors(isSold ? whole.buyers : whole.forms, whole.visitors),
    steps: pages.map((page) =>
      stepStats(page, byPage.get(page.id) ?? nothing, paths.get(page.id) ?? []),
    ),
    sources: sourceStats(database, within),
    importedTotals: funnel.importedTotals,
  }
}

type Within = { rowsOf(table: string): string; parameters: SqlValue[] }

/** The rows of a period: its whole days, and the quarters of an hour before and after them. */
function inPeriod(funnelId: number, { from, until }: Period): Within {
  const firstDay = Math.ceil(from / perDay)
  const lastDay = Math.max(firstDay, Math.floor(until / perDay))
  const edges: [string, number, number][] = [
    ['quarter', from, Math.min(until, firstDay * perDay)],
    ['day', firstDay, lastDay],
    ['quarter', Math.max(from, lastDay * perDay), until],
  ]
  // A period within one day has no whole day: its quarters are counted once.
  const parts = until <= firstDay * perDay ? edges.slice(0, 1) : edges
  const sql = (table: string) =>
    `SELECT * FROM ${table} WHERE funnel_id = ? AND span = ? AND start >= ? AND start < ?`
  return {
    rowsOf: (table) => parts.map(() => sql(table)).join(' UNION ALL '),
    parameters: parts.flatMap((part) => [funnelId, ...part]),
  }
}

function stepStats(page: PageRow, totals: Totals, paths: Step['paths']): Step {
  const conversions = conversionsOf(page, totals)
  const { visitors } = totals
  const gone = paths.reduce((sum, path) => sum + path.visitors, 0)
  const left = gone === 0 && !leadsOn(page) ? null : visitors - gone
  return {
    pageId: page.id,
    name: page.name,
    pageType: page.pageType,
    visitors,
    conversions,
    conversionRate: shareOfVisitors(conversions, visitors),
    paths,
    left,
  }
}

/** Whether there is anything a visitor could do on it. */
function leadsOn(page: PageRow): boolean {
  return (
    Object.values(page.paths).some((to) => to != null) ||
    page.offer !== null ||
    page.blocks.some(({ kind }) => kind === 'form')
  )
}

/** @param present a step that was deleted since leads nowhere */
function pathsByPage(
  database: Database,
  within: Within,
  present: Set<number>,
): Map<number, Step['paths']> {
  const rows = database.all(
    pathOfPage,
    `SELECT page_id AS pageId, outcome, to_page AS toPage, sum(visitors) AS visitors
     FROM (${within.rowsOf('funnel_path_totals')}) GROUP BY page_id, outcome, to_page ORDER BY visitors DESC, outcome, to_page`,
    within.parameters,
  )
  const byPage = new Map<number, Step['paths']>()
  for (const { pageId, outcome, toPage, visitors } of rows) {
    byPage.set(pageId, [
      ...(byPage.get(pageId) ?? []),
      { outcome, toPageId: present.has(toPage) ? toPage : null, visitors },
    ])
  }
  return byPage
}

function salesByCurrency(
  database: Database,
  within: Within,
  main: string,
): FunnelStats['revenueByCurrency'] {
  const rows = database.all(
    salesOfCurrency,
    `SELECT currency, sum(amount_cents) AS cents, sum(sales) AS sales FROM (${within.rowsOf('funnel_sale_totals')})
     WHERE page_id = 0 GROUP BY currency HAVING sum(sales) <> 0 OR sum(amount_cents) <> 0 ORDER BY currency <> ?, sales DESC, currency`,
    [...within.parameters, main],
  )
  return rows.map(({ currency, cents: sum, sales }) => ({ currency, amount: sum / 100, sales }))
}

/**
 * Visitors who did what a step is there for: buying, answering, or going on. What a step is there for
 * its page says, never what happened to be counted: a sale entered by hand makes no page sell.
 */
function conversionsOf(page: PageRow, { forms, clicks, buyers }: Totals): number {
  if (page.pageType === 'thank_you') return 0
  if (page.offer !== null) return buyers
  return forms > 0 || page.blocks.some(({ kind }) => kind === 'form') ? forms : clicks
}

/**
 * In percent. Null where more did it than came: buyers whose visit is not known are no share of
 * those that were counted.
 */
const shareOfVisitors = (some: number, visitors: number): number | null =>
  some > visitors ? null : conversionRate(some, visitors)

function sourceStats(database: Database, within: Within): FunnelStats['sources'] {
  return database.all(
    ofSource,
    `SELECT CASE source WHEN '' THEN 'direct' ELSE source END AS source, sum(visitors) AS visitors, sum(leads) AS leads, sum(answered) AS answered
     FROM (${within.rowsOf('funnel_source_totals')}) GROUP BY 1 ORDER BY visitors DESC, leads DESC, 1 LIMIT ?`,
    [...within.parameters, maxSources],
  )
}
