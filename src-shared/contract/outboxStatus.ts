// Where the outbox stands: what waits, what is being sent and what blocks it.
import { z } from 'zod'
import { Id } from './common.ts'

export const OutboxStatus = z.object({
  /** `elsewhere`: another running copy of the application owns the outbox. */
  engine: z.enum(['running', 'stopped', 'elsewhere', 'low_disk']),
  /** Messages not yet handed to a server, over all running campaigns. */
  waiting: z.int(),
  uncertain: z.int(),
  /** Server connections could not be opened at the last attempt. */
  offline: z.boolean(),
  sandboxOnly: z.boolean(),
  sending: z.array(
    z.object({
      campaignId: Id,
      name: z.string(),
      done: z.int(),
      total: z.int(),
      /** Measured over the last minute; null until something was measured. */
      perMinute: z.number().nullable(),
      secondsLeft: z.int().nullable(),
    }),
  ),
  blockedAccounts: z.array(
    z.object({ id: Id, name: z.string(), reason: z.string(), reply: z.string() }),
  ),
})
export type OutboxStatus = z.infer<typeof OutboxStatus>
