// What became of a message, of one campaign or of all.
import { z } from 'zod'
import { GivenTimestamp, Id, Paging, Timestamp } from './common.ts'

/**
 * Why a delivery failed later. `hard`: nobody has the address. `soft`: it takes nothing at the moment.
 * `sender`: our message, address or server was not wanted.
 */
export const bounceClasses = ['hard', 'soft', 'sender'] as const
export type BounceClass = (typeof bounceClasses)[number]

export const deliveryStates = [
  'queued',
  'claimed',
  'handing_over',
  'sent',
  'failed',
  'uncertain',
  'suppressed',
  'cancelled',
  'expired',
  'held',
] as const
export const DeliveryState = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof DeliveryState>
/** Not at its end yet: it will still leave, or is leaving. */
export const unfinishedStates = [
  'queued',
  'claimed',
  'handing_over',
] as const satisfies readonly DeliveryState[]

/**
 * As it is shown: what came back of a message that a server accepted says more than that it did.
 * `bounced`: its delivery failed later. `replied`: its person answered.
 */
export const ShownDeliveryState = z.enum([...deliveryStates, 'bounced', 'replied'])
export type ShownDeliveryState = z.infer<typeof ShownDeliveryState>

/** @param heard when a report and when an answer came; null for never */
export function shownDeliveryState(
  state: DeliveryState,
  heard: { bouncedAt: number | null; repliedAt: number | null },
): ShownDeliveryState {
  if (state !== 'sent') return state
  if (heard.bouncedAt !== null) return 'bounced'
  return heard.repliedAt === null ? 'sent' : 'replied'
}

export const Delivery = z.object({
  id: Id,
  leadId: Id.nullable(),
  email: z.string(),
  state: ShownDeliveryState,
  /**
   * Machine word for a state that needs one: `address`, `domain`, `refused_recipient`,
   * `refused_content`, …
   */
  reason: z.string().nullable(),
  attempts: z.int(),
  /** The server's own words; of a bounced message those of the report. */
  lastReply: z.string().nullable(),
  messageId: z.string(),
  nextAttemptAt: Timestamp.nullable(),
  sentAt: Timestamp.nullable(),
  /** When it was last tried; null if it never was. A failure happened then. */
  lastAttemptAt: Timestamp.nullable(),
  bouncedAt: Timestamp.nullable(),
  bounceClass: z.enum(bounceClasses).nullable(),
  repliedAt: Timestamp.nullable(),
  /** When its person asked for no more messages, by its link or by mail. */
  withdrawnAt: Timestamp.nullable(),
  /** Whether its links are measured; false for everybody who does not agree to it. */
  isMeasured: z.boolean(),
  /** When its person opened a link first; null for never, and where nothing is measured. */
  clickedAt: Timestamp.nullable(),
})
export type Delivery = z.infer<typeof Delivery>

/**
 * What a list of all messages shows: `accepted` by a server, `sandboxed` (kept here), `failed`, or
 * `undecided`: uncertain, and waiting for the user's word.
 */
export const deliveryOutcomes = ['accepted', 'sandboxed', 'failed', 'undecided'] as const
export const DeliveryOutcome = z.enum(deliveryOutcomes)
export type DeliveryOutcome = z.infer<typeof DeliveryOutcome>

/** Outcomes that happened at a moment; the others are how things stand now. */
export const isDated = (outcome: DeliveryOutcome): boolean =>
  outcome === 'accepted' || outcome === 'sandboxed'

export const DeliveryListInput = z
  .strictObject({
    outcome: DeliveryOutcome,
    ...Paging,
    /** Accepted, or taken by the sandbox, from this moment on and before that one. */
    sentFrom: GivenTimestamp.optional(),
    sentTo: GivenTimestamp.optional(),
  })
  .refine(
    ({ outcome, sentFrom, sentTo }) =>
      isDated(outcome) || (sentFrom === undefined && sentTo === undefined),
    'only what was sent has a moment',
  )
export type DeliveryListInput = z.infer<typeof DeliveryListInput>

/**
 * `campaignName` is null for a letter, and for a message that asks to confirm an address;
 * `isOpenable` is false for a deleted campaign's, too.
 */
export const ListedDelivery = Delivery.extend({
  campaignId: Id,
  campaignName: z.string().nullable(),
  isOpenable: z.boolean(),
  isLetter: z.boolean(),
})
export type ListedDelivery = z.infer<typeof ListedDelivery>
