// The access token for a connection: renewed before it ends, once for all who ask meanwhile, and handed
// to the servers it was asked for only.
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { isPassing, SignInError } from '#main/mail/signIn/signInFailure.ts'
import { renewGrant } from '#main/mail/signIn/signInRequests.ts'
import { describeError } from '#main/platform/log.ts'
import { readTokens, writeLeftTokens, writeTokens, type KeptTokens } from './keptTokens.ts'
import { signInServer } from './signInProviders.service.ts'
import { findSignIn } from './signIns.repository.ts'
import { signInsTable, type SignInRow } from './signIns.table.ts'

type Renewing = Pick<Services, 'host' | 'memory' | 'database'>

/** A token is renewed so long before it ends, in milliseconds; a short-lived one at three quarters. */
const margin = 5 * 60_000
/** How long a token is believed that says of itself nothing, in milliseconds. */
const believedFor = 45 * 60_000

const renewalsSlot = memorySlot(() => new Map<number, Promise<KeptTokens>>())

/**
 * @param host the server it is for, as the row of the account says it
 * @param refused a token that this server did not take: another one is wanted, whatever the clock says
 * @throws SignInError `ended` where somebody has to sign in again
 */
export async function accessTokenFor(
  services: Renewing,
  { signInId, host }: { signInId: number; host: string },
  refused: string | null,
): Promise<string> {
  const { row, tokens } = await held(services, signInId)
  if (!tokens.hosts.includes(host.toLowerCase()))
    throw new SignInError('ended', `The access is not for ${host}.`)
  await writeLeftTokens(services, row).catch((error: unknown) => notWritten(services, error))
  if (isFresh(tokens, services.host.clock.now()) && tokens.accessToken !== refused)
    return tokens.accessToken
  return (await renewed(services, signInId, refused)).accessToken
}

/** Nobody renews it once this resolves, until somebody asks again. */
export async function renewalEnded({ memory }: Renewing, signInId: number): Promise<void> {
  await memory
    .of(renewalsSlot)
    .get(signInId)
    ?.catch(() => undefined)
}

/** True of a sign-in that ended, and of none else. */
export const hasEnded = (database: Renewing['database'], signInId: number | null): boolean =>
  signInId !== null && findSignIn(database, signInId)?.endedAt != null

/** True where it can be logged in with, as far as is known here. */
export const isSignedIn = async (services: Renewing, signInId: number): Promise<boolean> => {
  const row = findSignIn(services.database, signInId)
  return row !== null && row.endedAt === null && (await readTokens(services, row)) !== null
}

async function held(services: Renewing, signInId: number) {
  const row = findSignIn(services.database, signInId)
  if (row === null || row.endedAt !== null)
    throw new SignInError('ended', row?.endedDetail ?? 'Signed out.')
  const tokens = await readTokens(services, row)
  if (tokens === null) throw new SignInError('ended', 'The access is not kept here.')
  return { row, tokens }
}

/** A clock that was set back, or ahead, makes no token fresh that may be none. */
function isFresh({ takenAt, validUntil }: KeptTokens, now: number): boolean {
  if (now < takenAt) return false
  if (validUntil === null) return now < takenAt + believedFor
  return now < validUntil - Math.min(margin, (validUntil - takenAt) / 4)
}

function renewed(
  services: Renewing,
  signInId: number,
  refused: string | null,
): Promise<KeptTokens> {
  const renewals = services.memory.of(renewalsSlot)
  let renewal = renewals.get(signInId)
  if (renewal === undefined) {
    renewal = renew(services, signInId, refused).finally(() => renewals.delete(signInId))
    renewals.set(signInId, renewal)
  }
  return renewal
}

async function renew(
  services: Renewing,
  signInId: number,
  refused: string | null,
): Promise<KeptTokens> {
  const { clock } = services.host
  const { row, tokens } = await held(services, signInId)
  // Whoever asked a moment before may have renewed it since it was read.
  if (isFresh(tokens, clock.now()) && tokens.accessToken !== refused) return tokens
  try {
    const server = await signInServer(services, row.provider, row.issuer)
    const { clientId, clientSecret } = tokens
    const ground = { server, client: { clientId, clientSecret }, clock }
    const { accessToken, expiresAt, refreshToken } = await renewGrant(ground, tokens.refreshToken)
    const now = clock.now()
    const after: KeptTokens = {
      ...tokens,
      refreshToken: refreshToken ?? tokens.refreshToken,
      ...{ accessToken, takenAt: now, validUntil: expiresAt },
    }
    // The provider may have replaced the refresh token: nothing is done with the new access before
    // its successor is kept.
    await writeTokens(services, row, after).catch((error: unknown) => notWritten(services, error))
    await services.database.write(['email'], (transaction) =>
      signInsTable.update(transaction, { id: signInId }, { validUntil: expiresAt, updatedAt: now }),
    )
    return after
  } catch (error) {
    if (error instanceof SignInError && !isPassing(error)) await noteEnd(services, row, error)
    throw error
  }
}

/** The tokens stay in memory, and are written by whoever asks next. */
function notWritten({ host }: Renewing, error: unknown): void {
  host.log('error', 'A renewed access could not be kept yet.', describeError(error))
}

/** Only where the provider itself says that it is over: everything else may be mended and go on. */
async function noteEnd(services: Renewing, { id }: SignInRow, error: SignInError): Promise<void> {
  if (error.failure !== 'ended') return
  const now = services.host.clock.now()
  await services.database.write(['email', 'dashboard'], (transaction) =>
    signInsTable.update(
      transaction,
      { id },
      { endedReason: 'refused', endedDetail: error.message, endedAt: now, updatedAt: now },
    ),
  )
}
