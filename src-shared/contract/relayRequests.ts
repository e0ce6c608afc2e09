// The calls the desktop makes to its relay, all POST with JSON below /desktop/, signed in their
// headers; and what they answer.
import { z } from 'zod'
import { EventId, relayProtocolVersion, RelayTopics } from './relayProtocol.ts'

const protocol = z.literal(relayProtocolVersion)
/** Raw public key of 32 bytes, base64url. */
const Key = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const Mac = Key

/** `proof` authenticates the keys with the pairing code (HMAC-SHA256). */
export const PairRequest = z.strictObject({
  protocol,
  signingKey: Key,
  sealingKey: Key,
  proof: Mac,
})
/** Where sales are told, and the secret they are signed with. */
export const SaleHook = z.strictObject({ key: z.string().max(64), secret: z.string().max(64) })
export const PairAnswer = z.strictObject({
  protocol,
  relayKey: Key,
  proof: Mac,
  saleHook: SaleHook,
})
export type PairAnswer = z.infer<typeof PairAnswer>

/** `bundle` is the JSON of a RelayBundle, kept byte for byte because it is what was signed. */
export const PublishRequest = z.strictObject({
  protocol,
  bundle: z.string(),
  signature: z.string().max(100),
})
export const PublishAnswer = z.strictObject({ version: z.int().positive() })

/** Takes a funnel off the web. The version counts like that of a bundle. */
export const WithdrawRequest = z.strictObject({
  protocol,
  funnelId: z.int().positive(),
  version: z.int().positive(),
})

/** A new key and secret for sales; the old ones are worth nothing from then on. */
export const RenewSaleHookRequest = z.strictObject({ protocol })
export const RenewSaleHookAnswer = z.strictObject({ saleHook: SaleHook })

/** Every funnel the relay has heard of; without a slug it is off the web. With the relay's clock. */
export const ListRequest = z.strictObject({ protocol })
export const ListAnswer = z.strictObject({
  funnels: z
    .array(
      z.strictObject({
        funnelId: z.int().positive(),
        version: z.int().positive(),
        slug: z.string().max(80).nullable(),
      }),
    )
    .max(100_000),
  time: z.int(),
})
export type ListAnswer = z.infer<typeof ListAnswer>

/** What can be left one by one. A relay of before refuses the call, and its links refuse everything. */
export const TopicsRequest = z.strictObject({ protocol, topics: RelayTopics })

/**
 * Whether links of messages are measured: then pages offer to end it. A relay of before refuses the call, and
 * no link leads to it.
 */
export const MeasuringRequest = z.strictObject({ protocol, measures: z.boolean() })

const Cursor = z.union([z.literal(''), EventId])
export const PullRequest = z.strictObject({
  protocol,
  after: Cursor,
  limit: z.int().min(1).max(2_000),
})
/**
 * Events are checked one by one by the desktop: one that cannot be read must not hold up the
 * others.
 */
export const PullAnswer = z.strictObject({
  events: z.array(z.unknown()).max(2_000),
  waiting: z.int().nonnegative(),
})
export const AcknowledgeRequest = z.strictObject({ protocol, cursor: EventId })

/** Why a call was refused; with `clock`, what the relay's own clock says. */
export const relayErrors = [
  'protocol',
  'code',
  'unpaired',
  'signature',
  'clock',
  'replay',
  'bundle',
  'version',
  'slug',
  'body',
  'too_large',
  'too_many',
] as const
export const RelayRefusal = z.strictObject({
  refused: z.enum(relayErrors),
  message: z.string().max(1_000),
  time: z.int().optional(),
})
export type RelayRefusal = z.infer<typeof RelayRefusal>
