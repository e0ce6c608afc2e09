// A fetch for talking to a provider: connects only to addresses that were checked, follows no
// redirect, bounds time and size, and tries again only while nothing of an answer has come.
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { AiError } from './aiError.ts'
import { checkedAddresses, type AddressRule, type Resolve } from './networkAddress.ts'

export type Limits = {
  /**
   * Milliseconds until the first byte of an answer's body, and until its last; retries included.
   */
  firstByte: number
  total: number
  /** Bytes. */
  maxRequestBytes: number
  maxAnswerBytes: number
  /**
   * How often a request is repeated, and the first pause, in milliseconds; each pause is twice the
   * last.
   */
  retries: number
  pause: number
}
export const usualLimits: Limits = {
  firstByte: 120_000,
  total: 300_000,
  maxRequestBytes: 512 * 1024,
  maxAnswerBytes: 2 * 1024 * 1024,
  retries: 2,
  pause: 400,
}
/**
 * A provider may ask for a pause; for a longer one a person is told instead of kept waiting, in
 * milliseconds.
 */
const maxPause = 15_000

export type Passage = AddressRule & {
  limits: Limits
  signal: AbortSignal | undefined
  resolve?: Resolve
  /**
   * Sees exactly what is about to leave, and may refuse it by throwing. Called once, before the
   * first try.
   */
  beforeSend?: (url: string, body: string) => Promise<void>
  /** What stopped it: libraries above wrap errors, and the first one is the one to tell. */
  failure?: unknown
}

type Outgoing = {
  url: URL
  method: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal
  limits: Limits
}

/** A `fetch` bound to one passage. What it throws is kept in `passage.failure`. */
export function guardedFetch(passage: Passage): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const ends = [passage.signal, init.signal ?? undefined].filter((signal) => signal !== undefined)
    const total = AbortSignal.timeout(passage.limits.total)
    try {
      const outgoing: Outgoing = {
        url: new URL(input instanceof Request ? input.url : String(input)),
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers).entries()),
        body: typeof init.body === 'string' ? init.body : '',
        signal: AbortSignal.any([...ends, total]),
        limits: passage.limits,
      }
      if (Buffer.byteLength(outgoing.body) > passage.limits.maxRequestBytes)
        throw new AiError('ai_request_too_large', 'The text is too long to be sent.')
      await passage.beforeSend?.(outgoing.url.href, outgoing.body)
      const response = await withRetries(outgoing, passage)
      return answered(response, watched(response, outgoing, passage))
    } catch (error) {
      throw keep(passage, error, total)
    }
  }
}

function keep(passage: Passage, error: unknown, total: AbortSignal): unknown {
  passage.failure ??=
    total.aborted && !passage.signal?.aborted ? late('The answer took too long.') : error
  return passage.failure
}

const late = (message: string) => new AiError('ai_timed_out', message)

async function withRetries(outgoing: Outgoing, passage: Passage): Promise<IncomingMessage> {
  for (let left = outgoing.limits.retries, pause = outgoing.limits.pause; ; left -= 1, pause *= 2) {
    try {
      const response = await send(outgoing, passage)
      const status = response.statusCode ?? 0
      const wait = pauseAsked(response.headers['retry-after']) ?? pause
      const isPassing = status === 429 || status === 408 || status >= 500
      if (!isPassing || left <= 0 || wait > maxPause) return response
      response.destroy()
      await sleep(wait, outgoing.signal)
    } catch (error) {
      if (!(error instanceof AiError) || error.reason !== 'ai_unreachable' || left <= 0) throw error
      await sleep(pause, outgoing.signal)
    }
  }
}

/** Milliseconds; a date is not worth reading here. */
function pauseAsked(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}(\.\d+)?$/.test(header) ? Number(header) * 1_000 : null
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(abortReason(signal))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

const abortReason = (signal: AbortSignal): unknown =>
  signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
    ? late('The answer took too long.')
    : new DOMException('The call was given up.', 'AbortError')

async function send(outgoing: Outgoing, passage: Passage): Promise<IncomingMessage> {
  const { url, signal } = outgoing
  const addresses = await checkedAddresses(url, passage, passage.resolve).catch(
    (error: unknown) => {
      throw error instanceof AiError
        ? error
        : new AiError('ai_unreachable', wordsOf(error), null, { cause: error })
    },
  )
  if (signal.aborted) throw abortReason(signal)
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: outgoing.method,
      headers: {
        ...outgoing.headers,
        'accept-encoding': 'identity',
        ...(outgoing.body === '' ? {} : { 'content-length': Buffer.byteLength(outgoing.body) }),
      },
      agent: false,
      signal,
      // The addresses that were checked, and no others: a name that now leads elsewhere is not
      // asked again.
      lookup: (_name, options, done) => {
        const [first] = addresses
        if (options.all) done(null, addresses)
        else done(null, first?.address ?? '', first?.family)
      },
    })
    const timer = setTimeout(
      () => request.destroy(late('No answer came in time.')),
      outgoing.limits.firstByte,
    )
    request.once('error', (error) => {
      clearTimeout(timer)
      reject(
        signal.aborted
          ? abortReason(signal)
          : error instanceof AiError
            ? error
            : new AiError('ai_unreachable', wordsOf(error), null, { cause: error }),
      )
    })
    request.once('response', (response) => {
      clearTimeout(timer)
      resolve(response)
    })
    request.end(outgoing.body)
  })
}

const wordsOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.message
    : String(error)

function headersOf(response: IncomingMessage): Headers {
  return new Headers(
    Object.entries(response.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
  )
}

/** Answers that have no body, and may not be given one. */
const withoutBody = [204, 205, 304]

function answered(response: IncomingMessage, body: ReadableStream<Uint8Array>): Response {
  const status = response.statusCode ?? 500
  const isEmpty = withoutBody.includes(status)
  if (isEmpty) response.destroy()
  return new Response(isEmpty ? null : body, { status, headers: headersOf(response) })
}

/** The body, bounded: by its size, by the wait for its first byte, and by its end. */
function watched(
  response: IncomingMessage,
  { signal, limits }: Outgoing,
  passage: Passage,
): ReadableStream<Uint8Array> {
  refuseWrongKind(response)
  const iterator = bounded(response, signal, limits)
  return Readable.toWeb(
    Readable.from(
      (async function* () {
        try {
          yield* iterator
        } catch (error) {
          passage.failure ??= error
          throw error
        }
      })(),
      { objectMode: false },
    ),
  ) as ReadableStream<Uint8Array>
}

function refuseWrongKind(response: IncomingMessage): void {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400) {
    response.destroy()
    throw new AiError(
      'ai_refused',
      'The provider sent the request on to another address, which is not followed.',
      status,
    )
  }
  if (status < 200 || status > 599) {
    response.destroy()
    throw new AiError('ai_answer_unusable', `The answer has an unknown status: ${status}.`, status)
  }
  // Not asked for, so never unpacked: a few bytes can hold more than there is memory.
  const packed = response.headers['content-encoding']
  if (packed !== undefined && packed.toLowerCase() !== 'identity') {
    response.destroy()
    throw new AiError(
      'ai_answer_unusable',
      `The answer is packed (${packed.slice(0, 40)}), which was not asked for.`,
      status,
    )
  }
  const kind = response.headers['content-type'] ?? ''
  if (status >= 200 && status < 300 && !/json|text\/event-stream/i.test(kind)) {
    response.destroy()
    throw new AiError(
      'ai_answer_unusable',
      `The answer is of the kind ${kind.slice(0, 80) || 'unknown'}: there is no model at this address.`,
      status,
    )
  }
}

async function* bounded(
  response: IncomingMessage,
  signal: AbortSignal,
  limits: Limits,
): AsyncGenerator<Buffer> {
  let size = 0
  const stop = () => response.destroy(abortReason(signal) as Error)
  const timer = setTimeout(
    () => response.destroy(late('No answer came in time.')),
    limits.firstByte,
  )
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      clearTimeout(timer)
      size += chunk.length
      if (size > limits.maxAnswerBytes)
        throw new AiError(
          'ai_answer_too_large',
          'The answer is longer than any that was asked for.',
        )
      yield chunk
    }
    if (!response.complete)
      throw new AiError('ai_unreachable', 'The connection ended in the middle of the answer.')
  } catch (error) {
    if (error instanceof AiError) throw error
    throw signal.aborted
      ? abortReason(signal)
      : new AiError('ai_unreachable', 'The connection ended in the middle of the answer.', null, {
          cause: error,
        })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    response.destroy()
  }
}
