// The door of the dashboard: it owns no rows.
import type { Feature } from '#main/app/feature.ts'

export { dashboardOverview } from './dashboard.service.ts'

export const dashboardFeature: Feature = { name: 'dashboard', tables: [], jobs: [] }
