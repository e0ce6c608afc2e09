// E-mails of a funnel: automatic campaigns that a form starts.
import { z } from 'zod'
import { Id } from './common.ts'

const maxDelay = 180 * 24 * 60

/** An e-mail of a funnel: an automatic campaign that starts by a form, once for each lead. */
export const FunnelEmail = z.object({
  id: Id,
  funnelId: Id,
  /** The page whose form starts it; null is any form of the funnel. */
  pageId: Id.nullable(),
  campaignId: Id,
  /** From the moment the form was taken in. */
  delayMinutes: z.int(),
  isOn: z.boolean(),
  /** The funnel is archived: on or not, nothing leaves until it is restored. */
  isHeld: z.boolean(),
  /** The campaign is paused: what is due waits. */
  isPaused: z.boolean(),
  /** False while something is missing without which it cannot be turned on. */
  isComplete: z.boolean(),
  /** What is left to fill in, by name. */
  places: z.array(z.string()),
  name: z.string(),
  subject: z.string(),
  sent: z.int(),
  /** Queued, and not handed to a server yet. */
  waiting: z.int(),
})
export type FunnelEmail = z.infer<typeof FunnelEmail>

export const emailFields = { pageId: Id.nullable(), delayMinutes: z.int().min(0).max(maxDelay) }
