// One signed request to the relay, and its signed answer checked. Bounded in time and size; no
// redirect is followed.
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { RelayRefusal } from '#shared/contract/relayRequests.ts'
import { answerText, requestText, signatureHeaders } from '#shared/rules/relay/relaySigning.ts'
import type { RelayKeys } from './relayKeys.ts'
import { hashOf, isSignedByRelay, signText } from './relaySignatures.ts'

/** In milliseconds; and in bytes. */
const maxWait = 30_000
const maxAnswerBytes = 16 * 1024 * 1024

type FarReason = 'unreachable' | 'answer' | 'not_paired' | 'insecure' | 'private' | 'nowhere'

/** Why a call to the relay failed. `reason` is the relay's own, or what happened on the way. */
export class RelayError extends Error {
  override name = 'RelayError'
  readonly reason: RelayRefusal['refused'] | FarReason
  constructor(reason: RelayError['reason'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

export type Far = { url: string; relayKey: string }
export type Sending = { fetch: typeof globalThis.fetch; now: () => number }

/** The relay's address without a final stroke. @throws RelayError if it is none */
export function relayAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (
    parsed === null ||
    !/^https?:$/.test(parsed.protocol) ||
    parsed.username !== '' ||
    parsed.search !== '' ||
    parsed.hash !== ''
  ) {
    throw new RelayError('unreachable', 'This is not the address of a relay.')
  }
  return parsed.href.replace(/\/+$/, '')
}

/** @throws RelayError */
export async function callRelay<Schema extends z.ZodType>(
  far: Far,
  keys: RelayKeys,
  name: string,
  body: object,
  answer: Schema,
  sending: Sending,
): Promise<z.infer<Schema>> {
  const json = JSON.stringify(body)
  const first = await sendSigned(far, keys, name, json, sending, sending.now())
  // The refusal is signed by our relay, so its clock may be believed; the relay's window still
  // bounds what such a request is good for.
  const again =
    first.refusal?.refused === 'clock' && first.refusal.time !== undefined
      ? await sendSigned(far, keys, name, json, sending, first.refusal.time)
      : first
  if (again.refusal !== null) throw new RelayError(again.refusal.refused, again.refusal.message)
  const parsed = answer.safeParse(readJson(again.text))
  if (!parsed.success)
    throw new RelayError('answer', 'The relay answered something that cannot be read.')
  return parsed.data
}

type Received = { text: string; refusal: RelayRefusal | null }

async function sendSigned(
  far: Far,
  keys: RelayKeys,
  name: string,
  json: string,
  sending: Sending,
  at: number,
): Promise<Received> {
  const url = `${far.url}/desktop/${name}`
  const nonce = randomBytes(18).toString('base64url')
  const time = String(Math.round(at))
  const bodyHash = hashOf(json)
  // A proxy may serve the relay below a path: the relay sees, and signs for, only its own part.
  const text = requestText({
    relayKey: far.relayKey,
    method: 'POST',
    path: `/desktop/${name}`,
    time,
    nonce,
    bodyHash,
  })
  const headers = {
    'Content-Type': 'application/json',
    'X-WeBox-Body': bodyHash,
    [signatureHeaders.time]: time,
    [signatureHeaders.nonce]: nonce,
    [signatureHeaders.signature]: signText(text, keys.signing),
  }
  const { status, body, signature } = await post(url, json, headers, sending)
  const signed = answerText({ nonce, status: String(status), bodyHash: hashOf(body) })
  const isOurRelay = signature !== null && isSignedByRelay(signed, signature, far.relayKey)
  const refusal = status === 200 ? null : refusalIn(body)
  if (!isOurRelay) {
    // Refused before it was known who asked: repeated in its words, but nothing is concluded from
    // it.
    if (refusal !== null) throw new RelayError(refusal.refused, refusal.message)
    throw new RelayError(
      'answer',
      `The answer (${status}) is not signed by the paired relay: another server is at this address, or something on the way changed it.`,
    )
  }
  if (status !== 200 && refusal === null)
    throw new RelayError('answer', `The relay could not answer (${status}).`)
  return { text: body.toString('utf8'), refusal }
}

/** @throws RelayError */
export async function post(
  url: string,
  json: string,
  headers: Record<string, string>,
  { fetch }: Sending,
): Promise<{ status: number; body: Buffer; signature: string | null }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: json,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(maxWait),
    })
    return {
      status: response.status,
      body: await readWithin(response),
      signature: response.headers.get(signatureHeaders.signature),
    }
  } catch (error) {
    if (error instanceof RelayError) throw error
    throw new RelayError('unreachable', `The relay did not answer: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

/** What fetch hides behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}

async function readWithin(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (part === undefined || part.done) return Buffer.concat(chunks)
    size += part.value.length
    if (size > maxAnswerBytes) {
      await reader?.cancel()
      throw new RelayError('answer', 'The relay answered more than it ever would.')
    }
    chunks.push(part.value)
  }
}

export function refusalIn(body: Buffer): RelayRefusal | null {
  const parsed = RelayRefusal.safeParse(readJson(body.toString('utf8')))
  return parsed.success ? parsed.data : null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // No JSON is no answer of a relay: every schema refuses null.
  }
}
