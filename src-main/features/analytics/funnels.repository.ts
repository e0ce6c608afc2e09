// What was measured on each funnel in a period.
import type { FunnelReport } from '#shared/contract/analytics.contract.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  funnelRevenue,
  keptRows,
  periodAsked,
  shownPeriod,
  type PeriodInput,
} from '#main/features/dashboard/dashboard.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'

const maxFunnels = 100

const measured = rowOf({
  id: integer(),
  name: text(),
  publishedAt: optional(moment()),
  visitors: integer(),
  answered: integer(),
  leads: integer(),
  sales: integer(),
})

/** @throws 422 if the dates given make no period */
export function funnelReport(services: Services, asked: PeriodInput): FunnelReport {
  const { database } = services
  const period = periodAsked(services, asked)
  const kept = keptRows(
    'funnel_totals INDEXED BY funnel_totals_whole',
    'funnel_id, visitors, forms, leads, sales',
    period,
  )
  const rows = database.all(
    measured,
    `SELECT id, name, published_at AS publishedAt, coalesce(visitors, 0) AS visitors, coalesce(answered, 0) AS answered, coalesce(leads, 0) AS leads, coalesce(sales, 0) AS sales
     FROM funnels LEFT JOIN (SELECT funnel_id, sum(visitors) AS visitors, sum(forms) AS answered, sum(leads) AS leads, sum(sales) AS sales
       FROM (${kept.sql.replaceAll('WHERE span', 'WHERE page_id = 0 AND span')}) GROUP BY funnel_id) ON funnel_id = id
     WHERE is_archived = 0 OR visitors > 0 ORDER BY visitors DESC, id LIMIT ${maxFunnels}`,
    kept.parameters,
  )
  const revenue = funnelRevenue(database, period, getSettings(services).currency)
  return {
    period: shownPeriod(period),
    items: rows.map(({ publishedAt, visitors, ...funnel }) => ({
      ...funnel,
      visitors: publishedAt === null && visitors === 0 ? null : visitors,
      revenue: (revenue.get(funnel.id) ?? 0) / 100,
    })),
  }
}
