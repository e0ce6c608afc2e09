// An account that signs in: what came of it takes the place of its password, or of an earlier sign-in.
import type { z } from 'zod'
import type { EmailAccountChange } from '#shared/contract/emailAccounts.ts'
import type { SignInAttempt, SignInBegin, SignedOut } from '#shared/contract/email/signIns.ts'
import type { Services } from '#main/core/services.ts'
import type { Grant } from '#main/mail/signIn/signInServer.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { changeBoundSecret } from '#main/platform/secrets/boundSecrets.ts'
import { whileStill } from '../mailboxes/mailboxKeeper.ts'
import { findMailbox } from '../mailboxes/mailboxes.repository.ts'
import { beginSignIn, type Attempt } from '../signIns/signInAttempts.service.ts'
import {
  accountsSignedIn,
  findSignIn,
  mailboxesSignedIn,
  moveMailboxes,
} from '../signIns/signIns.repository.ts'
import { endSignIn, forgetReplaced, keepSignIn, releaseSignIn } from '../signIns/signIns.service.ts'
import { passwordName, placeOf } from './accountCredentials.ts'
import { findAccount, unblockAccountSql } from './accounts.repository.ts'
import { accountsTable, type AccountRow } from './accounts.table.ts'

type Begin = z.infer<typeof SignInBegin>
type Change = Omit<z.infer<typeof EmailAccountChange>, 'id' | 'password' | 'signInAttempt'>
type SignedIn = { attempt: Attempt; grant: Grant }

/** @throws 422 where the access was asked for another server, or cannot send */
export function requireOwnServer({ attempt, grant }: SignedIn, host: string): void {
  if (grant.canSend && attempt.hosts.includes(placeOf(host))) return
  throw apiError('UNPROCESSABLE', 'sign_in_server', 'This sign-in is for another server.', {
    field: 'host',
    detail: host,
  })
}

/**
 * Begins a sign-in; that of an account that is there asks for what it needs, and is kept with it as soon
 * as the expected person has signed in.
 * @throws 404 for an account that is not there
 */
export async function beginAccountSignIn(services: Services, begin: Begin): Promise<SignInAttempt> {
  const { database } = services
  if (begin.accountId === null) return beginSignIn(services, begin, () => Promise.resolve())
  const account = findAccount(database, begin.accountId)
  if (account === null) throw unknownId('e-mail account', begin.accountId)
  const shared = account.signInId === null ? [] : mailboxesSignedIn(database, account.signInId)
  const [mailbox] = shared.map((id) => findMailbox(database, id))
  const asked: Begin = {
    ...begin,
    sendingHost: account.host,
    readingHost: begin.readingHost ?? mailbox?.host ?? null,
    address: begin.address ?? addressOf(account),
  }
  return beginSignIn(services, asked, async (later, attempt, grant) => {
    const present = findAccount(later.database, account.id)
    if (present !== null && placeOf(present.host) === placeOf(account.host))
      await signInAccount(later, present, { attempt, grant }, {})
  })
}

const addressOf = ({ user, fromEmail }: AccountRow): string =>
  user !== null && user.includes('@') ? user : fromEmail

/** @throws 422 where the access is for another server */
export async function signInAccount(
  services: Services,
  before: AccountRow,
  signedIn: SignedIn,
  change: Change,
): Promise<void> {
  const { host, outbox } = services
  const { id } = before
  const place = placeOf(change.host ?? before.host)
  requireOwnServer(signedIn, place)
  const { address, canRead } = signedIn.grant
  const user = change.user ?? before.user ?? address ?? before.fromEmail
  const forgotten = place === placeOf(before.host) ? {} : { trustedCertificate: null }
  await keepSignIn(services, signedIn, async (transaction, signInId) => {
    await accountsTable.update(
      transaction,
      { id },
      { ...forgotten, ...change, user, signInId, updatedAt: host.clock.now() },
    )
    await transaction.sql(unblockAccountSql, [id])
    if (before.signInId !== null && canRead)
      await moveMailboxes(transaction, { from: before.signInId, to: signInId })
  })
  // The password is used no more.
  await changeBoundSecret(
    host.secrets,
    { name: passwordName(id), before: placeOf(before.host), after: null, value: null },
    () => Promise.resolve(),
  )
  // First: a lane must not log in with access that is being taken back.
  outbox.accountChanged(id)
  const replaced = before.signInId === null ? null : findSignIn(services.database, before.signInId)
  if (replaced?.address === address) await forgetReplaced(services, before.signInId)
  else await releaseSignIn(services, before.signInId)
}

/**
 * Signs an account out, with the mailbox that shares its sign-in. Its campaigns wait.
 * @throws 404; 422 where it is not signed in
 */
export async function signOutAccount(services: Services, id: number): Promise<SignedOut> {
  const account = findAccount(services.database, id)
  if (account === null) throw unknownId('e-mail account', id)
  if (account.signInId === null)
    throw apiError('UNPROCESSABLE', 'sign_in_unknown', 'This account is not signed in.')
  const signedOut = await endSignIn(services, account.signInId)
  // A session that is open already would go on reading.
  for (const one of mailboxesSignedIn(services.database, account.signInId))
    await whileStill(services, one)
  for (const one of accountsSignedIn(services.database, account.signInId))
    services.outbox.accountChanged(one)
  return signedOut
}
