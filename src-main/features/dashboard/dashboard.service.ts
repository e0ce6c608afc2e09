// Puts the dashboard together: this period, the one before, the days between.
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { Services } from '#main/app/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { pipelineStats } from '#main/features/crm/crm.feature.ts'
import { lastDays, type CalendarDay } from './calendarDays.ts'
import * as figures from './dashboard.repository.ts'

/** Figures for the last `days` calendar days, today included, and for as many before. */
export function dashboardOverview({ database, host }: Services, input: { days: number; timeZone: string }): DashboardOverview {
  const now = host.clock.now()
  const days = lastDays(input.days * 2, now, knownZone(input.timeZone))
  const before = days.slice(0, input.days)
  const current = days.slice(input.days)
  const from = current[0]?.from ?? now
  const to = current.at(-1)?.to ?? now
  const beforeFrom = before[0]?.from ?? from
  const pipeline = pipelineStats(database)
  const sent = figures.emailsSent(database, from, to)
  return {
    days: input.days,
    from: toTimestamp(from),
    to: toTimestamp(to),
    figures: {
      leads: {
        value: pipeline.totalLeads,
        current: figures.leadsCreated(database, from, to),
        previous: figures.leadsCreated(database, beforeFrom, from),
      },
      campaigns: {
        value: figures.activeCampaigns(database),
        current: figures.campaignsStarted(database, from, to),
        previous: figures.campaignsStarted(database, beforeFrom, from),
      },
      emailsSent: { value: sent, current: sent, previous: figures.emailsSent(database, beforeFrom, from) },
      conversion: { value: pipeline.conversionRate, current: pipeline.conversionRate, previous: figures.conversionAt(database, from) },
    },
    sandboxMessages: figures.sandboxMessages(database, from, to),
    chart: current.map((day) => chartDay(database, day)),
    pipeline,
  }
}

function chartDay(database: Services['database'], day: CalendarDay) {
  return {
    date: day.date,
    leads: figures.leadsCreated(database, day.from, day.to),
    emailsSent: figures.emailsSent(database, day.from, day.to),
    won: figures.leadsWon(database, day.from, day.to),
  }
}

/** A browser may report a zone this runtime does not know: the days are then counted in UTC rather than not at all. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
