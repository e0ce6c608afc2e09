// What was measured of a funnel: visitors, leads and sales, step by step.
import { z } from 'zod'
import { Id } from './common.ts'
import { pageTypes } from './pageTypes.ts'

/** What a visitor did first on a step, if he did anything. */
export const stepOutcomes = ['form', 'next', 'accepted', 'declined', 'payment'] as const

const StepPath = z.object({
  outcome: z.enum(stepOutcomes),
  /**
   * The step it led to at that time; null for a payment link, a path that ended there, and a step
   * that was deleted since.
   */
  toPageId: Id.nullable(),
  visitors: z.int(),
})

const StepStats = z.object({
  pageId: Id,
  name: z.string(),
  pageType: z.enum(pageTypes),
  /** Each visitor once a step and day: nobody is known again on the next. */
  visitors: z.int(),
  /**
   * Visitors who did what the step is there for: bought where it has an offer (as a payment provider
   * told it; sales entered by hand are of no visitor), else sent its form, else went on.
   */
  conversions: z.int(),
  /**
   * Conversions in percent of visitors; 0 where nobody came. Null where it cannot be told: more
   * bought than were seen.
   */
  conversionRate: z.number().nullable(),
  /** Where its visitors went, each counted once; most first. */
  paths: z.array(StepPath),
  /** Visitors who did nothing on it; null if there is nothing to do, as on a last page. */
  left: z.int().nullable(),
})

/** What another application said before its data came here. Nobody knows how it counted. */
export const ImportedTotals = z.object({
  visitors: z.int(),
  leads: z.int(),
  sales: z.int(),
  revenue: z.number(),
})

export const FunnelStats = z.object({
  /** Each visitor once a day. */
  visitors: z.int(),
  /** Of them, those who sent a form. */
  answered: z.int(),
  /** Different people who sent a form; one visitor may have entered several. */
  leads: z.int(),
  /** Those entered by hand included. */
  sales: z.int(),
  /** In `currency` alone. */
  revenue: z.number(),
  /** The funnel's main one: of its first offer, else the one of the settings. */
  currency: z.string(),
  /** Never added together; the main one first. */
  revenueByCurrency: z.array(
    z.object({ currency: z.string(), amount: z.number(), sales: z.int() }),
  ),
  /**
   * In percent of visitors: those who bought of a product or membership funnel, those who sent a form
   * of any other. Null where it cannot be told: more bought than were seen.
   */
  conversionRate: z.number().nullable(),
  steps: z.array(StepStats),
  /** `answered`: visitors of the source who sent a form. */
  sources: z.array(
    z.object({ source: z.string(), visitors: z.int(), leads: z.int(), answered: z.int() }),
  ),
  /** Imported, not measured: of all time, and part of no other figure. */
  importedTotals: ImportedTotals.nullable(),
})
export type FunnelStats = z.infer<typeof FunnelStats>
