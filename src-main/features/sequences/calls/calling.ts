// One call: a JSON body by POST, bounded in time, to an address that is checked again once its name is
// resolved. Only the status of the answer is looked at.
import { Resolver } from 'node:dns/promises'
import { guardedFetch, usualLimits, type Passage } from '#main/ai/guardedFetch.ts'
import { AiError } from '#main/ai/aiError.ts'

/** `offline`: nothing left, and that is nobody's fault; `problem`: why there is no status. */
export type Answer = { status: number | null; problem: string | null; isOffline: boolean }

export type Call = { url: string; evenIfPrivate: boolean; body: string; callKey: string }

const limits = {
  ...usualLimits,
  ...{ firstByte: 15_000, total: 20_000, maxRequestBytes: 256 * 1024, maxAnswerBytes: 64 * 1024 },
  // Tried again by the rows, which outlive the process.
  retries: 0,
}

/**
 * What the system says where there is no way out of this computer; ENOTFOUND is what macOS and Windows say
 * then, and what any system says of a name that nobody has: `isNobodys` tells them apart.
 */
const offlineCodes = /\b(?:ENETUNREACH|ENETDOWN|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND)\b/

/**
 * Whether a name server says that nobody has this name: then the address is wrong, and not the way out
 * of this computer closed, of which no name server would be heard.
 * @param servers to ask instead of the system's, `address:port` each
 */
export async function isNobodys(
  host: string,
  signal: AbortSignal,
  servers?: readonly string[],
): Promise<boolean> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  if (servers !== undefined) resolver.setServers(servers)
  const stop = () => resolver.cancel()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await resolver.resolve4(host)
    return false
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof Error && 'code' in error && error.code === 'ENOTFOUND'
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

type Network = Pick<Passage, 'resolve'> & { isNobodys?: typeof isNobodys }

/** @param network a name's addresses, for tests. Never throws but where it is given up. */
export async function makeCall(
  { url, evenIfPrivate, body, callKey }: Call,
  signal: AbortSignal,
  { isNobodys: knowsNobody = isNobodys, ...more }: Network = {},
): Promise<Answer> {
  const passage: Passage = { allowPrivateNetwork: evenIfPrivate, limits, signal, ...more }
  try {
    const response = await guardedFetch(passage)(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': callKey,
        'user-agent': 'WeBox-Marketing',
      },
      body,
    })
    await response.body?.cancel()
    return { status: response.status, problem: null, isOffline: false }
  } catch (error) {
    signal.throwIfAborted()
    // An answer of another kind than a model's is an answer all the same: it is not read.
    if (error instanceof AiError && error.status !== null)
      return { status: error.status, problem: null, isOffline: false }
    const words = error instanceof Error ? error.message : String(error)
    const problem = problemOf(error, words)
    // What only the own network knows is away with it: of that no name server outside can tell.
    const mayBeUnknown = problem === 'ENOTFOUND' && !evenIfPrivate
    if (mayBeUnknown && (await knowsNobody(new URL(url).hostname, signal)))
      return { status: null, problem: 'unknown_name', isOffline: false }
    return { status: null, problem, isOffline: offlineCodes.test(words) }
  }
}

function problemOf(error: unknown, words: string): string {
  if (error instanceof AiError && error.reason === 'ai_timed_out') return 'timeout'
  if (error instanceof AiError && error.reason === 'ai_address_forbidden') return 'address'
  return /^E[A-Z_]+$/.test(words) ? words : 'unreachable'
}

export const isTaken = ({ status }: Pick<Answer, 'status'>): boolean =>
  status !== null && status >= 200 && status < 300
