// The door of the dashboard: it owns no rows, and knows how periods are counted.
import type { Feature } from '#main/core/feature.ts'

export { dashboardOverview } from './dashboard.service.ts'
export { keptRows, keptSums } from './keptTotals.ts'
export { quarter, quarterOf, shownPeriod, type Quarters } from './period.ts'
export { periodAsked, type PeriodInput } from './businessPeriod.ts'
export { funnelRevenue, periodTotals } from './periodTotals.repository.ts'

export const dashboardFeature: Feature = { name: 'dashboard', tables: [], jobs: [] }
