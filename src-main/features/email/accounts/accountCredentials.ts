// What an account logs in with: a password bound to its server, or an access token of its sign-in.
// For the connection only, never for an answer.
import type { Services } from '#main/core/services.ts'
import type { SmtpFailure } from '#main/mail/smtpReply.ts'
import { isPassing, SignInError } from '#main/mail/signIn/signInFailure.ts'
import { apiError } from '#main/platform/apiError.ts'
import { changeBoundSecret, readBoundSecret } from '#main/platform/secrets/boundSecrets.ts'
import type { SecretStore } from '#main/platform/secrets/secrets.ts'
import { accessTokenFor, hasEnded, isSignedIn } from '../signIns/accessTokens.ts'
import { accountsWithLogin } from './accounts.repository.ts'
import type { AccountRow } from './accounts.table.ts'

/**
 * Name of an account's password in the secret store. Account numbers are never reused, nor are
 * these.
 */
export const passwordName = (accountId: number): string => `smtp:${accountId}`
type Place = Pick<AccountRow, 'id' | 'host'>
/** The place a password is bound to. */
export const placeOf = (host: string): string => host.toLowerCase()

/** Whose credential is asked for, as the row of the account says it. */
export type CredentialOwner = Pick<AccountRow, 'id' | 'host' | 'signInId'>

/** What a server is told; `failure`: why there is nothing to tell it now. */
export type Credential =
  | { kind: 'password'; password: string | null }
  | { kind: 'token'; accessToken: string }
  | { kind: 'failure'; failure: SmtpFailure }

type Holder = Pick<Services, 'host' | 'database' | 'memory'>

/**
 * An account's password, bound to the server it was entered for: null if none was given for this
 * very host.
 */
export const passwordOf = (secrets: SecretStore, { id, host }: Place): Promise<string | null> =>
  readBoundSecret(secrets, { name: passwordName(id), place: placeOf(host) })

/**
 * @param refused an access token that the server did not take: another one is wanted
 */
export async function credentialOf(
  services: Holder,
  { id, host, signInId }: CredentialOwner,
  refused: string | null,
): Promise<Credential> {
  if (signInId === null)
    return { kind: 'password', password: await passwordOf(services.host.secrets, { id, host }) }
  try {
    const accessToken = await accessTokenFor(services, { signInId, host }, refused)
    return { kind: 'token', accessToken }
  } catch (error) {
    if (!(error instanceof SignInError)) throw error
    return { kind: 'failure', failure: signInFailure(error) }
  }
}

/**
 * A sign-in that gave no token, as a failure of the account: what passes is tried again by itself. So is
 * what nobody can do anything about here (a proxy's page in the provider's place, a clock that is off).
 */
export function signInFailure(error: SignInError): SmtpFailure {
  const facts = { handedOver: false, code: null, reply: error.message }
  if (isPassing(error) || error.failure === 'refused' || error.failure === 'clock')
    return { ...facts, stage: 'connect' }
  const problem = error.failure === 'client_refused' ? 'sign_in_client' : 'sign_in_ended'
  return { ...facts, stage: 'login', problem }
}

/** True where an account logs in by something that was never given, ended, or cannot be read here. */
export async function lacksCredential(
  services: Holder,
  account: Pick<AccountRow, 'id' | 'host' | 'user' | 'signInId'>,
): Promise<boolean> {
  if (account.user === null) return false
  if (account.signInId !== null) return !(await isSignedIn(services, account.signInId))
  return (await passwordOf(services.host.secrets, account)) === null
}

/** @throws 422 where an account could not log in */
export async function requireCredential(
  services: Holder,
  account: Pick<AccountRow, 'id' | 'host' | 'user' | 'signInId'>,
): Promise<void> {
  if (!(await lacksCredential(services, account))) return
  const [reason, message] =
    account.signInId === null
      ? (['account_password_missing', 'The account needs its password again.'] as const)
      : (['account_signed_out', 'The account has to sign in again.'] as const)
  throw apiError('UNPROCESSABLE', reason, message, { field: 'accountId' })
}

/**
 * Those whose password or access was never given, or cannot be read here. Who signed out, or was signed
 * out, is told beside the account.
 */
export async function accountsWithoutPassword(
  services: Holder,
): Promise<Pick<AccountRow, 'id' | 'name'>[]> {
  const accounts = accountsWithLogin(services.database)
  const lacking = await Promise.all(
    accounts.map(
      (row) => !hasEnded(services.database, row.signInId) && lacksCredential(services, row),
    ),
  )
  return accounts.filter((_, index) => lacking[index])
}

/** For an account that cannot come back. */
export async function forgetPassword(secrets: SecretStore, { id, host }: Place): Promise<void> {
  await changeBoundSecret(
    secrets,
    { name: passwordName(id), before: placeOf(host), after: null, value: null },
    () => Promise.resolve(),
  )
}
