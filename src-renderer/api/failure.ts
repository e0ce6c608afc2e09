// Turns whatever a call threw into what the interface can say: a reason with a sentence, the far
// side's words, the details.
import { ORPCError } from '@orpc/client'
import { ApiError, type FailureReason } from '#shared/contract/common.ts'

export type Failure = {
  /** Key of the sentence: `errors.<reason>`. */
  reason: FailureReason
  /** The field concerned, where the refusal names one. */
  field: string | null
  /** The far side's own words, shown as they are. */
  detail: string | null
  /** What a model answered, where that could not be used. */
  answer?: string | null
  /** For "copy details". */
  technical: string
}

/** Reads an error of any kind. */
export function readFailure(error: unknown): Failure {
  const technical = describe(error)
  const plain = (reason: FailureReason): Failure => ({
    reason,
    field: null,
    detail: null,
    technical,
  })
  if (error instanceof ORPCError) {
    const refusal = ApiError.safeParse(error.data)
    if (refusal.success) {
      return {
        reason: refusal.data.reason,
        field: refusal.data.field ?? null,
        detail: refusal.data.detail ?? null,
        answer: refusal.data.answer ?? null,
        technical,
      }
    }
    if (error.status === 401) return plain('signed_out')
    if (error.code === 'BAD_REQUEST')
      return { ...plain('invalid_input'), field: firstIssueField(error.data) }
    return plain('unexpected')
  }
  if (error instanceof Error && error.name === 'CallTimedOut') return plain('timed_out')
  // Browsers word a dead connection in many ways; all of them are a TypeError from fetch.
  if (error instanceof TypeError) return plain('unreachable')
  return plain('unexpected')
}

/** True for a call that was given up on purpose: nothing to tell. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function firstIssueField(data: unknown): string | null {
  if (
    typeof data !== 'object' ||
    data === null ||
    !('issues' in data) ||
    !Array.isArray(data.issues)
  )
    return null
  const issue: unknown = data.issues[0]
  if (
    typeof issue !== 'object' ||
    issue === null ||
    !('path' in issue) ||
    !Array.isArray(issue.path)
  )
    return null
  return issue.path.map(String).join('.') || null
}

function describe(error: unknown): string {
  if (error instanceof ORPCError)
    return `${error.code} ${error.status} ${error.message}\n${JSON.stringify(error.data ?? null)}`
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
