// What accounts and mailboxes do with a sign-in: take one, show it, give it back.
import type { SignIn } from '#shared/contract/email/signIn.ts'
import type { LeftAccess, SignedOut } from '#shared/contract/email/signIns.ts'
import type { Services } from '#main/core/services.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Transaction } from '#main/database/database.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { SignInError, toSignInError } from '#main/mail/signIn/signInFailure.ts'
import { revokeGrant } from '#main/mail/signIn/signInRequests.ts'
import type { Grant } from '#main/mail/signIn/signInServer.ts'
import { renewalEnded } from './accessTokens.ts'
import { forgetTokens, readTokens, writeTokens } from './keptTokens.ts'
import { noteUsed, type Attempt } from './signInAttempts.service.ts'
import { providerNames, signInServer } from './signInProviders.service.ts'
import { findSignIn, isInUse, isUsed, leftSignIns, unusedSignIns } from './signIns.repository.ts'
import { signInsTable, type SignInRow } from './signIns.table.ts'

/**
 * Keeps what came of a sign-in, tokens first, then whatever names it. Where `write` fails nothing of it
 * stays, and the attempt can be used again.
 * @param write names the new sign-in in the row of an account or mailbox
 */
export async function keepSignIn<T>(
  services: Services,
  { attempt, grant }: { attempt: Attempt; grant: Grant },
  write: (transaction: Transaction, signInId: number) => Promise<T>,
): Promise<T> {
  const { database, host } = services
  const now = host.clock.now()
  const { issuer } = attempt.ground.server
  const { address, canSend, canRead, expiresAt: validUntil, refreshToken, accessToken } = grant
  const id = await database.write([], (transaction) =>
    signInsTable.insert(transaction, {
      ...{ provider: attempt.begin.provider, issuer, address, canSend, canRead, validUntil },
      ...{ createdAt: now, updatedAt: now },
    }),
  )
  try {
    await writeTokens(
      services,
      { id, issuer },
      {
        ...attempt.ground.client,
        ...{ hosts: attempt.hosts, refreshToken, accessToken, takenAt: now, validUntil },
      },
    )
    const written = await database.write(['email', 'dashboard'], (transaction) =>
      write(transaction, id),
    )
    noteUsed(attempt)
    return written
  } catch (error) {
    await forgetTokens(services, { id, issuer }).catch(() => undefined)
    await database.write([], (transaction) => signInsTable.delete(transaction, { id }))
    throw error
  }
}

/** @returns null for none */
export function shownSignIn(
  { database }: Pick<Services, 'database'>,
  id: number | null,
): SignIn | null {
  const row = id === null ? null : findSignIn(database, id)
  if (row === null) return null
  const { provider, issuer, address, canSend, canRead, endedReason, endedDetail, endedAt } = row
  return {
    ...{ id: row.id, provider, address, canSend, canRead },
    name: providerNames(provider, issuer).name,
    since: toTimestamp(row.createdAt),
    validUntil: toOptionalTimestamp(row.validUntil),
    ended:
      endedAt === null
        ? null
        : {
            reason: endedReason ?? 'refused',
            detail: endedDetail ?? '',
            since: toTimestamp(endedAt),
          },
  }
}

/**
 * Forgets the access and takes it back at the provider, as far as that can be; what may still be open
 * there is told until somebody has seen to it.
 */
export async function endSignIn(services: Services, id: number): Promise<SignedOut> {
  const { database, host } = services
  const row = findSignIn(database, id)
  if (row === null) return { access: 'revoked', page: null, detail: '' }
  if (row.endedReason === 'signed_out')
    return { access: row.leftAccess ?? 'revoked', page: null, detail: row.endedDetail ?? '' }
  const endedAt = host.clock.now()
  // Written before anything is asked of the provider: nobody renews what has ended, and where this
  // is cut off the access is told as left.
  await database.write([], (transaction) =>
    signInsTable.update(
      transaction,
      { id },
      {
        ...{ endedReason: 'signed_out', endedDetail: '', endedAt, updatedAt: endedAt },
        leftAccess: 'failed',
      },
    ),
  )
  // A renewal under way would keep its tokens after they were forgotten.
  await renewalEnded(services, id)
  const signedOut = await takeBack(services, row)
  const { access, detail } = signedOut
  await database.write(['email', 'dashboard'], (transaction) =>
    signInsTable.update(
      transaction,
      { id },
      { endedDetail: detail, leftAccess: isLeft(access) ? access : null },
    ),
  )
  await forgetTokens(services, row)
  return signedOut
}

/** What another account goes on using is nothing to see to. */
const isLeft = (access: SignedOut['access']): access is LeftAccess['access'] =>
  access !== 'revoked' && access !== 'shared'

async function takeBack(services: Services, row: SignInRow): Promise<SignedOut> {
  const { host } = services
  const { accessPage: page } = providerNames(row.provider, row.issuer)
  const failed = (detail: string): SignedOut => ({ access: 'failed', page, detail })
  if (isInUse(services.database, row)) return { access: 'shared', page, detail: '' }
  const tokens = await readTokens(services, row)
  if (tokens === null) return failed('The access is not kept here.')
  try {
    const server = await signInServer(services, row.provider, row.issuer)
    const { clientId, clientSecret, refreshToken } = tokens
    const ground = { server, client: { clientId, clientSecret }, clock: host.clock }
    const isTakenBack = await revokeGrant(ground, refreshToken)
    return { access: isTakenBack ? 'revoked' : 'unsupported', page, detail: '' }
  } catch (error) {
    const known = toSignInError(error)
    if (!(known instanceof SignInError)) throw known
    host.log('warn', 'Access could not be taken back.', { detail: known.message })
    return failed(known.message)
  }
}

/** An account or mailbox uses it no more: the last one signs out. */
export async function releaseSignIn(services: Services, id: number | null): Promise<void> {
  if (id !== null && !isUsed(services.database, id)) await endSignIn(services, id)
}

/**
 * It was replaced by a newer one of the same person. Providers that take one access back take them all
 * (Google): it is only forgotten here.
 */
export async function forgetReplaced(services: Services, id: number | null): Promise<void> {
  const row = id === null ? null : findSignIn(services.database, id)
  if (row === null || isUsed(services.database, row.id)) return
  await renewalEnded(services, row.id)
  await forgetTokens(services, row)
  await services.database.write([], (transaction) =>
    signInsTable.delete(transaction, { id: row.id }),
  )
}

export const listLeftAccess = ({ database }: Services): LeftAccess[] =>
  leftSignIns(database).flatMap(
    ({ id, provider, issuer, address, leftAccess, endedAt, updatedAt }) => {
      const { name, accessPage: page } = providerNames(provider, issuer)
      const since = toTimestamp(endedAt ?? updatedAt)
      return leftAccess === null
        ? []
        : [{ ...{ id, provider, name, address, page, since }, access: leftAccess }]
    },
  )

/** Somebody has seen to it. @throws 404 */
export async function dismissLeftAccess({ database }: Services, id: number): Promise<void> {
  if (findSignIn(database, id) === null) throw unknownId('sign-in', id)
  await database.write(['email'], (transaction) =>
    signInsTable.update(transaction, { id }, { leftAccess: null }),
  )
}

/** An account that was deleted may come back for a month, and then says how it was signed in. */
const restorableFor = 31 * 24 * 60 * 60_000
/** A sign-in that is being kept has its account within this time, in milliseconds. */
const keptWithin = 60 * 60_000

/** Rows that a kill left behind, and those of accounts that cannot come back. */
export async function purgeSignIns(services: Services): Promise<void> {
  const now = services.host.clock.now()
  for (const { id, endedAt, createdAt } of unusedSignIns(services.database)) {
    const isOver = endedAt === null ? createdAt + keptWithin < now : endedAt + restorableFor < now
    if (isOver) await forgetReplaced(services, id)
  }
}
