// Binds the contract of analytics to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { attributionReport } from './attribution.repository.ts'
import { campaignReport } from './campaigns.repository.ts'
import { cohortReport } from './cohorts.repository.ts'
import { forecastReport } from './forecast.service.ts'
import { funnelReport } from './funnels.repository.ts'
import { lossReport } from './losses.repository.ts'
import { printReport } from './report/report.service.ts'
import { sourceReport } from './sources.repository.ts'
import { stageReport } from './stages.repository.ts'

const { analytics } = procedures

export const analyticsProcedures = {
  sources: analytics.sources.handler(({ input, context }) => sourceReport(context, input)),
  losses: analytics.losses.handler(({ input, context }) => lossReport(context, input)),
  stages: analytics.stages.handler(({ input, context }) => stageReport(context, input)),
  cohorts: analytics.cohorts.handler(({ input, context }) => cohortReport(context, input)),
  campaigns: analytics.campaigns.handler(({ input, context }) => campaignReport(context, input)),
  funnels: analytics.funnels.handler(({ input, context }) => funnelReport(context, input)),
  forecast: analytics.forecast.handler(({ context }) => forecastReport(context)),
  attribution: analytics.attribution.handler(({ input, context }) =>
    attributionReport(context, input),
  ),
  report: analytics.report.handler(({ input, context }) => printReport(context, input)),
}
