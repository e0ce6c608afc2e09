// The relay as the interface sees it: whether one is paired, and where sales are told.
import { z } from 'zod'
import { Timestamp } from './common.ts'

export const RelayStatus = z.object({
  paired: z.boolean(),
  url: z.string().nullable(),
  lastPullAt: Timestamp.nullable(),
  /** Why the last pull failed, in the far side's words; null if it worked. */
  lastError: z.string().nullable(),
  waitingEvents: z.int().nullable(),
  /** It leads on from links of messages, so that clicks can be measured: one of an earlier version cannot. */
  measuresClicks: z.boolean(),
  /** Funnels on the web that are not here: of a copy that was put back, or deleted elsewhere. */
  unknownFunnels: z.array(z.object({ id: z.int(), url: z.string() })),
  /** How far the relay's clock is ahead of this one, in minutes; null while it is right or unknown. */
  clockAheadMinutes: z.int().nullable(),
})

/** Where a payment provider tells sales. Without the secret anybody could invent some. */
export const SaleHook = z.object({ address: z.string(), secret: z.string() })
