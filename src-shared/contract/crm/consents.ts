// The consent ledger as the interface shows it.
import { z } from 'zod'
import { Id, Timestamp } from '../common.ts'

export const consentPurposes = ['write', 'measure'] as const
/** `not_given`: a box was left unticked, which refuses nothing; `refused` says so in older entries. */
export const consentActions = ['asked', 'granted', 'not_given', 'refused', 'withdrawn'] as const
export const consentMethods = ['form', 'confirmation', 'unsubscribe'] as const

/**
 * One line of the consent ledger: who, when, how, and the very words that were shown. Never
 * changed.
 */
export const ConsentEvent = z.object({
  id: Id,
  purpose: z.enum(consentPurposes),
  /**
   * `asked`: ticked, and waiting to be confirmed by e-mail. `refused`: the box was shown and left
   * unticked.
   */
  action: z.enum(consentActions),
  method: z.enum(consentMethods),
  at: Timestamp,
  email: z.string().nullable(),
  /** The words beside the box; null if nothing was worded (an unsubscribe link). */
  wording: z.string().nullable(),
  /** Number of the wording: grows with each text that was published. */
  wordingVersion: z.int().nullable(),
  funnelId: Id.nullable(),
  pageId: Id.nullable(),
})
export type ConsentEvent = z.infer<typeof ConsentEvent>
