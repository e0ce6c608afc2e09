// With whom one can sign in, and as which application: ours, or one that the user registered. Ids and
// secrets of applications go in here and are never read back.
import { z } from 'zod'
import type { SignInProviderId } from '#shared/contract/email/signIn.ts'
import type { SignInClientDraft, SignInProvider } from '#shared/contract/email/signIns.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { discoverServer } from '#main/mail/signIn/signInRequests.ts'
import {
  isSafeAddress,
  type SignInClient,
  type SignInServer,
} from '#main/mail/signIn/signInServer.ts'
import { apiError } from '#main/platform/apiError.ts'
import { readableSecret, type SecretStore } from '#main/platform/secrets/secrets.ts'
import { readSignIns, type SignInEntry } from './signInFile.ts'

/** Servers that announced themselves, as long as the application runs. */
const announcedSlot = memorySlot(() => new Map<string, SignInServer>())

const KeptClient = z.object({
  clientId: z.string(),
  clientSecret: z.string().nullable(),
  issuer: z.string().nullable(),
})
type KeptClient = z.infer<typeof KeptClient>

const clientName = (provider: SignInProviderId): string => `sign-in-client:${provider}`

/** Of a server of the user's own: mail is sent and read with what stands for all of it there. */
const ownScopes = { send: 'mail', read: 'mail', always: ['openid', 'email', 'offline_access'] }

const entryOf = (provider: SignInProviderId): SignInEntry | undefined =>
  readSignIns().providers.find(({ id }) => id === provider)

/** On whose page one signs in for a mail server; null where that is not known. */
export const signInProviderOf = (host: string): SignInProviderId | null =>
  readSignIns().providers.find(({ servers }) => servers.includes(host.toLowerCase()))?.id ?? null

/** How a provider is called, and where access is taken back by hand. */
export function providerNames(provider: SignInProviderId, issuer: string) {
  const entry = entryOf(provider)
  return {
    name: entry?.name ?? new URL(issuer).host,
    accessPage: entry?.accessPage ?? null,
  }
}

async function keptClient(
  secrets: SecretStore,
  provider: SignInProviderId,
): Promise<KeptClient | null> {
  const kept = await readableSecret(secrets, clientName(provider))
  return kept === null ? null : KeptClient.parse(JSON.parse(kept))
}

const ownClientOf = ({ clientId, clientSecret }: SignInEntry): SignInClient | null =>
  clientId.endsWith('.invalid') ? null : { clientId, clientSecret }

export const listSignInProviders = (services: Services): Promise<SignInProvider[]> =>
  Promise.all(
    (['microsoft', 'google', 'other'] as const).map((provider) =>
      shownProvider(services, provider),
    ),
  )

async function shownProvider(
  { host }: Pick<Services, 'host'>,
  provider: SignInProviderId,
): Promise<SignInProvider> {
  const entry = entryOf(provider)
  const kept = await keptClient(host.secrets, provider)
  const issuer = provider === 'other' ? (kept?.issuer ?? null) : null
  const hasOurs = entry !== undefined && ownClientOf(entry) !== null
  return {
    id: provider,
    name: entry?.name ?? (issuer === null ? '' : new URL(issuer).host),
    clientOf: kept !== null ? 'user' : hasOurs ? 'application' : 'none',
    issuer,
    offersDevice: entry === undefined ? null : entry.deviceEndpoint !== null,
    registrationPage: entry?.registrationPage ?? null,
    accessPage: entry?.accessPage ?? null,
    checkedOn: entry?.source.date ?? null,
  }
}

/** @throws 422 for a server of one's own without an address, or one that is not encrypted */
export async function setSignInClient(
  services: Services,
  { provider, clientId, clientSecret, issuer }: z.infer<typeof SignInClientDraft>,
): Promise<SignInProvider> {
  if ((provider === 'other') !== (issuer !== null))
    throw apiError(
      'UNPROCESSABLE',
      'sign_in_server',
      'Only a server of your own, and always it, has an address.',
      { field: 'issuer' },
    )
  if (issuer !== null && !isSafeAddress(issuer))
    throw apiError('UNPROCESSABLE', 'security_required', 'The address has to begin with https.', {
      field: 'issuer',
    })
  const kept: KeptClient = { clientId, clientSecret, issuer }
  await services.host.secrets.set(clientName(provider), JSON.stringify(kept))
  services.changes.publish(['email'])
  return shownProvider(services, provider)
}

/** Who is signed in stays so: each sign-in keeps the client it was made with. */
export async function forgetSignInClient(
  services: Services,
  provider: SignInProviderId,
): Promise<SignInProvider> {
  await services.host.secrets.delete(clientName(provider))
  services.changes.publish(['email'])
  return shownProvider(services, provider)
}

export type SignInPlace = {
  server: SignInServer
  client: SignInClient
  /** Mail servers that may be handed its tokens; null where the user names them. */
  servers: string[] | null
}

/**
 * Where to sign in, and as whom.
 * @throws 422 where no application is registered; SignInError where a server does not announce itself
 */
export async function signInPlace(
  services: Pick<Services, 'host' | 'memory'>,
  provider: SignInProviderId,
): Promise<SignInPlace> {
  const entry = entryOf(provider)
  const kept = await keptClient(services.host.secrets, provider)
  const client = kept ?? (entry === undefined ? null : ownClientOf(entry))
  const issuer = entry?.issuer ?? kept?.issuer ?? null
  if (client === null || issuer === null)
    throw apiError(
      'UNPROCESSABLE',
      'sign_in_unset',
      'No client id of this provider is set: register an application there, and give its id.',
      { field: 'provider' },
    )
  return {
    server: await signInServer(services, provider, issuer),
    client: { clientId: client.clientId, clientSecret: client.clientSecret },
    servers: entry?.servers ?? null,
  }
}

/** @throws SignInError where a server does not announce itself */
export async function signInServer(
  { memory }: Pick<Services, 'memory'>,
  provider: SignInProviderId,
  issuer: string,
): Promise<SignInServer> {
  const entry = entryOf(provider)
  if (entry !== undefined) return entry
  const announced = memory.of(announcedSlot)
  const known = announced.get(issuer)
  if (known !== undefined) return known
  const server = await discoverServer(issuer, ownScopes)
  announced.set(issuer, server)
  return server
}
