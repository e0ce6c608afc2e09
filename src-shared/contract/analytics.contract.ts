// Analytics: where leads come from, how they move, what was won and through what. Measured, or
// named an estimate, or left out.
import { z } from 'zod'
import { openLeadStatuses, LeadStatus } from '../leadFields/leadStatus.ts'
import { contract, Id, Timestamp } from './common.ts'
import { Period, PeriodChoice } from './period.ts'
import { Language } from './settings.contract.ts'

const Share = z.number().min(0).max(1)

/** Leads that arrived in the period, by source, and what became of them until now. */
export const SourceReport = z.object({
  period: Period,
  items: z.array(
    z.object({
      /** Null: no source was given. */
      source: z.string().nullable(),
      leads: z.int(),
      /** Estimated value of all of them, as it stands. */
      value: z.number(),
      won: z.int(),
      wonAmount: z.number(),
      /** Won among them, 0 to 1. */
      winShare: Share,
    }),
  ),
  /** Sources beyond those listed. */
  others: z.int(),
})
export type SourceReport = z.infer<typeof SourceReport>

/** Where leads went that left a stage in the period, and how long they had been there. */
export const StageReport = z.object({
  period: Period,
  stages: z.array(
    z.object({
      status: LeadStatus,
      left: z.int(),
      /** To a later stage, won included. */
      forward: z.int(),
      won: z.int(),
      lost: z.int(),
      back: z.int(),
      /** Leads whose coming into the stage is known too. */
      timed: z.int(),
      /** Mean days between coming and leaving; null if none is known. */
      meanDays: z.number().nullable(),
    }),
  ),
  /** The first stage change on record; null if there is none. */
  knownSince: Timestamp.nullable(),
})
export type StageReport = z.infer<typeof StageReport>

export const CohortReport = z.object({
  /** Spans of thirty days shown after arrival. */
  spans: z.int(),
  months: z.array(
    z.object({
      /** `2026-04`, a month of the business's time zone. */
      month: z.string(),
      leads: z.int(),
      won: z.int(),
      /**
       * Share of the month's leads won within 30, 60, … days; null for a span that some of them
       * have not lived through.
       */
      shares: z.array(Share.nullable()),
    }),
  ),
})
export type CohortReport = z.infer<typeof CohortReport>

export const CampaignReport = z.object({
  period: Period,
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      startedAt: Timestamp,
      recipients: z.int(),
      /** Accepted by a server; null for the sandbox, through which nothing leaves. */
      sent: z.int().nullable(),
      failed: z.int(),
      uncertain: z.int(),
      /**
       * What came back of what was accepted. Null where nobody can tell: nothing left, or nothing came
       * and no mailbox of its account is read.
       */
      bounced: z.int().nullable(),
      replied: z.int().nullable(),
      unsubscribed: z.int().nullable(),
      /** People who agreed that their clicks are measured, and who of them clicked. Null: not measured. */
      measured: z.int().nullable(),
      clicked: z.int().nullable(),
      /** Leads won in the period after the campaign had been accepted for them. */
      wonAfter: z.int(),
      /** The campaign's linear part of what they are worth. */
      linearAmount: z.number(),
    }),
  ),
  others: z.int(),
})
export type CampaignReport = z.infer<typeof CampaignReport>

export const FunnelReport = z.object({
  period: Period,
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      /** Null if the funnel was never published: nothing could be measured. */
      visitors: z.int().nullable(),
      /** Visitors who sent a form. */
      answered: z.int(),
      leads: z.int(),
      sales: z.int(),
      /**
       * In the currency of the settings; sales in another are counted, and their amounts not added.
       */
      revenue: z.number(),
    }),
  ),
})
export type FunnelReport = z.infer<typeof FunnelReport>

/** Closed leads a stage must have seen before anything is said of its future. */
export const closedLeadsNeeded = 10

export const ForecastReport = z.object({
  /** Closed leads with a known way through the stages, by outcome. */
  closedNeeded: z.int(),
  stages: z.array(
    z.object({
      status: z.enum(openLeadStatuses),
      leads: z.int(),
      value: z.number(),
      /** Closed leads that had been in this stage. */
      won: z.int(),
      lost: z.int(),
      /**
       * Share won among them with its 80 % Wilson interval; null if the history is too short or
       * has one outcome only.
       */
      rate: z.object({ value: Share, low: Share, high: Share }).nullable(),
      expected: z.number().nullable(),
    }),
  ),
  /**
   * An estimate by simulation over the stages that have a rate; null if none has, or no open
   * lead stands in them.
   */
  estimate: z
    .object({
      expected: z.number(),
      low: z.number(),
      high: z.number(),
      draws: z.int(),
      leads: z.int(),
      value: z.number(),
    })
    .nullable(),
  /** Open leads in stages without a rate: in no estimate. */
  leftOut: z.object({ leads: z.int(), value: z.number() }),
})
export type ForecastReport = z.infer<typeof ForecastReport>

export const touchKinds = ['source', 'campaign', 'funnel'] as const
/** What was won in the period, parted among what the leads had met until they were won. */
export const AttributionReport = z.object({
  period: Period,
  wins: z.int(),
  amount: z.number(),
  items: z.array(
    z.object({
      kind: z.enum(touchKinds),
      /** Number of the campaign or funnel; null for a source. */
      id: Id.nullable(),
      /** Null: no source was given, or the thing is gone. */
      name: z.string().nullable(),
      /** Won leads that had met it. */
      wins: z.int(),
      first: z.number(),
      last: z.number(),
      linear: z.number(),
    }),
  ),
  others: z.int(),
})
export type AttributionReport = z.infer<typeof AttributionReport>

/** Leads that stand in lost and came to it in the period, by the reason that was given. */
export const LossReport = z.object({
  period: Period,
  leads: z.int(),
  /** Estimated value of all of them, as it stands. */
  value: z.number(),
  items: z.array(
    z.object({
      /** Null: none was given. */
      reason: z.string().nullable(),
      leads: z.int(),
      value: z.number(),
      /** Of the leads lost in the period. */
      share: Share,
    }),
  ),
  /** Reasons beyond those listed. */
  others: z.int(),
})
export type LossReport = z.infer<typeof LossReport>

const read = (name: string) =>
  contract.route({ method: 'GET', path: `/marketing/analytics/${name}` })

export const analytics = {
  sources: read('sources').input(PeriodChoice).output(SourceReport),
  losses: read('losses').input(PeriodChoice).output(LossReport),
  stages: read('stages').input(PeriodChoice).output(StageReport),
  cohorts: read('cohorts')
    .input(z.strictObject({ months: z.int().min(1).max(36).default(12) }))
    .output(CohortReport),
  campaigns: read('campaigns').input(PeriodChoice).output(CampaignReport),
  funnels: read('funnels').input(PeriodChoice).output(FunnelReport),
  forecast: read('forecast').output(ForecastReport),
  attribution: read('attribution').input(PeriodChoice).output(AttributionReport),
  /** All of it as a PDF, in a language. */
  report: read('report')
    .input(z.strictObject({ ...PeriodChoice.shape, language: Language.default('fr') }))
    .output(z.file()),
}
