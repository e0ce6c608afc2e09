// The dashboard: figures computed from rows, with the period before for comparison.
import { z } from 'zod'
import { contract, Id, Timestamp } from './common.ts'
import { PipelineStats } from './crm.contract.ts'

/** A figure now and what the same measure was for the period before; null where it cannot be known. */
const Figure = z.object({ value: z.number(), current: z.number().nullable(), previous: z.number().nullable() })

export const DashboardOverview = z.object({
  days: z.int(),
  from: Timestamp,
  to: Timestamp,
  figures: z.object({
    /** value: all leads; current/previous: leads that arrived in each period. */
    leads: Figure,
    /** value: campaigns being sent, scheduled or paused; current/previous: campaigns started in each period. */
    campaigns: Figure,
    /** value: messages a server accepted in the period; the sandbox is not counted. */
    emailsSent: Figure,
    /** Won leads in percent of all: value and current as of now, previous as of the beginning of the period. */
    conversion: Figure,
  }),
  /** Messages captured by the sandbox in the period, told apart because nothing left. */
  sandboxMessages: z.int(),
  chart: z.array(z.object({ date: z.iso.date(), leads: z.int(), emailsSent: z.int(), won: z.int() })),
  pipeline: PipelineStats,
})
export type DashboardOverview = z.infer<typeof DashboardOverview>

export const activityKinds = ['lead_created', 'leads_imported', 'interaction', 'stage_changed', 'campaign_started', 'suppression'] as const
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

export const dashboard = {
  overview: contract
    .route({ method: 'GET', path: '/marketing/dashboard' })
    .input(
      z.strictObject({
        days: z.int().min(7).max(366).default(30),
        /** IANA zone in which days begin. */
        timeZone: z.string().max(60).default('Europe/Paris'),
      }),
    )
    .output(DashboardOverview),
  activity: contract.input(z.strictObject({ limit: z.int().min(1).max(100).default(12) })).output(z.array(Activity)),
}
