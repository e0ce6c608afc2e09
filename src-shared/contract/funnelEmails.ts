// E-mails of a funnel: the steps that send, of the sequences its forms start.
import { z } from 'zod'
import { Id } from './common.ts'

const maxDelay = 180 * 24 * 60

/** An e-mail of a funnel: a step of a sequence that starts by its form, once for each lead. */
export const FunnelEmail = z.object({
  id: Id,
  funnelId: Id,
  /** The page whose form starts it; null is any form of the funnel. */
  pageId: Id.nullable(),
  campaignId: Id,
  /**
   * The waits before it, from the moment the form was taken in; of a working day as of any other. Each
   * begins when the message before it has left.
   */
  delayMinutes: z.int(),
  /**
   * The sequence whose step it is. `isPlain`: it has nothing but e-mails and waits, so that e-mails
   * can be added and moved by their delay; `isSkipped`: whoever comes to this one goes past it until it
   * is turned on.
   */
  sequence: z.object({
    id: Id,
    name: z.string(),
    stepKey: z.string(),
    isOn: z.boolean(),
    isPlain: z.boolean(),
    isSkipped: z.boolean(),
  }),
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
  /** People whose next message it is, and messages not handed to a server yet. */
  waiting: z.int(),
})
export type FunnelEmail = z.infer<typeof FunnelEmail>

export const emailFields = { pageId: Id.nullable(), delayMinutes: z.int().min(0).max(maxDelay) }
