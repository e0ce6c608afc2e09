// Sending accounts: kept in the database, their passwords in the host's secret store, their truth
// in what the server says.
import type { z } from 'zod'
import type {
  AccountCheck,
  EmailAccount,
  EmailAccountChange,
  EmailAccountDraft,
} from '#shared/contract/emailAccounts.ts'
import { keepDeleted, rowsToKeep } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Paging } from '#main/database/keyset.ts'
import { defaultTimeouts, isLoopback, type SmtpServer } from '#main/mail/smtpServer.ts'
import { classifyReply } from '#main/mail/smtpReply.ts'
import { SmtpError } from '#main/mail/smtpFailure.ts'
import { smtpCause } from '#main/mail/smtpCause.ts'
import { isForeignAddress } from '#shared/rules/mailProviders.ts'
import { readCertificate } from '#main/mail/smtpSession.ts'
import { changeBoundSecret } from '#main/platform/secrets/boundSecrets.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { finishedAttempt } from '../signIns/signInAttempts.service.ts'
import { keepSignIn, releaseSignIn, shownSignIn } from '../signIns/signIns.service.ts'
import {
  type Credential,
  credentialOf,
  passwordName,
  passwordOf,
  placeOf,
} from './accountCredentials.ts'
import { usedLately } from './accountLimits.ts'
import { openAccountSession, type AskCredential } from './accountSession.ts'
import { requireOwnServer, signInAccount } from './accountSignIn.service.ts'
import {
  findAccount,
  isAccountInUse,
  listAccountRows,
  unblockAccountSql,
} from './accounts.repository.ts'
import { type AccountRow, accountsTable } from './accounts.table.ts'

/** A person waits for the answer, so less patience than while sending. */
const checkTimeouts = { ...defaultTimeouts, connection: 15_000, greeting: 15_000, command: 30_000 }

export async function listAccounts({ database, host }: Services, input: Paging) {
  const { rows, total, nextCursor } = listAccountRows(database, input)
  return {
    items: await Promise.all(rows.map((row) => toAccount(row, { database, host }))),
    total,
    nextCursor,
  }
}

/** @throws 422 for a login without a password or the other way round, or a sign-in that cannot be used */
export async function createAccount(
  services: Services,
  { password, signInAttempt, ...fields }: z.infer<typeof EmailAccountDraft>,
): Promise<EmailAccount> {
  const { database, host, changes } = services
  requireEncryption(fields)
  const now = host.clock.now()
  const moments = { createdAt: now, updatedAt: now }
  if (signInAttempt != null) {
    const signedIn = finishedAttempt(services, signInAttempt)
    requireOwnServer(signedIn, fields.host)
    const user = fields.user ?? signedIn.grant.address ?? fields.fromEmail
    const created = await keepSignIn(services, signedIn, (transaction, signInId) =>
      accountsTable.insert(transaction, { ...fields, user, signInId, ...moments }),
    )
    return getAccount(services, created)
  }
  requireLogin(fields.user, password, false)
  const id = await database.write(['email', 'dashboard'], (transaction) =>
    accountsTable.insert(transaction, { ...fields, ...moments }),
  )
  if (password != null) {
    await changeBoundSecret(
      host.secrets,
      { name: passwordName(id), before: null, after: placeOf(fields.host), value: password },
      () => Promise.resolve(),
    )
    // Whoever looked in between saw an account without its password.
    changes.publish(['email'])
  }
  return getAccount(services, id)
}

export async function updateAccount(
  services: Services,
  { id, password, signInAttempt, ...change }: z.infer<typeof EmailAccountChange>,
): Promise<EmailAccount> {
  const { database, host } = services
  const before = findAccount(database, id)
  if (before === null) throw unknownId('e-mail account', id)
  requireEncryption({ ...before, ...change })
  if (signInAttempt != null) {
    await signInAccount(services, before, finishedAttempt(services, signInAttempt), change)
    return getAccount(services, id)
  }
  const user = change.user === undefined ? before.user : change.user
  const place = placeOf(change.host ?? before.host)
  const isMoved = place !== placeOf(before.host)
  // An access is for one server, and for one person: a password takes its place.
  const staysSignedIn =
    before.signInId !== null &&
    signInAttempt === undefined &&
    password == null &&
    !isMoved &&
    user === before.user
  // A password that was taken away, or belongs to another server, is asked for before sending.
  const isKept =
    before.signInId === null
      ? user === before.user || (await passwordOf(host.secrets, before)) !== null
      : staysSignedIn
  requireLogin(user, password, isKept)
  const secret = {
    name: passwordName(id),
    before: placeOf(before.host),
    after: place,
    // Without a login a password would never be used.
    value: user === null ? null : password,
  }
  await changeBoundSecret(host.secrets, secret, () =>
    database.write(['email'], async (transaction) => {
      const updatedAt = host.clock.now()
      // A certificate was looked at for one server.
      const forgotten = {
        ...(isMoved ? { trustedCertificate: null } : {}),
        ...(staysSignedIn ? {} : { signInId: null }),
      }
      await accountsTable.update(transaction, { id }, { ...forgotten, ...change, updatedAt })
      await transaction.sql(unblockAccountSql, [id])
    }),
  )
  // First: a lane must not log in with access that is being taken back.
  services.outbox.accountChanged(id)
  if (!staysSignedIn) await releaseSignIn(services, before.signInId)
  return getAccount(services, id)
}

/**
 * It can be brought back for a month: until then its password stays sealed where it is. A sign-in of its
 * own ends at once: whoever brings the account back signs in again.
 * @throws 409 while a campaign that may still send needs it
 */
export async function deleteAccount(services: Services, id: number): Promise<void> {
  const { database, host, outbox } = services
  const signInId = findAccount(database, id)?.signInId ?? null
  await database.write(['email', 'dashboard'], async (transaction) => {
    const accounts = await rowsToKeep(
      transaction,
      `SELECT ${accountsTable.list()} FROM email_accounts WHERE id = ?`,
      id,
    )
    const account = await accountsTable.findForUpdate(transaction, { id })
    if (account === null) throw unknownId('e-mail account', id)
    if (await isAccountInUse(transaction, id)) {
      throw apiError(
        'CONFLICT',
        'account_in_use',
        'A scheduled, sending or paused campaign uses this account.',
      )
    }
    const campaigns = await rowsToKeep(
      transaction,
      `UPDATE campaigns SET account_id = NULL WHERE account_id = ? AND status IN ('draft', 'automatic') RETURNING id`,
      id,
    )
    const furtherOf = await rowsToKeep(
      transaction,
      `DELETE FROM campaign_accounts WHERE account_id = ? AND campaign_id IN (SELECT id FROM campaigns WHERE status = 'draft')
       RETURNING campaign_id AS id`,
      id,
    )
    const rows = { accounts, campaigns, furtherOf }
    await keepDeleted(
      transaction,
      { kind: 'account', id, name: account.name, rows },
      host.clock.now(),
    )
    await accountsTable.delete(transaction, { id })
  })
  outbox.accountChanged(id)
  await releaseSignIn(services, signInId)
}

/**
 * Connects, secures and logs in as sending would. Only a login the server confirmed counts as one.
 */
export async function verifyAccount(
  services: Services,
  id: number,
): Promise<z.infer<typeof AccountCheck>> {
  const { database, outbox } = services
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  const check = await checkServer(account, (refused) => credentialOf(services, account, refused))
  if (check.ok) {
    await database.write(['email', 'dashboard'], (transaction) =>
      transaction.sql(unblockAccountSql, [id]),
    )
    outbox.accountChanged(id)
  }
  return check
}

/** The same for an account that is not kept yet: nothing is written down. */
export async function checkDraft(
  services: Pick<Services, 'memory'>,
  draft: z.infer<typeof EmailAccountDraft>,
): Promise<z.infer<typeof AccountCheck>> {
  requireEncryption(draft)
  const { password = null, signInAttempt } = draft
  if (signInAttempt == null) {
    requireLogin(draft.user, password, false)
    return checkServer(draft, async () => ({ kind: 'password', password }))
  }
  const signedIn = finishedAttempt(services, signInAttempt)
  requireOwnServer(signedIn, draft.host)
  const { accessToken, address } = signedIn.grant
  const user = draft.user ?? address ?? draft.fromEmail
  const token: Credential = { kind: 'token', accessToken }
  return checkServer({ ...draft, user }, async () => token)
}

type Checked = Omit<SmtpServer, 'password' | 'accessToken'>

async function checkServer(
  server: Checked,
  ask: AskCredential,
): Promise<z.infer<typeof AccountCheck>> {
  try {
    const session = await openAccountSession(server, ask, checkTimeouts)
    session.quit()
    return {
      ok: true,
      reply: session.reply,
      encrypted: session.encrypted,
      authenticated: session.authenticated,
      ...{ trouble: null, cause: null, certificate: null },
    }
  } catch (error) {
    if (!(error instanceof SmtpError)) throw error
    const verdict = classifyReply(error.failure)
    const isUntrusted = error.failure.problem === 'certificate'
    return {
      ok: false,
      reply: error.failure.reply,
      encrypted: false,
      authenticated: false,
      trouble: verdict.kind === 'account' ? verdict.reason : null,
      cause: smtpCause(error.failure),
      certificate: isUntrusted
        ? await readCertificate({ ...server, password: null }, checkTimeouts)
        : null,
    }
  }
}

/** @throws 404 if a campaign is given an account that does not exist; null is the sandbox */
export function requireAccount(
  database: Services['database'],
  id: number | null,
): AccountRow | null {
  if (id === null) return null
  const account = findAccount(database, id)
  if (account === null) throw unknownId('e-mail account', id)
  return account
}

export async function getAccount(
  { database, host }: Pick<Services, 'database' | 'host'>,
  id: number,
): Promise<EmailAccount> {
  const row = findAccount(database, id)
  if (row === null) throw unknownId('e-mail account', id)
  return toAccount(row, { database, host })
}

/** A password without a login would be kept and never used. */
/** @param isKept whether the login had its password, or its lack, before */
function requireLogin(
  user: string | null,
  password: string | null | undefined,
  isKept: boolean,
): void {
  const hasUser = (user ?? '').trim() !== ''
  const hasPassword = password == null ? isKept : password !== ''
  if (!hasUser && password != null && password !== '')
    throw apiError(
      'UNPROCESSABLE',
      'login_missing',
      'There is a password but no login: without one the password would never be used.',
      { field: 'user' },
    )
  if (hasUser && !hasPassword)
    throw apiError(
      'UNPROCESSABLE',
      'password_missing',
      'There is a login but no password for this server: nothing could be sent.',
      { field: 'password' },
    )
}

/** @throws 422 for a server that may not be spoken to in clear */
export function requireEncryption(account: Pick<AccountRow, 'host' | 'security'>): void {
  if (account.security === 'none' && !isLoopback(account.host)) {
    throw apiError(
      'UNPROCESSABLE',
      'security_required',
      'Only a server on this machine may be used without encryption.',
      { field: 'security' },
    )
  }
}

async function toAccount(
  row: AccountRow,
  { database, host }: Pick<Services, 'database' | 'host'>,
): Promise<EmailAccount> {
  const {
    blockedReason,
    blockedCause,
    blockedReply,
    blockedAt,
    retryAt: _retryAt,
    connectionFailures: _failures,
    signInId,
    warmUpStage: _stage,
    warmUpSince: _since,
    createdAt: _created,
    updatedAt: _updated,
    ...shown
  } = row
  return {
    ...shown,
    used: usedLately(database, row.id, host.clock.now()),
    hasPassword: (await passwordOf(host.secrets, row)) !== null,
    signIn: shownSignIn({ database }, signInId),
    isForeignAddress: isForeignAddress(row.fromEmail, row.host),
    blocked:
      blockedReason === null
        ? null
        : {
            reason: blockedReason,
            cause: blockedCause,
            reply: blockedReply ?? '',
            since: toTimestamp(blockedAt ?? row.updatedAt),
          },
  }
}
