// Signing in for a mail account on its provider's own page (OAuth 2), instead of a password. Tokens and
// the secret of a client go in here and never come out.
import { z } from 'zod'
import { Address, ById, contract, Id, Timestamp } from '../common.ts'
import { Hostname } from '../emailAccounts.ts'
import { line } from '../../rules/valueSchemas.ts'
import { SignInFailure, SignInProviderId } from './signIn.ts'

export const SignInProvider = z.object({
  id: SignInProviderId,
  name: z.string(),
  /** Whose registration with the provider is used; `none`: there is none, nobody can sign in. */
  clientOf: z.enum(['application', 'user', 'none']),
  /** The server of the user's own; null for the others. */
  issuer: z.string().nullable(),
  /** A code can be typed on another device; null where only the server itself says. */
  offersDevice: z.boolean().nullable(),
  /** Where an application is registered, and where access is taken back. Never opened by itself. */
  registrationPage: z.string().nullable(),
  accessPage: z.string().nullable(),
  /** When its addresses were last compared with its documentation; null for the user's own. */
  checkedOn: z.string().nullable(),
})
export type SignInProvider = z.infer<typeof SignInProvider>

export const SignInClientDraft = z.strictObject({
  provider: SignInProviderId,
  clientId: line(300).refine((value) => value !== '', 'a client id is needed'),
  /** Google gives one to desktop programs, too. */
  clientSecret: z.string().min(1).max(500).nullable().default(null),
  /** Of a server of the user's own: its address, from which it announces everything else. */
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
})

export const SignInBegin = z.strictObject({
  provider: SignInProviderId,
  /** `browser`: this computer's, which comes back by itself. `device`: a code for any other. */
  way: z.enum(['browser', 'device']).default('browser'),
  /** The servers that the access is for; it is handed to no others. Null asks for no access to it. */
  sendingHost: Hostname.nullable().default(null),
  readingHost: Hostname.nullable().default(null),
  /** Who is expected to sign in. */
  address: Address.nullable().default(null),
  /** The account that signs in anew: kept with it as soon as the expected person has. */
  accountId: Id.nullable().default(null),
})

/** A sign-in under way, or what came of it. It is known until it is used, or for an hour. */
export const SignInAttempt = z.object({
  id: z.string(),
  provider: SignInProviderId,
  state: z.enum(['waiting', 'done', 'failed']),
  /** The provider's page: to be opened in the person's browser. */
  url: z.string().nullable(),
  /** The code to type there, on any device. */
  userCode: z.string().nullable(),
  expiresAt: Timestamp,
  /** Who signed in. */
  address: z.string().nullable(),
  /** Somebody else than was expected. */
  isOtherAddress: z.boolean(),
  canSend: z.boolean(),
  canRead: z.boolean(),
  /** It is kept with the account it was begun for. */
  isKept: z.boolean(),
  failure: SignInFailure.nullable(),
  /** The provider's own words. */
  detail: z.string(),
})
export type SignInAttempt = z.infer<typeof SignInAttempt>

const ByAttempt = z.strictObject({ attempt: z.string().max(200) })

export const SignedOut = z.object({
  /**
   * `revoked`: the provider took the access back. `unsupported`: it can only be taken back on the
   * provider's own page. `failed`: it could not be reached, or refused; the access is forgotten here.
   * `shared`: another account logs in as the same person, and taking it back would end that as well.
   */
  access: z.enum(['revoked', 'unsupported', 'failed', 'shared']),
  /** Where it can be taken back by hand. */
  page: z.string().nullable(),
  detail: z.string(),
})
export type SignedOut = z.infer<typeof SignedOut>

/** Access that was forgotten here and may still be open at the provider. */
export const LeftAccess = z.object({
  id: Id,
  provider: SignInProviderId,
  name: z.string(),
  address: z.string().nullable(),
  access: z.enum(['unsupported', 'failed']),
  page: z.string().nullable(),
  since: Timestamp,
})
export type LeftAccess = z.infer<typeof LeftAccess>

const providersPath = '/marketing/sign-in-providers' as const
const path = '/marketing/sign-ins' as const
const leftPath = '/marketing/left-access' as const

export const signIns = {
  providers: contract.route({ method: 'GET', path: providersPath }).output(z.array(SignInProvider)),
  /** Keeps the user's own registration with a provider; neither id nor secret is ever read back. */
  setClient: contract
    .route({ method: 'PUT', path: `${providersPath}/{provider}/client` })
    .input(SignInClientDraft)
    .output(SignInProvider),
  forgetClient: contract
    .route({ method: 'DELETE', path: `${providersPath}/{provider}/client` })
    .input(z.strictObject({ provider: SignInProviderId }))
    .output(SignInProvider),
  /** Nothing is kept before an account takes it (`signInAttempt` of an account or mailbox). */
  begin: contract
    .route({ method: 'POST', path, successStatus: 201 })
    .input(SignInBegin)
    .output(SignInAttempt),
  attempt: contract
    .route({ method: 'GET', path: `${path}/{attempt}` })
    .input(ByAttempt)
    .output(SignInAttempt),
  /** Gives it up; access that was given already is taken back. */
  cancel: contract
    .route({ method: 'DELETE', path: `${path}/{attempt}`, successStatus: 204 })
    .input(ByAttempt)
    .output(z.void()),
  /** Forgets the access of an account, and of the mailbox that shares it, and takes it back. */
  signOut: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/{id}/sign-out' })
    .input(ById)
    .output(SignedOut),
  /** What the user still has to take back on a provider's page, after signing out or deleting. */
  leftAccess: contract.route({ method: 'GET', path: leftPath }).output(z.array(LeftAccess)),
  /** It was done, or need not be. */
  dismissLeftAccess: contract
    .route({ method: 'DELETE', path: `${leftPath}/{id}`, successStatus: 204 })
    .input(ById)
    .output(z.void()),
}
