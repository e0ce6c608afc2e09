// What is said to a provider when somebody signs in: asked over TLS, answered within limits, and read by
// the library's checks (state, PKCE, issuer, audience).
import {
  allowInsecureRequests,
  ClientSecretPost,
  clockTolerance,
  customFetch,
  discoveryRequest,
  getValidatedIdTokenClaims,
  None,
  processDiscoveryResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  revocationRequest,
  type AuthorizationServer,
  type Client,
  type ClientAuth,
  type TokenEndpointResponse,
} from 'oauth4webapi'
import { z } from 'zod'
import type { Clock } from '#main/platform/clock.ts'
import { SignInError, toSignInError } from './signInFailure.ts'
import {
  isSafeAddress,
  type Grant,
  type SignInClient,
  type SignInNeeds,
  type SignInServer,
} from './signInServer.ts'

/** Longest answer of a provider in bytes, and the longest wait for it in milliseconds. */
const maxAnswer = 256 * 1024
const maxWait = 20_000
/**
 * A computer's clock may be off by so much, in seconds: the tokens came from the provider itself, over
 * TLS, and only the address in them is read.
 */
const clockOffBy = 24 * 60 * 60

export type SignInGround = {
  server: SignInServer
  client: SignInClient
  clock: Clock
  signal?: AbortSignal
  /**
   * Whether an account or mailbox logs in as somebody already. Providers that take one access of a person
   * back take them all (Google): it is not taken back then.
   */
  isInUse?: (address: string | null) => boolean
}

/** @throws SignInError where an answer is too long or too late */
async function boundedFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (response.body === null) return response
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const piece of response.body) {
    length += piece.byteLength
    if (length > maxAnswer) throw new SignInError('refused', 'The answer has no end.')
    pieces.push(Uint8Array.from(piece))
  }
  const { status, statusText, headers } = response
  return new Response(length === 0 ? null : new Blob(pieces), { status, statusText, headers })
}

export function requestOptions(server: Pick<SignInServer, 'tokenEndpoint'>, signal?: AbortSignal) {
  const limit = AbortSignal.timeout(maxWait)
  return {
    // Only a server of this very machine is spoken to in clear.
    [allowInsecureRequests]: new URL(server.tokenEndpoint).protocol === 'http:',
    [customFetch]: boundedFetch,
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  }
}

export function libraryServer(server: SignInServer): AuthorizationServer {
  for (const address of [server.authorizationEndpoint, server.tokenEndpoint])
    if (!isSafeAddress(address)) throw new SignInError('refused', `Not encrypted: ${address}`)
  return {
    issuer: server.issuer,
    authorization_endpoint: server.authorizationEndpoint,
    token_endpoint: server.tokenEndpoint,
    ...(server.deviceEndpoint === null
      ? {}
      : { device_authorization_endpoint: server.deviceEndpoint }),
    ...(server.revocationEndpoint === null
      ? {}
      : { revocation_endpoint: server.revocationEndpoint }),
  }
}

export const libraryClient = ({ client }: SignInGround): Client => ({
  client_id: client.clientId,
  [clockTolerance]: clockOffBy,
})

export const clientAuth = ({ clientSecret }: SignInClient): ClientAuth =>
  clientSecret === null ? None() : ClientSecretPost(clientSecret)

const Tenant = z.object({ tid: z.string().regex(/^[0-9a-f-]{36}$/i) })
const WithIdToken = z.object({ id_token: z.string() })

/**
 * A provider whose tokens name a tenant signs as that tenant: the issuer they must have is the
 * template with their own tenant in it.
 */
export async function issuerFor(
  server: AuthorizationServer,
  response: Response,
): Promise<AuthorizationServer> {
  if (!server.issuer.includes('{tenant}')) return server
  try {
    const { id_token: token } = WithIdToken.parse(await response.clone().json())
    const claims: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    )
    return { ...server, issuer: server.issuer.replace('{tenant}', Tenant.parse(claims).tid) }
  } catch {
    // No token of a tenant: the checks of the library say what is wrong.
    return server
  }
}

/**
 * Reads the answer to a sign-in. What is of no use is taken back at the provider, as far as it can and may be.
 * @throws SignInError where what is needed was not given
 */
export async function grantOf(
  ground: SignInGround,
  needs: SignInNeeds,
  answer: TokenEndpointResponse,
): Promise<Grant> {
  try {
    return readGrant(ground, needs, answer)
  } catch (error) {
    const given = answer.refresh_token ?? answer.access_token
    if (ground.isInUse?.(addressIn(answer)) !== true)
      await revokeGrant(ground, given).catch(() => undefined)
    throw error
  }
}

function readGrant(
  { server, clock }: SignInGround,
  needs: SignInNeeds,
  answer: TokenEndpointResponse,
): Grant {
  // RFC 6749, 5.1: left out where all that was asked for was given.
  const given = answer.scope?.split(' ')
  const may = (scope: string) => given === undefined || given.some((one) => isSame(one, scope))
  const canSend = needs.send && may(server.scopes.send)
  const canRead = needs.read && may(server.scopes.read)
  if (needs.send ? !canSend : !canRead)
    throw new SignInError('scope_refused', `Given: ${given?.join(' ') ?? ''}`)
  if (answer.refresh_token === undefined)
    throw new SignInError('no_renewal', 'There is no refresh_token in the answer.')
  return {
    accessToken: answer.access_token,
    expiresAt: expiryOf(answer, clock),
    refreshToken: answer.refresh_token,
    address: addressIn(answer),
    ...{ canSend, canRead },
  }
}

/** Providers write scopes with and without the final slash, and in letters of any size. */
const isSame = (one: string, other: string): boolean =>
  one.replace(/\/$/, '').toLowerCase() === other.replace(/\/$/, '').toLowerCase()

const expiryOf = ({ expires_in: seconds }: TokenEndpointResponse, clock: Clock): number | null =>
  seconds === undefined ? null : clock.now() + seconds * 1_000

function addressIn(answer: TokenEndpointResponse): string | null {
  const claims = getValidatedIdTokenClaims(answer)
  const named = [claims?.['email'], claims?.['preferred_username']]
  return named.find((one): one is string => typeof one === 'string' && one.includes('@')) ?? null
}

export type Renewed = Pick<Grant, 'accessToken' | 'expiresAt'> & {
  /** The one to use from now on, where the provider gave another. */
  refreshToken: string | null
}

/**
 * Who it is was said when they signed in. A clock that is days off would refuse what the ID token says
 * of its time, and the new refresh token with it: the old one is worth nothing by then.
 */
async function withoutIdToken(response: Response): Promise<Response> {
  if (!response.ok) return response
  const { id_token: _who, ...others } = Answer.parse(await response.clone().json())
  return Response.json(others, { status: response.status })
}
const Answer = z.record(z.string(), z.unknown())

/** @throws SignInError `ended` where the person has to sign in again */
export async function renewGrant(ground: SignInGround, refreshToken: string): Promise<Renewed> {
  const server = libraryServer(ground.server)
  const client = libraryClient(ground)
  try {
    const response = await refreshTokenGrantRequest(
      server,
      client,
      clientAuth(ground.client),
      refreshToken,
      requestOptions(ground.server, ground.signal),
    )
    const answer = await processRefreshTokenResponse(server, client, await withoutIdToken(response))
    return {
      accessToken: answer.access_token,
      expiresAt: expiryOf(answer, ground.clock),
      refreshToken: answer.refresh_token ?? null,
    }
  } catch (error) {
    throw toSignInError(error)
  }
}

/**
 * Takes the access back at the provider.
 * @returns false where the provider has no way to
 * @throws SignInError
 */
export async function revokeGrant(ground: SignInGround, refreshToken: string): Promise<boolean> {
  if (ground.server.revocationEndpoint === null) return false
  try {
    const response = await revocationRequest(
      libraryServer(ground.server),
      libraryClient(ground),
      clientAuth(ground.client),
      refreshToken,
      {
        additionalParameters: { token_type_hint: 'refresh_token' },
        ...requestOptions(ground.server, ground.signal),
      },
    )
    await processRevocationResponse(response)
    return true
  } catch (error) {
    throw toSignInError(error)
  }
}

const Announced = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  device_authorization_endpoint: z.url().optional(),
  revocation_endpoint: z.url().optional(),
})

/**
 * What a server says of itself (OpenID Connect Discovery).
 * @throws SignInError
 */
export async function discoverServer(
  issuer: string,
  scopes: SignInServer['scopes'],
): Promise<SignInServer> {
  if (!isSafeAddress(issuer)) throw new SignInError('refused', `Not encrypted: ${issuer}`)
  try {
    const address = new URL(issuer)
    const response = await discoveryRequest(address, requestOptions({ tokenEndpoint: issuer }))
    const said = await processDiscoveryResponse(address, response)
    const places = Announced.safeParse(said)
    if (!places.success) throw new SignInError('refused', 'The server names no endpoints.')
    return {
      issuer: said.issuer,
      authorizationEndpoint: places.data.authorization_endpoint,
      tokenEndpoint: places.data.token_endpoint,
      deviceEndpoint: places.data.device_authorization_endpoint ?? null,
      revocationEndpoint: places.data.revocation_endpoint ?? null,
      scopes,
      // OpenID Connect Core, 11: without it no refresh token is given.
      parameters: { prompt: 'consent' },
    }
  } catch (error) {
    throw toSignInError(error)
  }
}
