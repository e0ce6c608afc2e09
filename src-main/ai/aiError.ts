// Why a model could not be asked, in the words refusals use.

export type AiFailure =
  | 'ai_address_forbidden'
  | 'ai_key_refused'
  | 'ai_unreachable'
  | 'ai_timed_out'
  | 'ai_limited'
  | 'ai_refused'
  | 'ai_request_too_large'
  | 'ai_answer_too_large'
  | 'ai_answer_unusable'

export class AiError extends Error {
  override name = 'AiError'
  readonly reason: AiFailure
  /** The HTTP status, where the provider gave one. */
  readonly status: number | null
  constructor(
    reason: AiFailure,
    message: string,
    status: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.reason = reason
    this.status = status
  }
}

export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
