// The consent ledger as the interface shows it, and what is noted in it by hand.
import { z } from 'zod'
import { consentChannels, legalBases } from '../../rules/consents/legalBases.ts'
import { suppressionReasons } from '../../rules/suppressionReasons.ts'
import { text } from '../../rules/valueSchemas.ts'
import { ById, contract, GivenTimestamp, Id, Timestamp } from '../common.ts'

/** `topic`: to be written to about one topic; what is said of it says nothing of the others. */
export const consentPurposes = ['write', 'measure', 'topic'] as const
/**
 * `not_given`: a box was left unticked, which refuses nothing; `refused` says so in older entries.
 * `taken_back`: what was noted by hand was a mistake.
 */
export const consentActions = [
  'asked',
  'granted',
  'not_given',
  'refused',
  'withdrawn',
  'taken_back',
] as const
export const consentMethods = ['form', 'confirmation', 'unsubscribe', 'manual', 'import'] as const

export const LegalBasis = z.enum(legalBases)
const ConsentChannel = z.enum(consentChannels)

/** Longest note of one, in characters. */
export const maxConsentNote = 1_000

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
  /** When the line was written, which may be long after. */
  recordedAt: Timestamp,
  email: z.string().nullable(),
  /** On what may be written; null in lines that grant nothing, and in those of forms, which are consents. */
  basis: LegalBasis.nullable(),
  channel: ConsentChannel.nullable(),
  note: z.string().nullable(),
  /** Name of the file that said so. */
  origin: z.string().nullable(),
  /** A later line says that it was a mistake. */
  isTakenBack: z.boolean(),
  /** The words beside the box; null if nothing was worded (an unsubscribe link). */
  wording: z.string().nullable(),
  /** Number of the wording: grows with each text that was published. */
  wordingVersion: z.int().nullable(),
  /** Name of the topic, where the purpose is one. */
  topic: z.string().nullable(),
  funnelId: Id.nullable(),
  pageId: Id.nullable(),
})
export type ConsentEvent = z.infer<typeof ConsentEvent>

/** What holds now, of all that is on record. */
export const ConsentStanding = z.object({
  /** By the last line that counts. */
  state: z.enum(['granted', 'withdrawn', 'none']),
  basis: LegalBasis.nullable(),
  at: Timestamp.nullable(),
  /** What keeps messages from the person whatever the ledger says; null: nothing does. */
  refusal: z.object({ reason: z.enum(suppressionReasons), at: Timestamp }).nullable(),
})
export type ConsentStanding = z.infer<typeof ConsentStanding>

/**
 * Whether the links that the person opens are measured, which is agreed to by itself. `refused`: they want
 * no more messages, which ended it.
 */
export const MeasuringStanding = z.object({
  state: z.enum(['granted', 'withdrawn', 'refused', 'none']),
  /** When that was said; null where nothing was. */
  at: Timestamp.nullable(),
})
export type MeasuringStanding = z.infer<typeof MeasuringStanding>

/** As many lines of one person as are listed at once: the last ones. */
export const listedConsents = 500

/** `items`: the last `listedConsents`, newest first; `total`: all there are. */
export const ConsentRecord = z.object({
  standing: ConsentStanding,
  measuring: MeasuringStanding,
  items: z.array(ConsentEvent),
  total: z.int().nonnegative(),
})
export type ConsentRecord = z.infer<typeof ConsentRecord>

const noted = {
  channel: ConsentChannel.optional(),
  /** When it was given; left out: now. Not in the future. */
  at: GivenTimestamp.optional(),
  note: text(maxConsentNote).nullable().optional(),
}
/** `withdrawn`: the person wants no more messages, at none of their addresses. */
export const ConsentDraft = z.discriminatedUnion('action', [
  z.strictObject({ id: Id, action: z.literal('granted'), basis: LegalBasis, ...noted }),
  z.strictObject({ id: Id, action: z.literal('withdrawn'), ...noted }),
])
export type ConsentDraft = z.infer<typeof ConsentDraft>

/** What the person said of measuring the links they open. `withdrawn` deletes the clicks that were kept. */
export const MeasuringDraft = z.strictObject({
  id: Id,
  action: z.enum(['granted', 'withdrawn']),
  ...noted,
})
export type MeasuringDraft = z.infer<typeof MeasuringDraft>

/** What this person agreed to and refused, newest first, with the words shown. */
export const consents = contract
  .route({ method: 'GET', path: '/marketing/leads/{id}/consents' })
  .input(ById)
  .output(ConsentRecord)

/** A basis lifts "not before they agreed", and no refusal: that takes the user's own hand. */
export const noteConsent = contract
  .route({ method: 'POST', path: '/marketing/leads/{id}/consents', successStatus: 201 })
  .input(ConsentDraft)
  .output(ConsentRecord)

/** An agreement to be measured says nothing of whether the person may be written to. */
export const noteMeasuring = contract
  .route({ method: 'POST', path: '/marketing/leads/{id}/measuring', successStatus: 201 })
  .input(MeasuringDraft)
  .output(ConsentRecord)

/** A line noted by hand was a mistake: it stays on record, and holds no more. */
export const undoConsent = contract
  .route({ method: 'POST', path: '/marketing/leads/{id}/consents/{consentId}/undo' })
  .input(z.strictObject({ id: Id, consentId: Id }))
  .output(ConsentRecord)
