// One call: a JSON body by POST, bounded in time, to an address that is checked again once its name is
// resolved. Only the status of the answer is looked at.
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
 * What the system says where there is no way out of this computer; ENOTFOUND is what macOS and Windows say,
 * and what a name says that nobody has.
 */
const offlineCodes = /\b(?:ENETUNREACH|ENETDOWN|EHOSTUNREACH|EAI_AGAIN|ENOTFOUND)\b/

/** @param more a name's addresses, for tests. Never throws but where it is given up. */
export async function makeCall(
  { url, evenIfPrivate, body, callKey }: Call,
  signal: AbortSignal,
  more: Pick<Passage, 'resolve'> = {},
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
    const isOffline = offlineCodes.test(words)
    return { status: null, problem: problemOf(error, words), isOffline }
  }
}

function problemOf(error: unknown, words: string): string {
  if (error instanceof AiError && error.reason === 'ai_timed_out') return 'timeout'
  if (error instanceof AiError && error.reason === 'ai_address_forbidden') return 'address'
  return /^E[A-Z_]+$/.test(words) ? words : 'unreachable'
}

export const isTaken = ({ status }: Pick<Answer, 'status'>): boolean =>
  status !== null && status >= 200 && status < 300
