// Why a sign-in or its renewal failed, as something the user can act on; the provider's own words stand
// beside it, and no secret does.
import {
  AuthorizationResponseError,
  JWT_TIMESTAMP_CHECK,
  OperationProcessingError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import type { SignInFailure } from '#shared/contract/email/signIn.ts'
import { oneLine } from '../smtpFailure.ts'

export class SignInError extends Error {
  override name = 'SignInError'
  readonly failure: SignInFailure
  constructor(failure: SignInFailure, detail: string) {
    super(oneLine(detail))
    this.failure = failure
  }
}

/** True where trying again later may go well: nobody refused anything. */
export const isPassing = (error: SignInError): boolean =>
  error.failure === 'network' || error.failure === 'unavailable'

/** OAuth's own words (RFC 6749, RFC 8628) for what a person can do something about. */
const named: Record<string, SignInFailure> = {
  access_denied: 'denied',
  consent_required: 'denied',
  interaction_required: 'ended',
  authorization_declined: 'denied',
  expired_token: 'expired',
  invalid_grant: 'ended',
  invalid_client: 'client_refused',
  unauthorized_client: 'client_refused',
  invalid_scope: 'scope_refused',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
}

/** @returns the error itself where it is no provider's and no network's */
export function toSignInError(error: unknown): unknown {
  if (error instanceof SignInError) return error
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    const words = error.error_description ?? ''
    const failure = isBusy(error) ? 'unavailable' : (named[error.error] ?? 'refused')
    return new SignInError(failure, words === '' ? error.error : `${error.error}: ${words}`)
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return new SignInError('client_refused', `HTTP ${error.status}`)
  if (error instanceof OperationProcessingError) return processingError(error)
  if (isNetworkError(error)) return new SignInError('network', networkWords(error))
  return error
}

const isBusy = (error: Error): boolean =>
  error instanceof ResponseBodyError && (error.status >= 500 || error.status === 429)

function processingError(error: OperationProcessingError): SignInError {
  if (error.code === JWT_TIMESTAMP_CHECK) return new SignInError('clock', error.message)
  const { cause } = error
  const isAnswer = cause instanceof Response
  if (isAnswer && (cause.status >= 500 || cause.status === 429))
    return new SignInError('unavailable', `HTTP ${cause.status}`)
  return new SignInError('refused', isAnswer ? `HTTP ${cause.status}` : error.message)
}

/** `fetch` says that it failed; why stands in the cause. */
const isNetworkError = (error: unknown): error is Error =>
  error instanceof Error &&
  (error.name === 'TimeoutError' ||
    // The second where the answer itself was cut short.
    (error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message)))

function networkWords(error: Error): string {
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return cause.message.includes(code) ? cause.message : `${code} ${cause.message}`.trim()
}
