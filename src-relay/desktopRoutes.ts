// The desktop's calls: pair, publish, withdraw, pull, acknowledge, renew-sale-hook, topics, measuring,
// unpair. Every
// answer is signed with the relay's key, which the desktop learned when it was paired.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { relayProtocolVersion } from '#shared/contract/relayProtocol.ts'
import {
  AcknowledgeRequest,
  ListRequest,
  MeasuringRequest,
  PairRequest,
  PublishRequest,
  PullRequest,
  RenewSaleHookRequest,
  TopicsRequest,
  WithdrawRequest,
  type RelayRefusal,
} from '#shared/contract/relayRequests.ts'
import { answerText, signatureHeaders } from '#shared/rules/relay/relaySigning.ts'
import { readBody, sendJson, TooLargeError } from './answering.ts'
import { hashOf, judgeAccess } from './desktopAccess.ts'
import { keepMeasuring } from './measuring/measuredLinks.ts'
import { BundleRefusal } from './publishedPages.ts'
import { keepTopics } from './preferences.ts'
import type { RelayParts } from './relayParts.ts'
import { whoAsks } from './whoAsks.ts'

const maxBodyBytes = 64 * 1024
const maxBundleBytes = 96 * 1024 * 1024

const statusOf = {
  ...{
    protocol: 409,
    code: 403,
    unpaired: 403,
    signature: 401,
    clock: 401,
    replay: 401,
    bundle: 422,
    version: 409,
    slug: 409,
  },
  ...{ body: 422, too_large: 413, too_many: 429 },
} satisfies Record<RelayRefusal['refused'], number>

class Refused extends Error {
  readonly reason: RelayRefusal['refused']
  constructor(reason: RelayRefusal['refused'], message: string) {
    super(message)
    this.reason = reason
  }
}

type Call = (parts: RelayParts, body: unknown) => string

const calls: Record<string, Call> = {
  publish(parts, body) {
    const { bundle, signature } = read(PublishRequest, body)
    const desktop = parts.pairing.desktop()
    if (desktop === null) throw new Refused('unpaired', 'No desktop is paired with this relay.')
    return JSON.stringify({ version: parts.pages.publish(bundle, signature, desktop) })
  },
  withdraw(parts, body) {
    const { funnelId, version } = read(WithdrawRequest, body)
    parts.pages.withdraw(funnelId, version)
    return '{}'
  },
  list(parts, body) {
    read(ListRequest, body)
    return JSON.stringify({ funnels: parts.pages.list(), time: parts.now() })
  },
  pull(parts, body) {
    const { after, limit } = read(PullRequest, body)
    const { bodies, waiting } = parts.events.after(after, limit)
    return `{"events":[${bodies.join(',')}],"waiting":${waiting}}`
  },
  acknowledge(parts, body) {
    const { cursor } = read(AcknowledgeRequest, body)
    if (!parts.events.acknowledge(cursor))
      throw new Refused('body', 'This cursor lies in the future.')
    return '{}'
  },
  'renew-sale-hook'(parts, body) {
    read(RenewSaleHookRequest, body)
    return JSON.stringify({ saleHook: parts.secrets.renewSaleHook() })
  },
  topics(parts, body) {
    keepTopics(parts.store, read(TopicsRequest, body).topics)
    return '{}'
  },
  measuring(parts, body) {
    keepMeasuring(parts.store, read(MeasuringRequest, body).measures)
    return '{}'
  },
  unpair(parts) {
    parts.pairing.unpair()
    parts.pages.reload(null)
    parts.announce()
    return '{}'
  },
}

export async function answerDesktop(
  parts: RelayParts,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  if (!parts.mayGoOn('desktop', whoAsks(request, parts.isBehindProxy)))
    return answer(parts, response, null, refusal('too_many', 'Too many requests.'))
  if (name === 'pair') return answer(parts, response, null, await pair(parts, request))
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined
  const access = judgeAccess(parts, request)
  if (!access.granted)
    return answer(
      parts,
      response,
      access.nonce,
      refusal(access.reason, access.message, parts.now()),
    )
  answer(
    parts,
    response,
    access.nonce,
    await answerTo(
      parts,
      request,
      call,
      access.bodyHash,
      name === 'publish' ? maxBundleBytes : maxBodyBytes,
    ),
  )
}

type Answer = { status: number; body: string }
const refusal = (reason: RelayRefusal['refused'], message: string, time?: number): Answer => ({
  status: statusOf[reason],
  body: JSON.stringify({ refused: reason, message, ...(time === undefined ? {} : { time }) }),
})

async function answerTo(
  parts: RelayParts,
  request: IncomingMessage,
  call: Call | undefined,
  bodyHash: string,
  largest: number,
): Promise<Answer> {
  try {
    if (call === undefined)
      throw new Refused('protocol', 'This relay does not know this call: update it.')
    const body = await readBody(request, largest)
    if (hashOf(body) !== bodyHash)
      throw new Refused('signature', 'The body is not the one that was signed.')
    return { status: 200, body: call(parts, readJson(body)) }
  } catch (error) {
    if (error instanceof Refused || error instanceof BundleRefusal)
      return refusal(error.reason, error.message)
    if (error instanceof TooLargeError)
      return refusal('too_large', 'This is more than the relay takes.')
    throw error
  }
}

async function pair(parts: RelayParts, request: IncomingMessage): Promise<Answer> {
  if (!parts.mayGoOn('pair', whoAsks(request, parts.isBehindProxy)))
    return refusal('too_many', 'Too many attempts to pair: wait a minute.')
  try {
    const paired = parts.pairing.pair(
      read(PairRequest, readJson(await readBody(request, maxBodyBytes))),
    )
    if (paired === null)
      return refusal('code', 'The code is not the one this relay printed, or was used already.')
    parts.pages.reload(parts.pairing.desktop())
    return { status: 200, body: JSON.stringify(paired) }
  } catch (error) {
    if (error instanceof Refused) return refusal(error.reason, error.message)
    throw error
  }
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  if (
    typeof body === 'object' &&
    body !== null &&
    'protocol' in body &&
    body.protocol !== relayProtocolVersion
  ) {
    throw new Refused(
      'protocol',
      `This relay speaks version ${relayProtocolVersion} of the protocol, the desktop version ${String(body.protocol)}: update the older one.`,
    )
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success)
    throw new Refused(
      'body',
      parsed.error.issues
        .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')
        .slice(0, 500),
    )
  return parsed.data
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refused('body', 'The body is no JSON.')
  }
}

function answer(
  parts: RelayParts,
  response: ServerResponse,
  nonce: string | null,
  { status, body }: Answer,
): void {
  const signed =
    nonce === null
      ? []
      : [
          signatureHeaders.signature,
          parts.secrets.sign(answerText({ nonce, status: String(status), bodyHash: hashOf(body) })),
        ]
  sendJson(response, status, body, signed)
}
