// The dashboard: figures computed from what happened, with another period for comparison.
import { z } from 'zod'
import { contract, Id, Timestamp } from './common.ts'
import { PipelineStats } from './crm/pipelineStats.ts'
import { Period, periodFields } from './period.ts'

/**
 * A figure now and what the same measure was for the period compared with; null if it cannot be
 * known.
 */
const Figure = z.object({
  value: z.number(),
  current: z.number().nullable(),
  previous: z.number().nullable(),
})

export const chartUnits = ['day', 'week', 'month'] as const

export const DashboardOverview = z.object({
  days: z.int(),
  from: Timestamp,
  to: Timestamp,
  period: Period,
  /** The period compared with. */
  previous: Period,
  figures: z.object({
    /** value: all leads, today; current/previous: leads that arrived in each period. */
    leads: Figure,
    /** Leads that stand in won and came to it in each period. */
    won: Figure,
    /** What they are worth: their estimated value. */
    wonAmount: Figure,
    /**
     * value: campaigns being sent, scheduled or paused; current/previous: campaigns started in each
     * period.
     */
    campaigns: Figure,
    /**
     * value: active funnels; current/previous: leads measured on funnels in each period, null if
     * nothing was ever measured.
     */
    funnels: Figure,
    /** value: messages a server accepted in the period; the sandbox is not counted. */
    emailsSent: Figure,
    /**
     * Won leads in percent of all: value and current as of the end of the period, previous as of
     * the end of the one compared with.
     */
    conversion: Figure,
  }),
  /** Leads that had arrived by the end of the period, and those of them won by then. */
  standing: z.object({ leads: z.int(), won: z.int() }),
  /** Messages captured by the sandbox in the period, told apart because nothing left. */
  sandboxMessages: z.int(),
  /** What was measured on funnels in the period; null if nothing ever was. */
  funnelTraffic: z
    .object({ visitors: z.int(), leads: z.int(), sales: z.int(), revenue: z.number() })
    .nullable(),
  /** How long a point of the chart is: a day, or more where days would be too many to read. */
  unit: z.enum(chartUnits),
  chart: z.array(
    z.object({ date: z.iso.date(), leads: z.int(), emailsSent: z.int(), won: z.int() }),
  ),
  pipeline: PipelineStats,
})
export type DashboardOverview = z.infer<typeof DashboardOverview>

export const activityKinds = [
  'lead_created',
  'leads_imported',
  'interaction',
  'stage_changed',
  'campaign_started',
  'suppression',
] as const
export const Activity = z.object({
  kind: z.enum(activityKinds),
  at: Timestamp,
  leadId: Id.nullable(),
  campaignId: Id.nullable(),
  /** Name of the lead, campaign or file concerned. */
  title: z.string(),
  /** Stage, interaction type or count, by kind. */
  detail: z.string().nullable(),
})
export type Activity = z.infer<typeof Activity>

export const todoKinds = [
  'tasks_due',
  'uncertain',
  'account_blocked',
  'relay_error',
  'confirmations_waiting',
  'campaign_missed',
  'campaign_paused',
  'quiet_leads',
  'campaign_draft',
  'retention_due',
] as const
/** Something a person should look at today, the most urgent first. */
export const Todo = z.object({
  kind: z.enum(todoKinds),
  count: z.int(),
  /** True if there are more than were counted. */
  isMore: z.boolean(),
  /** The one campaign or account meant; null if the count is of several. */
  id: Id.nullable(),
  /** Its name, or the far side's own words. */
  name: z.string().nullable(),
})
export type Todo = z.infer<typeof Todo>

export const dashboardCards = ['today', 'figures', 'chart', 'pipeline', 'activity'] as const
export const DashboardCard = z.enum(dashboardCards)
export type DashboardCard = z.infer<typeof DashboardCard>
/** The cards in the order chosen; every card once. */
export const DashboardLayout = z
  .array(z.strictObject({ card: DashboardCard, isShown: z.boolean() }))
  .length(dashboardCards.length)
  .refine(
    (cards) => new Set(cards.map(({ card }) => card)).size === dashboardCards.length,
    'every card comes once',
  )
export type DashboardLayout = z.infer<typeof DashboardLayout>

export const dashboard = {
  overview: contract
    .route({ method: 'GET', path: '/marketing/dashboard' })
    .input(
      z.strictObject({
        ...periodFields,
        /** The last days, today included: instead of `period`. */
        days: z.int().min(7).max(366).optional(),
      }),
    )
    .output(DashboardOverview),
  activity: contract
    .input(z.strictObject({ limit: z.int().min(1).max(100).default(12) }))
    .output(z.array(Activity)),
  /**
   * What waits for a person. `quietDays`: days without contact after which a qualified lead is
   * named.
   */
  today: contract
    .route({ method: 'GET', path: '/marketing/dashboard/today' })
    .input(z.strictObject({ quietDays: z.int().min(1).max(365).default(14) }))
    .output(z.object({ quietSince: Timestamp, items: z.array(Todo) })),
  layout: {
    get: contract.output(DashboardLayout),
    save: contract.input(z.strictObject({ cards: DashboardLayout })).output(DashboardLayout),
  },
}
