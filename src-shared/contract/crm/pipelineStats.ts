// How many leads stand where, and what they are worth. Apart from the CRM's contract, which the
// first page of the interface can do without.
import { z } from 'zod'
import { LeadStatus } from '../../leadFields/leadStatus.ts'

export const PipelineStats = z.object({
  totalLeads: z.int(),
  totalValue: z.number(),
  /** Won leads in percent of all leads. */
  conversionRate: z.number(),
  byStatus: z.record(LeadStatus, z.object({ count: z.int(), value: z.number() })),
})
export type PipelineStats = z.infer<typeof PipelineStats>
