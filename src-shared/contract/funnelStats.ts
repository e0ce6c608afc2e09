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
  /** Each visitor once a step. */
  visitors: z.int(),
  /**
   * Sales where the step has an offer, else visitors who sent its form, else visitors who went on.
   */
  conversions: z.int(),
  /** Conversions in percent of visitors; 0 where nobody came. */
  conversionRate: z.number(),
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
  visitors: z.int(),
  /** Different people who sent a form. */
  leads: z.int(),
  sales: z.int(),
  /** In `currency` alone. */
  revenue: z.number(),
  /** The funnel's main one: of its first offer, else the one of the settings. */
  currency: z.string(),
  /** Never added together; the main one first. */
  revenueByCurrency: z.array(
    z.object({ currency: z.string(), amount: z.number(), sales: z.int() }),
  ),
  /** In percent of visitors: sales of a product or membership funnel, leads of any other. */
  conversionRate: z.number(),
  steps: z.array(StepStats),
  sources: z.array(z.object({ source: z.string(), visitors: z.int(), leads: z.int() })),
  /** Imported, not measured: of all time, and part of no other figure. */
  importedTotals: ImportedTotals.nullable(),
})
export type FunnelStats = z.infer<typeof FunnelStats>
