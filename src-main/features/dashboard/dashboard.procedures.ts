// Binds the contract of the dashboard to functions; no logic.
import { procedures } from '#main/app/procedures.ts'
import { recentActivity } from './dashboard.repository.ts'
import { dashboardOverview } from './dashboard.service.ts'

export const dashboardProcedures = {
  overview: procedures.dashboard.overview.handler(({ input, context }) => dashboardOverview(context, input)),
  activity: procedures.dashboard.activity.handler(({ input, context }) => recentActivity(context.database, input.limit)),
}
