// Addresses and domains that nothing is sent to, and why.
import { z } from 'zod'
import { suppressionReasons, type SuppressionReason } from '../rules/suppressionReasons.ts'
import { Id, Timestamp } from './common.ts'

export { suppressionReasons, type SuppressionReason }

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
