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
  | 'ai_answer_cut'
  | 'ai_answer_empty'
  | 'ai_answer_declined'
  | 'ai_answer_unusable'

export class AiError extends Error {
  override name = 'AiError'
  readonly reason: AiFailure
  /** The HTTP status, where the provider gave one. */
  readonly status: number | null
  /** What the model wrote, where it wrote something: it was paid for. */
  readonly answer: string | null
  constructor(
    reason: AiFailure,
    message: string,
    status: number | null = null,
    options?: ErrorOptions & { answer?: string },
  ) {
    super(message, options)
    this.reason = reason
    this.status = status
    this.answer = options?.answer ?? null
  }
}

export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
