// What a mailbox is to log in with from now on: a password, the sign-in of its account, or one of its own.
import type { Services } from '#main/core/services.ts'
import { SignInError } from '#main/mail/signIn/signInFailure.ts'
import type { Grant } from '#main/mail/signIn/signInServer.ts'
import { apiError } from '#main/platform/apiError.ts'
import { placeOf } from '../accounts/accountCredentials.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { accessTokenFor } from '../signIns/accessTokens.ts'
import { findSignIn } from '../signIns/signIns.repository.ts'
import { finishedAttempt, type Attempt } from '../signIns/signInAttempts.service.ts'

type Given = {
  password?: string | undefined
  asAccount?: boolean | undefined
  signInAttempt?: string | undefined
}
type Login =
  | { kind: 'password'; password: string }
  | { kind: 'shared'; signInId: number }
  | { kind: 'own'; signedIn: { attempt: Attempt; grant: Grant } }

/**
 * @returns null where nothing was given
 * @throws 422 for a sign-in that does not allow this mailbox to be read
 */
export function mailboxLogin(
  services: Pick<Services, 'database' | 'memory'>,
  { accountId, host }: { accountId: number | null; host: string },
  { password, asAccount, signInAttempt }: Given,
): Login | null {
  if (signInAttempt !== undefined) {
    const signedIn = finishedAttempt(services, signInAttempt)
    const isOwn = signedIn.grant.canRead && signedIn.attempt.hosts.includes(placeOf(host))
    if (!isOwn) throw cannotRead()
    return { kind: 'own', signedIn }
  }
  if (asAccount === true) {
    const account = accountId === null ? null : findAccount(services.database, accountId)
    const signInId = account?.signInId ?? null
    const canRead = signInId !== null && findSignIn(services.database, signInId)?.canRead === true
    if (!canRead) throw cannotRead()
    return { kind: 'shared', signInId }
  }
  return password === undefined ? null : { kind: 'password', password }
}

/** For a connection that is tried once. @throws 422 where there is no access now */
export async function saidBy(
  services: Services,
  login: Login,
  host: string,
): Promise<{ password: string | null; accessToken?: string }> {
  if (login.kind === 'password') return { password: login.password }
  if (login.kind === 'own') return { password: null, accessToken: login.signedIn.grant.accessToken }
  try {
    const { signInId } = login
    return { password: null, accessToken: await accessTokenFor(services, { signInId, host }, null) }
  } catch (error) {
    if (!(error instanceof SignInError)) throw error
    throw apiError('UNPROCESSABLE', 'sign_in_failed', 'There is no access now.', {
      detail: error.message,
    })
  }
}

const cannotRead = () =>
  apiError(
    'UNPROCESSABLE',
    'sign_in_no_reading',
    'This sign-in does not allow the mailbox to be read.',
    {
      field: 'asAccount',
    },
  )
