// What the desktop can ask of its relay: pair, publish, withdraw, pull, acknowledge, renew the sale
// hook, unpair. Knows which relay it is paired with.
import { z } from 'zod'
import {
  relayProtocolVersion,
  RelayTopics,
  type RelayBundle,
} from '#shared/contract/relayProtocol.ts'
import {
  ListAnswer,
  PairAnswer,
  PublishAnswer,
  PullAnswer,
  RenewSaleHookAnswer,
} from '#shared/contract/relayRequests.ts'
import { bundleText, desktopProofText, relayProofText } from '#shared/rules/relay/relaySigning.ts'
import { funnelPath } from '#shared/rules/relayPages.ts'
import { readableSecret, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { cachedUntilFailure } from '#main/platform/cachedUntilFailure.ts'
import { requireRelayAddress } from './relayAddress.ts'
import { readRelayKeys, replaceUnreadableKeys, type RelayKeys } from './relayKeys.ts'
import type { RelayAccess } from './relayLinks.ts'
import {
  callRelay,
  post,
  refusalIn,
  relayAddress,
  RelayError,
  type Sending,
} from './relayRequest.ts'
import { codeProof, sameText, signText } from './relaySignatures.ts'

export { RelayError } from './relayRequest.ts'

const settingName = 'relay-pairing'
const Pairing = z.object({
  url: z.string(),
  relayKey: z.string(),
  saleHook: z.object({ key: z.string(), secret: z.string() }),
  /** What it was told of topics last, as it was said; left out where it was told nothing or knows none. */
  topics: z.string().optional(),
  /** It was told that links are measured, and knows how; left out for a relay of an earlier version. */
  measures: z.boolean().optional(),
})
/**
 * The relay this desktop is paired with. `relayKey` names it; the sale hook's secret is shown to
 * the user, who gives it to a provider.
 */
export type RelayPairing = z.infer<typeof Pairing>

export type RelayClient = {
  /** Null if no relay is paired. */
  pairing(): Promise<RelayPairing | null>
  /** What links to the paired relay are made from; null if none is paired. */
  access(): Promise<RelayAccess | null>
  /** The desktop's own keys towards a relay, read once. @throws if the secrets cannot be read */
  keys(): Promise<RelayKeys>
  /**
   * @param agreed the user knows that only the own network reaches this address
   * @throws RelayError; a pairing that was there stays then
   */
  pair(url: string, code: string, agreed?: { isPrivate: boolean }): Promise<RelayPairing>
  /**
   * The paired relay, where pages may be published: null if none is paired.
   * @throws RelayError if it was paired at an address that is not safe
   */
  publishing(): Promise<RelayPairing | null>
  /** @returns the address of the published funnel. @throws RelayError */
  publish(bundle: RelayBundle): Promise<{ url: string }>
  /**
   * Takes a funnel off the web; the version must be above that of its last bundle.
   * @throws RelayError
   */
  withdraw(funnelId: number, version: number): Promise<void>
  /** The funnels the relay knows, and its clock. @throws RelayError */
  list(): Promise<ListAnswer>
  /** Events after a cursor, unchecked one by one, and how many more wait. @throws RelayError */
  pull(after: string, limit?: number): Promise<z.infer<typeof PullAnswer>>
  /** @throws RelayError */
  acknowledge(cursor: string): Promise<void>
  /**
   * A new address and secret for sales. Where the answer is lost the relay may have renewed them
   * all the same: renewing again gives known ones.
   * @throws RelayError
   */
  renewSaleHook(): Promise<RelayPairing>
  /**
   * Tells the relay which topics can be left, where that differs from what it was told last.
   * @returns whether it was told. @throws RelayError; `protocol` from a relay that knows no topics
   */
  tellTopics(topics: RelayTopics): Promise<boolean>
  /**
   * Tells the relay that links of messages are measured, once.
   * @returns whether it was told now. @throws RelayError; `protocol` from a relay that cannot
   */
  tellMeasuring(): Promise<boolean>
  /**
   * Ends the pairing. The relay takes its pages off and prints a new code.
   * @returns false if the relay could not be told; the desktop forgets it all the same
   */
  unpair(): Promise<boolean>
}

export type RelayClientParts = { secrets: SecretStore } & Partial<Sending>

export function createRelayClient({
  secrets,
  fetch = globalThis.fetch,
  now = Date.now,
}: RelayClientParts): RelayClient {
  const sending = { fetch, now }
  const keys = cachedUntilFailure(() => readRelayKeys(secrets))
  const pairing = async (): Promise<RelayPairing | null> => {
    // One that cannot be read is none: the relay is to be paired again.
    const kept = await readableSecret(secrets, settingName)
    return kept === null ? null : Pairing.parse(JSON.parse(kept))
  }
  const call = callsToPaired(pairing, keys, sending)
  const publishing = async () => {
    const paired = await pairing()
    if (paired !== null) requireRelayAddress(paired.url, { isPrivate: true })
    return paired
  }
  return {
    pairing,
    keys,
    access: async () => accessOf(await pairing(), keys),
    pair: (url, code, agreed = { isPrivate: false }) =>
      pairAnew({ secrets, pairing, keys, sending }, url, code, agreed),
    publishing,
    async publish(bundle) {
      await publishing()
      const json = JSON.stringify(bundle)
      const signature = signText(bundleText(json), (await keys()).signing)
      await call('publish', { bundle: json, signature }, PublishAnswer)
      return { url: `${(await pairing())?.url ?? ''}${funnelPath(bundle.slug)}` }
    },
    async withdraw(funnelId, version) {
      await call('withdraw', { funnelId, version }, z.object({}))
    },
    list: () => call('list', {}, ListAnswer),
    pull: (after, limit = 1_000) => call('pull', { after, limit }, PullAnswer),
    acknowledge: async (cursor) => void (await call('acknowledge', { cursor }, z.object({}))),
    async renewSaleHook() {
      const before = await pairing()
      const { saleHook } = await call('renew-sale-hook', {}, RenewSaleHookAnswer)
      const paired = await pairing()
      // What one relay answered is never kept with another that was paired meanwhile.
      if (paired === null || paired.relayKey !== before?.relayKey)
        throw new RelayError('not_paired', 'This relay is no longer paired with this application.')
      const renewed = { ...paired, saleHook }
      await secrets.set(settingName, JSON.stringify(renewed))
      return renewed
    },
    tellMeasuring: () => tellMeasuring({ secrets, pairing, call }),
    tellTopics: (topics) => tellTopics({ secrets, pairing, call }, topics),
    async unpair() {
      if ((await pairing()) === null) return true
      const told = await call('unpair', {}, z.object({})).then(
        () => true,
        (error: unknown) => wasUnpaired(error),
      )
      await secrets.delete(settingName)
      return told
    },
  }
}

type Telling = {
  secrets: SecretStore
  pairing: () => Promise<RelayPairing | null>
  call: ReturnType<typeof callsToPaired>
}

async function tellTopics(
  { secrets, pairing, call }: Telling,
  topics: RelayTopics,
): Promise<boolean> {
  const before = await pairing()
  const said = JSON.stringify(topics)
  if (before === null || before.topics === said) return false
  // Nothing to tell a relay that was never told of any.
  if (before.topics === undefined && topics.topics.length === 0) return false
  await call('topics', { topics }, z.object({}))
  const paired = await pairing()
  if (paired === null || paired.relayKey !== before.relayKey) return false
  await secrets.set(settingName, JSON.stringify({ ...paired, topics: said }))
  return true
}

async function tellMeasuring({ secrets, pairing, call }: Telling): Promise<boolean> {
  const before = await pairing()
  if (before === null || before.measures === true) return false
  await call('measuring', { measures: true }, z.object({}))
  const paired = await pairing()
  if (paired === null || paired.relayKey !== before.relayKey) return false
  await secrets.set(settingName, JSON.stringify({ ...paired, measures: true }))
  return true
}

type Paired = {
  secrets: SecretStore
  pairing: () => Promise<RelayPairing | null>
  keys: () => Promise<RelayKeys>
  sending: Sending
}

async function pairAnew(
  { secrets, pairing, keys, sending }: Paired,
  url: string,
  code: string,
  agreed: { isPrivate: boolean },
): Promise<RelayPairing> {
  const address = relayAddress(url)
  requireRelayAddress(address, agreed)
  const before = await pairing()
  if (before === null) await replaceUnreadableKeys(secrets)
  const paired = await pairWith(address, code, await keys(), sending)
  await secrets.set(settingName, JSON.stringify(paired))
  if (before !== null && before.relayKey !== paired.relayKey)
    await leave(before, await keys(), sending)
  return paired
}

const accessOf = async (
  paired: RelayPairing | null,
  keys: () => Promise<RelayKeys>,
): Promise<RelayAccess | null> =>
  paired === null
    ? null
    : {
        url: paired.url,
        tokenKey: (await keys()).tokenKey,
        hasTopics: hasTopics(paired),
        signing: paired.measures === true ? (await keys()).signing : null,
      }

function hasTopics({ topics }: RelayPairing): boolean {
  if (topics === undefined) return false
  const told = RelayTopics.safeParse(JSON.parse(topics))
  return told.success && told.data.topics.length > 0
}

/** Nobody would fetch what a relay of before takes: told so, it takes nothing any more. */
const leave = (before: RelayPairing, keys: RelayKeys, sending: Sending): Promise<unknown> =>
  callRelay(
    before,
    keys,
    'unpair',
    { protocol: relayProtocolVersion },
    z.object({}),
    sending,
  ).catch(wasUnpaired)

/** Calls of the relay that is paired at the moment. */
function callsToPaired(
  pairing: () => Promise<RelayPairing | null>,
  keys: () => Promise<RelayKeys>,
  sending: Sending,
) {
  return async <Schema extends z.ZodType>(
    name: string,
    body: object,
    answer: Schema,
  ): Promise<z.infer<Schema>> => {
    const paired = await pairing()
    if (paired === null)
      throw new RelayError('not_paired', 'No relay is paired with this application.')
    const request = { protocol: relayProtocolVersion, ...body }
    return callRelay(paired, await keys(), name, request, answer, sending)
  }
}

/** @throws RelayError if the relay refuses, or does not prove that it knows the code */
async function pairWith(
  address: string,
  code: string,
  { signingKey, sealingKey }: RelayKeys,
  sending: Sending,
): Promise<RelayPairing> {
  const proof = codeProof(code, desktopProofText({ signingKey, sealingKey }))
  const { status, body } = await post(
    `${address}/desktop/pair`,
    JSON.stringify({ protocol: relayProtocolVersion, signingKey, sealingKey, proof }),
    { 'Content-Type': 'application/json' },
    sending,
  )
  if (status !== 200) {
    const refusal = refusalIn(body)
    throw new RelayError(
      refusal?.refused ?? 'answer',
      refusal?.message ?? `No relay answers at this address (${status}).`,
    )
  }
  const answer = pairAnswerIn(body)
  // Only who knows the code can have made this: it is our relay's key and nobody else's on the way.
  const expected = codeProof(
    code,
    relayProofText({ relayKey: answer.relayKey, signingKey, sealingKey }),
  )
  if (!sameText(answer.proof, expected))
    throw new RelayError('answer', 'The relay did not prove that it knows the code.')
  return { url: address, relayKey: answer.relayKey, saleHook: answer.saleHook }
}

/**
 * A relay that is gone must not keep the desktop from leaving it; anything but a failed call is an
 * error of ours.
 */
function wasUnpaired(error: unknown): boolean {
  if (!(error instanceof RelayError)) throw error
  return error.reason === 'unpaired'
}

function pairAnswerIn(body: Buffer): PairAnswer {
  try {
    return PairAnswer.parse(JSON.parse(body.toString('utf8')))
  } catch (error) {
    throw new RelayError('answer', 'What answers at this address is no relay.', { cause: error })
  }
}
