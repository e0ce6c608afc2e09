// Which leads a list, a campaign, an export or a change of many is about.
import { z } from 'zod'
import { leadFields } from '../../leadFields/leadFields.ts'
import { LeadStatus } from '../../leadFields/leadStatus.ts'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { line } from '../../rules/valueSchemas.ts'
import { GivenTimestamp, Id } from '../common.ts'

/** Leads that a filter names one by one, at most. */
const maxFilterIds = 10_000

/**
 * Which leads are meant. Search matches the beginnings of words in name, e-mail, phone and company,
 * accents ignored.
 */
export const LeadFilter = z.strictObject({
  /** These and no others, whatever else is asked. */
  ids: z.array(Id).min(1).max(maxFilterIds).optional(),
  status: LeadStatus.optional(),
  tag: line(leadFields.tags.maxTagLength).optional(),
  search: line(200).optional(),
  /** Exactly this source; empty means leads without one. */
  source: line(leadFields.source.max).optional(),
  /** Arrived from this moment on, and before that one. */
  createdFrom: GivenTimestamp.optional(),
  createdTo: GivenTimestamp.optional(),
  /** Standing in won, and come to it from this moment on and before that one. */
  wonFrom: GivenTimestamp.optional(),
  wonTo: GivenTimestamp.optional(),
  /** Last contact (or, without any, arrival) before this moment. */
  quietSince: GivenTimestamp.optional(),
  /** Whoever is in this segment now. */
  segment: Id.optional(),
  filter: FilterTree.optional(),
})
export type LeadFilter = z.infer<typeof LeadFilter>
