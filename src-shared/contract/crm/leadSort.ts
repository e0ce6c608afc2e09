// The orders of leads.
import { z } from 'zod'

/** Orders a list of leads can take; a leading minus reverses. Every one is served by an index. */
export const leadSorts = [
  '-createdAt',
  'createdAt',
  'name',
  '-name',
  '-score',
  'score',
  '-estimatedValue',
  'estimatedValue',
] as const
export const LeadSort = z.enum(leadSorts)
export type LeadSort = z.infer<typeof LeadSort>
