// The failures of a model as refusals the interface words.
import { AiError } from '#main/ai/aiError.ts'
import { apiError } from '#main/platform/apiError.ts'

/** What is handed back of an answer that cannot be used. In characters. */
const maxAnswer = 50_000

/**
 * Anything that is not the model's failure stays what it is: a call given up, a refusal already
 * worded, a fault of ours.
 */
export function asApiError(error: unknown): unknown {
  if (!(error instanceof AiError)) return error
  const code = error.reason === 'ai_request_too_large' ? 'PAYLOAD_TOO_LARGE' : 'UNPROCESSABLE'
  const answer = error.answer?.trim() ?? ''
  return apiError(code, error.reason, 'The model could not be used.', {
    detail: error.message,
    ...(answer === '' ? {} : { answer: answer.slice(0, maxAnswer) }),
  })
}

/** The reason a refusal carries, for the log. */
export function reasonOf(error: unknown): string {
  if (error instanceof AiError) return error.reason
  const data =
    error instanceof Error && 'data' in error
      ? (error.data as { reason?: string } | undefined)
      : undefined
  return data?.reason ?? (error instanceof Error ? error.name : 'unknown')
}
