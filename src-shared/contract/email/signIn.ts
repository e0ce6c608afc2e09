// How an account, or a mailbox, is signed in on its provider's page (OAuth 2), and why it is not.
import { z } from 'zod'
import { Id, Timestamp } from '../common.ts'

/** `other`: a server of the user's own that speaks OpenID Connect. */
export const signInProviders = ['microsoft', 'google', 'other'] as const
export const SignInProviderId = z.enum(signInProviders)
export type SignInProviderId = z.infer<typeof SignInProviderId>

/**
 * Why somebody is not signed in. `denied`: the person said no. `scope_refused`: the permission for mail
 * was left out. `no_renewal`: it could not be renewed later. `ended`: access was taken back, or ran out.
 * `client_refused`: the provider does not know this application. `clock`: this computer's clock is wrong.
 */
export const signInFailures = [
  'denied',
  'expired',
  'cancelled',
  'scope_refused',
  'no_renewal',
  'ended',
  'client_refused',
  'clock',
  'network',
  'unavailable',
  'refused',
] as const
export const SignInFailure = z.enum(signInFailures)
export type SignInFailure = z.infer<typeof SignInFailure>

/** Why an account is signed in no more. */
export const signInEnds = ['signed_out', 'refused'] as const

/** How an account, or a mailbox, is signed in. */
export const SignIn = z.object({
  id: Id,
  provider: SignInProviderId,
  /** How the provider is called. */
  name: z.string(),
  /** Who signed in; null where the provider did not say. */
  address: z.string().nullable(),
  canSend: z.boolean(),
  canRead: z.boolean(),
  since: Timestamp,
  /** Until when the present access holds; it is renewed before by itself. Null where that is not known. */
  validUntil: Timestamp.nullable(),
  /** Null while it holds. */
  ended: z.object({ reason: z.enum(signInEnds), detail: z.string(), since: Timestamp }).nullable(),
})
export type SignIn = z.infer<typeof SignIn>

/** The number of an attempt that nobody can guess. */
export const AttemptId = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/)
