// Addresses and domains that nothing is sent to, and why.
import { z } from 'zod'
import { Id, Timestamp } from './common.ts'

export const suppressionReasons = [
  'unsubscribed',
  'refused',
  'hard_bounce',
  'complaint',
  'manual',
  'imported',
  /** Not to be written to before the person has agreed: a file said no more. */
  'unconfirmed',
] as const
export type SuppressionReason = (typeof suppressionReasons)[number]

export const Suppression = z.object({
  id: Id,
  kind: z.enum(['address', 'domain']),
  value: z.string(),
  reason: z.enum(suppressionReasons),
  note: z.string().nullable(),
  /**
   * The other address of the same person by which the refusal came; null if it came by this one,
   * or was entered.
   */
  viaAddress: z.string().nullable(),
  createdAt: Timestamp,
})
export type Suppression = z.infer<typeof Suppression>
