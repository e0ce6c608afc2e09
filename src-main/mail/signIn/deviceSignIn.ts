// Signing in with a short code on any device, where no browser of this computer can come back
// (RFC 8628).
import { setTimeout as delay } from 'node:timers/promises'
import {
  deviceAuthorizationRequest,
  deviceCodeGrantRequest,
  processDeviceAuthorizationResponse,
  processDeviceCodeResponse,
  ResponseBodyError,
} from 'oauth4webapi'
import { isPassing, SignInError, toSignInError } from './signInFailure.ts'
import {
  clientAuth,
  grantOf,
  issuerFor,
  libraryClient,
  libraryServer,
  requestOptions,
  type SignInGround,
} from './signInRequests.ts'
import { scopesOf, type Grant, type SignInNeeds } from './signInServer.ts'

export type DeviceSignIn = {
  userCode: string
  /** The page on which the code is typed. */
  url: string
  /** How long the code is taken, in milliseconds from now. */
  lasts: number
  /** @throws SignInError */
  grant: Promise<Grant>
}

/** Seconds between two questions where the provider names none (RFC 8628, 3.2). */
const usualInterval = 5

/** @param signal ends it; its reason is what `grant` fails with */
export async function signInByDevice(
  ground: SignInGround,
  needs: SignInNeeds,
  signal: AbortSignal,
): Promise<DeviceSignIn> {
  const server = libraryServer(ground.server)
  try {
    const response = await deviceAuthorizationRequest(
      server,
      libraryClient(ground),
      clientAuth(ground.client),
      { scope: scopesOf(ground.server, needs) },
      requestOptions(ground.server, signal),
    )
    const told = await processDeviceAuthorizationResponse(server, libraryClient(ground), response)
    const lasts = told.expires_in * 1_000
    const asked = { code: told.device_code, interval: told.interval ?? usualInterval, lasts }
    return {
      userCode: told.user_code,
      url: told.verification_uri_complete ?? told.verification_uri,
      lasts,
      grant: askUntilAnswered(ground, needs, asked, signal),
    }
  } catch (error) {
    throw toSignInError(error)
  }
}

async function askUntilAnswered(
  ground: SignInGround,
  needs: SignInNeeds,
  asked: { code: string; interval: number; lasts: number },
  signal: AbortSignal,
): Promise<Grant> {
  const deadline = performance.now() + asked.lasts
  let { interval } = asked
  while (performance.now() < deadline) {
    await delay(interval * 1_000, undefined, { signal }).catch(() => {
      throw signal.reason
    })
    const answer = await askOnce(ground, needs, asked.code, signal)
    if (answer === 'slow_down') interval += 5
    else if (answer !== 'waiting') return answer
  }
  throw new SignInError('expired', 'expired_token')
}

async function askOnce(
  ground: SignInGround,
  needs: SignInNeeds,
  code: string,
  signal: AbortSignal,
): Promise<Grant | 'waiting' | 'slow_down'> {
  const server = libraryServer(ground.server)
  const client = libraryClient(ground)
  try {
    const response = await deviceCodeGrantRequest(
      server,
      client,
      clientAuth(ground.client),
      code,
      requestOptions(ground.server, signal),
    )
    const issuer = await issuerFor(server, response)
    return await grantOf(ground, needs, await processDeviceCodeResponse(issuer, client, response))
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'authorization_pending')
      return 'waiting'
    if (error instanceof ResponseBodyError && error.error === 'slow_down') return 'slow_down'
    if (signal.aborted) throw signal.reason
    const known = toSignInError(error)
    // RFC 8628, 3.5: who cannot reach the provider asks again, less often.
    if (known instanceof SignInError && isPassing(known)) return 'slow_down'
    throw known
  }
}
