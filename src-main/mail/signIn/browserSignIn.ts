// Signing in in the person's own browser: the provider sends it back to a port of this machine with a
// code, which is of use only to whoever holds the verifier (PKCE) of this very sign-in (RFC 8252).
import {
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi'
import { openLoopback, type ReturnPage } from './loopbackPage.ts'
import { SignInError, toSignInError } from './signInFailure.ts'
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

/** How long the page that says what came of it can be read again, in milliseconds. */
const pageStays = 30_000

/** What the browser shows when it came back. */
export type ReturnPages = {
  done: ReturnPage
  /** @param error why there is no grant */
  failed(error: SignInError): ReturnPage
  /** An answer to another sign-in, or one that was used. */
  unknown: ReturnPage
}

export type BrowserSignIn = {
  /** The provider's page, to be opened in the person's browser. */
  url: string
  /** @throws SignInError */
  grant: Promise<Grant>
}

export type BrowserOptions = {
  needs: SignInNeeds
  /** The address that is to sign in; the provider offers it. */
  address: string | null
  pages: ReturnPages
  /** Ends it: given up, or too late. Its reason is what `grant` fails with. */
  signal: AbortSignal
}

export async function signInByBrowser(
  ground: SignInGround,
  { needs, address, pages, signal }: BrowserOptions,
): Promise<BrowserSignIn> {
  const [verifier, state, nonce] = [
    generateRandomCodeVerifier(),
    generateRandomState(),
    generateRandomNonce(),
  ]
  let isUsed = false
  let resolve: (grant: Grant) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<Grant>((done, failed) => ([resolve, reject] = [done, failed]))
  const loopback = await openLoopback(async (answer) => {
    // Whoever guesses, or comes late, neither ends this sign-in nor learns of it.
    const isTaken = !isUsed && answer.searchParams.get('state') === state
    if (!isTaken) return { page: pages.unknown, isTaken }
    isUsed = true
    try {
      resolve(await redeem(ground, { answer, state, nonce, verifier, needs, redirectUri }))
      return { page: pages.done, isTaken }
    } catch (error) {
      reject(error)
      const known = error instanceof SignInError ? error : new SignInError('refused', '')
      return { page: pages.failed(known), isTaken }
    }
  }, pages.unknown)
  const { redirectUri } = loopback
  signal.addEventListener('abort', () => reject(signal.reason))
  if (signal.aborted) reject(signal.reason)
  promise.then(
    () => loopback.close(pageStays),
    () => loopback.close(signal.aborted ? 0 : pageStays),
  )
  const url = new URL(ground.server.authorizationEndpoint)
  const parameters = {
    ...ground.server.parameters,
    client_id: ground.client.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: scopesOf(ground.server, needs),
    ...{ state, nonce },
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(address === null ? {} : { login_hint: address }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url: url.href, grant: promise }
}

type Answered = {
  answer: URL
  state: string
  nonce: string
  verifier: string
  redirectUri: string
  needs: SignInNeeds
}

/** The code for tokens, once. */
async function redeem(
  ground: SignInGround,
  { answer, state, nonce, verifier, redirectUri, needs }: Answered,
): Promise<Grant> {
  const server = libraryServer(ground.server)
  const client = libraryClient(ground)
  try {
    // Of a provider with tenants only the tokens say which one answered.
    if (server.issuer.includes('{tenant}')) answer.searchParams.delete('iss')
    const parameters = validateAuthResponse(server, client, answer, state)
    const response = await authorizationCodeGrantRequest(
      server,
      client,
      clientAuth(ground.client),
      parameters,
      redirectUri,
      verifier,
      requestOptions(ground.server, ground.signal),
    )
    const issuer = await issuerFor(server, response)
    const told = await processAuthorizationCodeResponse(issuer, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    })
    return await grantOf(ground, needs, told)
  } catch (error) {
    const known = toSignInError(error)
    // A code that is refused was used, is too old or belongs to another sign-in: not one that ended.
    throw known instanceof SignInError && known.failure === 'ended'
      ? new SignInError('refused', known.message)
      : known
  }
}
