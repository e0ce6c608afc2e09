// Sign-ins under way and those that nobody has used yet: in memory only. An account takes what came of
// one, or it is forgotten after an hour.
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { SignInAttempt, SignInBegin } from '#shared/contract/email/signIns.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { languageOf } from '#main/features/settings/settings.feature.ts'
import { signInByBrowser } from '#main/mail/signIn/browserSignIn.ts'
import { signInByDevice } from '#main/mail/signIn/deviceSignIn.ts'
import { SignInError, toSignInError } from '#main/mail/signIn/signInFailure.ts'
import { revokeGrant, type SignInGround } from '#main/mail/signIn/signInRequests.ts'
import type { Grant } from '#main/mail/signIn/signInServer.ts'
import { apiError } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { signInPlace } from './signInProviders.service.ts'
import { isInUse } from './signIns.repository.ts'
import { returnPages } from './signInWords.ts'

type Begin = z.infer<typeof SignInBegin>

/** A page that is open for longer is not looked at any more, in milliseconds. */
const longestWait = 10 * 60_000
/** How long what came of it is known, in milliseconds. */
const knownFor = 60 * 60_000
/** More at once is nobody's intention. */
const mostAtOnce = 10

export type Attempt = {
  id: string
  begin: Begin
  ground: SignInGround
  /** In small letters: the servers its tokens are for. */
  hosts: string[]
  url: string | null
  userCode: string | null
  expiresAt: number
  ending: AbortController
  timer: NodeJS.Timeout
  /** Until an account takes it. */
  grant: Grant | null
  /** What of it is no secret. */
  told: Pick<Grant, 'address' | 'canSend' | 'canRead'>
  error: SignInError | null
  isKept: boolean
}

const attemptsSlot = memorySlot(() => new Map<string, Attempt>())

/** What is done with a grant of the expected person as soon as it is there. */
export type Keeping = (services: Services, attempt: Attempt, grant: Grant) => Promise<void>

/**
 * @param waits how long a browser is waited for, in milliseconds
 * @throws 422 where no application is registered, the provider has no such way, a server is not its
 * own, or it could not be reached
 */
export async function beginSignIn(
  services: Services,
  begin: Begin,
  keep: Keeping,
  waits = longestWait,
): Promise<SignInAttempt> {
  const { host, memory } = services
  const place = await refusedAsApiError(signInPlace(services, begin.provider))
  const hosts = hostsOf(begin, place.servers)
  if (begin.way === 'device' && place.server.deviceEndpoint === null)
    throw apiError('UNPROCESSABLE', 'sign_in_way', 'This provider takes no code for mail.', {
      field: 'way',
    })
  const ending = new AbortController()
  const attempt: Attempt = {
    id: randomBytes(24).toString('base64url'),
    ground: {
      server: place.server,
      client: place.client,
      clock: host.clock,
      signal: ending.signal,
      isInUse: (address) =>
        isInUse(services.database, {
          ...{ provider: begin.provider, issuer: place.server.issuer, address },
        }),
    },
    ...{ begin, hosts, ending, url: null, userCode: null, grant: null, error: null, isKept: false },
    told: { address: null, canSend: false, canRead: false },
    expiresAt: host.clock.now() + waits,
    timer: setTimeout(() => ending.abort(new SignInError('expired', '')), waits).unref(),
  }
  const attempts = memory.of(attemptsSlot)
  for (const one of [...attempts.values()].slice(0, Math.max(0, attempts.size - mostAtOnce + 1)))
    await forget(services, one)
  const grant = await refusedAsApiError(start(services, attempt))
  attempts.set(attempt.id, attempt)
  void follow(services, attempt, grant, keep)
  return shownAttempt(attempt)
}

async function start(services: Services, attempt: Attempt): Promise<Promise<Grant>[]> {
  const { begin, ground, ending } = attempt
  const needs = { send: begin.sendingHost !== null, read: begin.readingHost !== null }
  if (begin.way === 'browser') {
    const pages = returnPages(languageOf(services))
    const options = { needs, address: begin.address, pages, signal: ending.signal }
    const { url, grant } = await signInByBrowser(ground, options)
    attempt.url = url
    return [grant]
  }
  const { url, userCode, lasts, grant } = await signInByDevice(ground, needs, ending.signal)
  Object.assign(attempt, { url, userCode, expiresAt: services.host.clock.now() + lasts })
  // As long as the provider takes the code, which may be longer than a browser is waited for.
  clearTimeout(attempt.timer)
  attempt.timer = setTimeout(() => ending.abort(new SignInError('expired', '')), lasts).unref()
  return [grant]
}

/** Whatever comes of it is noted, and told. */
async function follow(
  services: Services,
  attempt: Attempt,
  [grant]: Promise<Grant>[],
  keep: Keeping,
): Promise<void> {
  const { changes, host, memory } = services
  try {
    attempt.grant = (await grant) ?? null
    if (attempt.grant !== null) {
      const { address, canSend, canRead } = attempt.grant
      attempt.told = { address, canSend, canRead }
      if (!isOther(attempt)) await keep(services, attempt, attempt.grant)
    }
  } catch (error) {
    const known = toSignInError(error)
    if (!(known instanceof SignInError))
      host.log('error', 'A sign-in failed.', describeError(error))
    attempt.error = known instanceof SignInError ? known : new SignInError('refused', '')
  }
  clearTimeout(attempt.timer)
  const attempts = memory.of(attemptsSlot)
  attempt.timer = setTimeout(() => void forget(services, attempt), knownFor).unref()
  if (attempts.has(attempt.id)) changes.publish(['email'])
}

/** @throws 404 */
export const signInAttempt = ({ memory }: Services, id: string): SignInAttempt => {
  const attempt = memory.of(attemptsSlot).get(id)
  if (attempt === undefined) throw unknownAttempt('NOT_FOUND')
  return shownAttempt(attempt)
}

/** @throws 404 */
export async function cancelSignIn(services: Services, id: string): Promise<void> {
  const attempt = services.memory.of(attemptsSlot).get(id)
  if (attempt === undefined) throw unknownAttempt('NOT_FOUND')
  await forget(services, attempt)
}

/** What came of it. @throws 422 where nobody signed in, or it was used */
export function finishedAttempt({ memory }: Pick<Services, 'memory'>, id: string) {
  const attempt = memory.of(attemptsSlot).get(id)
  if (attempt === undefined || attempt.grant === null) throw unknownAttempt('UNPROCESSABLE')
  return { attempt, grant: attempt.grant }
}

/** It was used: nobody else gets it. */
export function noteUsed(attempt: Attempt): void {
  attempt.grant = null
  attempt.isKept = true
}

async function forget({ memory, host }: Services, attempt: Attempt): Promise<void> {
  memory.of(attemptsSlot).delete(attempt.id)
  clearTimeout(attempt.timer)
  attempt.ending.abort(new SignInError('cancelled', ''))
  const { grant, ground } = attempt
  attempt.grant = null
  if (grant === null) return
  if (ground.isInUse?.(attempt.told.address) === true) return
  const { signal: _ended, ...open } = ground
  await revokeGrant(open, grant.refreshToken).catch((error: unknown) =>
    host.log('warn', 'Access that was not used could not be taken back.', describeError(error)),
  )
}

function hostsOf({ sendingHost, readingHost }: Begin, servers: string[] | null): string[] {
  const hosts = [sendingHost, readingHost].flatMap((one) =>
    one === null ? [] : [one.toLowerCase()],
  )
  if (hosts.length === 0)
    throw apiError('UNPROCESSABLE', 'sign_in_server', 'Name the server to send or read with.', {
      field: 'sendingHost',
    })
  const foreign = servers === null ? undefined : hosts.find((one) => !servers.includes(one))
  if (foreign !== undefined)
    throw apiError(
      'UNPROCESSABLE',
      'sign_in_server',
      'The access is handed to mail servers of this provider only.',
      { field: 'sendingHost', detail: foreign },
    )
  return hosts
}

/** Somebody else than was expected signed in. */
const isOther = ({ begin, told }: Pick<Attempt, 'begin' | 'told'>): boolean =>
  begin.address !== null &&
  told.address !== null &&
  told.address.toLowerCase() !== begin.address.toLowerCase()

function shownAttempt(attempt: Attempt): SignInAttempt {
  const { id, begin, url, userCode, expiresAt, grant, error, isKept } = attempt
  return {
    id,
    provider: begin.provider,
    state: error !== null ? 'failed' : grant !== null || isKept ? 'done' : 'waiting',
    ...{ url, userCode, isKept },
    expiresAt: toTimestamp(expiresAt),
    ...attempt.told,
    isOtherAddress: isOther(attempt),
    failure: error?.failure ?? null,
    detail: error?.message ?? '',
  }
}

const unknownAttempt = (code: 'NOT_FOUND' | 'UNPROCESSABLE') =>
  apiError(code, 'sign_in_unknown', 'This sign-in is not under way, or was used: begin again.', {
    field: 'signInAttempt',
  })

async function refusedAsApiError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const known = toSignInError(error)
    if (!(known instanceof SignInError)) throw known
    throw apiError('UNPROCESSABLE', 'sign_in_failed', 'The provider could not be asked.', {
      detail: known.message,
    })
  }
}
