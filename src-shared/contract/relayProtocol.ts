// What the desktop and its relay say to each other. Either side may die at any point: events have
// identifiers, are kept until acknowledged, and are applied once.
import { z } from 'zod'
import { maxTopicName, maxTopics, topicKeyPattern } from '../rules/topics/topicKeys.ts'

/** Version of the protocol; a relay and a desktop that differ say so instead of guessing. */
export const relayProtocolVersion = 1

/** Identifier of an event: 26 characters, growing with time, unique. Also the cursor. */
export const EventId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)

const Base = { id: EventId, at: z.int().nonnegative(), funnelId: z.int().positive() }
/**
 * Counts visitors without identifying anybody: a hash of address, browser and a secret that the
 * relay renews and forgets every day.
 */
const Visitor = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)
const Source = z.strictObject({
  utmSource: z.string().max(150).nullable(),
  utmMedium: z.string().max(150).nullable(),
  utmCampaign: z.string().max(150).nullable(),
  /** Host of the page the visitor came from. */
  referrer: z.string().max(253).nullable(),
})

/** What a sale brought, or a refund took. */
const paid = {
  pageId: z.int().positive(),
  amountCents: z.int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  reference: z.string().max(200),
  externalId: z.string().max(200),
}

const RelayTopicKey = z.string().regex(topicKeyPattern)

/**
 * `sealed` can be opened only with the desktop's private key: base64url of ephemeral public key,
 * nonce, ciphertext.
 * What it holds once opened is `SealedForm`, or for the tokens of unsubscribe and confirm the token
 * that was made by the desktop.
 */
export const RelayEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    ...Base,
    kind: z.literal('visit'),
    pageId: z.int().positive(),
    visitor: Visitor,
    source: Source,
  }),
  z.strictObject({
    ...Base,
    kind: z.literal('form'),
    pageId: z.int().positive(),
    visitor: Visitor,
    source: Source,
    sealed: z.string().max(100_000),
  }),
  z.strictObject({
    ...Base,
    kind: z.literal('click'),
    pageId: z.int().positive(),
    visitor: Visitor,
    target: z.enum(['next', 'accepted', 'declined', 'payment']),
  }),
  z.strictObject({ ...Base, kind: z.literal('sale'), ...paid }),
  z.strictObject({ ...Base, kind: z.literal('refund'), ...paid }),
  z.strictObject({
    id: EventId,
    at: z.int().nonnegative(),
    kind: z.literal('unsubscribe'),
    token: z.string().max(500),
  }),
  z.strictObject({
    id: EventId,
    at: z.int().nonnegative(),
    kind: z.literal('confirm'),
    token: z.string().max(500),
  }),
  /** On the page of topics, with an unsubscribe token: some are left, or everything is refused. */
  z.strictObject({
    id: EventId,
    at: z.int().nonnegative(),
    kind: z.literal('preferences'),
    token: z.string().max(500),
    leaves: z.array(RelayTopicKey).max(maxTopics),
    all: z.boolean(),
  }),
  /** A measured link of a message was opened; to the second. Who looked, or from where, is not noted. */
  z.strictObject({
    id: EventId,
    at: z.int().nonnegative(),
    kind: z.literal('link'),
    sealed: z.string().max(300),
    looks: z.enum(['head', 'prefetch', 'program']).nullable(),
  }),
  /** With an unsubscribe token: the person wants no link they open to be measured. */
  z.strictObject({
    id: EventId,
    at: z.int().nonnegative(),
    kind: z.literal('stop_measuring'),
    token: z.string().max(500),
  }),
])
export type RelayEvent = z.infer<typeof RelayEvent>

/**
 * What the page of topics shows: names the business chose, nothing of anybody. Who left which, only the
 * desktop knows.
 */
export const RelayTopics = z.strictObject({
  language: z.enum(['fr', 'en']),
  /** Who writes; empty where it has no name. */
  business: z.string().max(300),
  topics: z
    .array(z.strictObject({ key: RelayTopicKey, name: z.string().max(maxTopicName) }))
    .max(maxTopics),
})
export type RelayTopics = z.infer<typeof RelayTopics>

/**
 * What a visitor wrote into a form, once opened. `blockKey` names the form block, `wordingHash` the
 * consent texts that were shown.
 */
export const SealedForm = z.strictObject({
  blockKey: z.string().max(40),
  fields: z.record(z.string().max(40), z.string().max(2_000)),
  consent: z.boolean(),
  measureConsent: z.boolean(),
  wordingHash: z.string().max(128),
  /** Opaque reference that goes with the visitor to a payment. */
  reference: z.string().max(200),
})
export type SealedForm = z.infer<typeof SealedForm>

/**
 * A funnel as published: static pages and what the relay needs to answer their forms and buttons;
 * nothing about any lead.
 */
export const RelayBundle = z.strictObject({
  protocol: z.literal(relayProtocolVersion),
  funnelId: z.int().positive(),
  /** Grows with each publication: an older bundle is never put over a newer one. */
  version: z.int().positive(),
  slug: z.string().max(80),
  language: z.enum(['fr', 'en']),
  /** The zone of the business, in whose days visitors are counted; without it the days of UTC. */
  timeZone: z.string().max(60).optional(),
  pages: z.array(
    z.strictObject({
      pageId: z.int().positive(),
      slug: z.string().max(80),
      html: z.string().max(2_000_000),
      /**
       * Where each button leads: another page of the bundle by slug, or a payment link. Anything
       * else is refused: no open redirect.
       */
      targets: z
        .strictObject({
          next: z.string().max(80),
          accepted: z.string().max(80),
          declined: z.string().max(80),
          payment: z.string().max(2_000),
        })
        .partial(),
      /** Form blocks by key: the fields they take and the hash of their consent texts. */
      forms: z.record(
        z.string().max(40),
        z.strictObject({
          fields: z.array(z.string().max(40)).max(12),
          required: z.array(z.string().max(40)).max(12),
          wordingHash: z.string().max(128),
          /** What the page calls each input; the relay names it so where it asks again. */
          labels: z.record(z.string().max(40), z.string().max(200)).optional(),
          /** What is chosen from, by input, to be offered again; several where `isMany`. */
          choices: z
            .record(
              z.string().max(40),
              z.strictObject({
                options: z.array(z.string().max(200)).max(300),
                isMany: z.boolean(),
              }),
            )
            .optional(),
          /** The words of the two boxes, to be shown again where others were seen. */
          consentText: z.string().max(2_000).optional(),
          measureConsentText: z.string().max(2_000).optional(),
        }),
      ),
    }),
  ),
  /** Hashes of the texts the desktop has on record: pages that were open keep the words they showed. */
  knownWordings: z.array(z.string().max(128)).max(1_000).optional(),
  /**
   * Hashes (`sha256-…`) of the inline scripts the pages may run: the application's own and no
   * other. None without them.
   */
  scriptHashes: z
    .array(z.string().regex(/^sha256-[A-Za-z0-9+/]{43}=$/))
    .max(8)
    .optional(),
  assets: z
    .array(
      z.strictObject({
        path: z.string().regex(/^[0-9a-f]{64}\.(png|jpg|webp|svg)$/),
        contentType: z.string().max(60),
        base64: z.string(),
      }),
    )
    .max(200),
})
export type RelayBundle = z.infer<typeof RelayBundle>
