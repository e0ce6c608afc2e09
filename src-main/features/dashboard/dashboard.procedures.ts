// Binds the contract of the dashboard to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { recentActivity } from './dashboard.repository.ts'
import { dashboardOverview } from './dashboard.service.ts'
import { dashboardLayout, saveDashboardLayout } from './layout.service.ts'
import { whatToDoToday } from './today.service.ts'

const { dashboard } = procedures

export const dashboardProcedures = {
  overview: dashboard.overview.handler(({ input, context }) => dashboardOverview(context, input)),
  activity: dashboard.activity.handler(({ input, context }) =>
    recentActivity(context.database, input.limit),
  ),
  today: dashboard.today.handler(({ input, context }) => whatToDoToday(context, input.quietDays)),
  layout: {
    get: dashboard.layout.get.handler(({ context }) => dashboardLayout(context)),
    save: dashboard.layout.save.handler(({ input, context }) =>
      saveDashboardLayout(context, input.cards),
    ),
  },
}
