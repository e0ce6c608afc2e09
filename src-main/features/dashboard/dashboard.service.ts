// Puts the dashboard together: this period, the one it is compared with, the points between.
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import { conversionRate } from '#shared/leadFields/leadStatus.ts'
import type { Services } from '#main/core/services.ts'
import { pipelineStats } from '#main/features/crm/crm.feature.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import * as figures from './dashboard.repository.ts'
import { chartPoints, resolvePeriods, shownPeriod, type Quarters, quarter } from './period.ts'
import { inBusinessZone, type PeriodInput } from './businessPeriod.ts'
import {
  funnelRevenue,
  funnelTraffic,
  periodTotals,
  totalsOfPoints,
} from './periodTotals.repository.ts'

/** In quarters of an hour since 1970: later than anything, and still a whole number of days. */
const farAway = 96 * 100_000_000

/** @throws 422 if the dates given make no period */
export function dashboardOverview(services: Services, input: PeriodInput): DashboardOverview {
  const { database, host } = services
  const asked = inBusinessZone(services, input)
  const { current, previous } = resolvePeriods(asked, host.clock.now())
  const now = periodTotals(database, current)
  const before = periodTotals(database, previous)
  const pipeline = pipelineStats(database)
  const { unit, points } = chartPoints(current, asked.timeZone)
  const totals = totalsOfPoints(database, points)
  const [conversion, earlier] = [current, previous].map(({ until }) =>
    standingAt(database, pipeline, until),
  ) as [Standing, Standing]
  const period = shownPeriod(current)
  return {
    days: current.days,
    from: period.from,
    to: period.to,
    period,
    previous: shownPeriod(previous),
    figures: {
      leads: { value: pipeline.totalLeads, current: now.arrived, previous: before.arrived },
      won: { value: now.won, current: now.won, previous: before.won },
      wonAmount: {
        value: now.wonCents / 100,
        current: now.wonCents / 100,
        previous: before.wonCents / 100,
      },
      campaigns: {
        value: figures.activeCampaigns(database),
        ...startedIn(database, current, previous),
      },
      funnels: {
        value: figures.activeFunnels(database),
        ...funnelLeads(services, current, previous),
      },
      emailsSent: { value: now.sent, current: now.sent, previous: before.sent },
      conversion: {
        value: conversion.share ?? 0,
        current: conversion.share,
        previous: earlier.share,
      },
    },
    standing: { leads: conversion.leads, won: conversion.won },
    sandboxMessages: now.sandboxed,
    funnelTraffic: trafficIn(services, current),
    unit,
    chart: points.map(({ date }, index) => ({
      date,
      leads: totals[index]?.arrived ?? 0,
      emailsSent: totals[index]?.sent ?? 0,
      won: totals[index]?.won ?? 0,
    })),
    pipeline,
  }
}

type Database = Services['database']

function startedIn(database: Database, current: Quarters, previous: Quarters) {
  const started = ({ from, until }: Quarters) =>
    figures.campaignsStarted(database, from * quarter, until * quarter)
  return { current: started(current), previous: started(previous) }
}

function trafficIn(services: Services, quarters: Quarters): DashboardOverview['funnelTraffic'] {
  const { database } = services
  if (!figures.wasAnyFunnelMeasured(database)) return null
  const cents = [
    ...funnelRevenue(database, quarters, getSettings(services).currency).values(),
  ].reduce((sum, each) => sum + each, 0)
  return { ...funnelTraffic(database, quarters), revenue: cents / 100 }
}

function funnelLeads(services: Services, current: Quarters, previous: Quarters) {
  return {
    current: trafficIn(services, current)?.leads ?? null,
    previous: trafficIn(services, previous)?.leads ?? null,
  }
}

type Standing = { leads: number; won: number; share: number | null }

/**
 * How leads stood at a moment (in quarters of an hour): those that had arrived, those of them won by then that
 * still are, and these in percent of those. No share if nobody had arrived.
 */
function standingAt(
  database: Database,
  pipeline: DashboardOverview['pipeline'],
  moment: number,
): Standing {
  const since = periodTotals(database, { from: moment, until: farAway })
  const leads = pipeline.totalLeads - since.arrived
  // A lead that arrived here after its win is no conversion of those that were there before.
  const won = pipeline.byStatus.won.count - since.converted
  return { leads, won, share: leads <= 0 ? null : conversionRate(won, leads) }
}
