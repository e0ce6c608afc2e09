// The seven stages of the pipeline, in the order a lead passes them.
import { z } from 'zod'

export const leadStatuses = [
  'new',
  'contacted',
  'qualified',
  'proposal',
  'negotiation',
  'won',
  'lost',
] as const
export const LeadStatus = z.enum(leadStatuses)
export type LeadStatus = z.infer<typeof LeadStatus>

/** Stages that are still being worked on: neither won nor lost. */
export const openLeadStatuses = leadStatuses.filter(
  (status) => status !== 'won' && status !== 'lost',
)

/** Whether it is still being worked on: neither won nor lost. */
export const isOpenStage = (status: LeadStatus): boolean => status !== 'won' && status !== 'lost'

/**
 * Share of leads that were won, in percent (0 to 100), one decimal. Null of leads gives 0 because
 * nothing was there to win.
 */
export function conversionRate(won: number, total: number): number {
  return total === 0 ? 0 : Math.round((won / total) * 1000) / 10
}
