// The desktop's own keys towards its relay: one signs requests and bundles, one opens what visitors
// wrote. Made once, kept with the secrets, never sent anywhere. Losing them loses what waits sealed
// at the relay, and nothing else.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { z } from 'zod'
import { type SecretStore, UnreadableSecretError } from '#main/platform/secrets/secrets.ts'

export type RelayKeys = {
  signing: KeyObject
  sealing: KeyObject
  /** The public halves, 32 bytes each, base64url. */
  signingKey: string
  sealingKey: string
  /** Seals the tokens of unsubscribe and confirm. */
  tokenKey: Buffer
}

const name = 'relay-keys'
const Kept = z.object({ signing: z.string(), sealing: z.string(), token: z.string() })

/**
 * Reads the keys; makes them if there are none.
 * @throws if the secrets cannot be read: new keys would lose what waits at the relay, so none are
 * made then
 */
export async function readRelayKeys(secrets: SecretStore): Promise<RelayKeys> {
  const stored = await secrets.get(name)
  return stored === null ? makeRelayKeys(secrets) : fromKept(Kept.parse(JSON.parse(stored)))
}

/**
 * Where the desktop is paired anew: keys that cannot be read any more are of no relay then.
 * @throws what else is in the way of reading them
 */
export async function replaceUnreadableKeys(secrets: SecretStore): Promise<void> {
  try {
    await secrets.get(name)
  } catch (error) {
    if (!(error instanceof UnreadableSecretError)) throw error
    await makeRelayKeys(secrets)
  }
}

async function makeRelayKeys(secrets: SecretStore): Promise<RelayKeys> {
  const made = {
    signing: inText(generateKeyPairSync('ed25519').privateKey),
    sealing: inText(generateKeyPairSync('x25519').privateKey),
    token: randomBytes(32).toString('base64'),
  }
  await secrets.set(name, JSON.stringify(made))
  return fromKept(made)
}

function fromKept(kept: z.infer<typeof Kept>): RelayKeys {
  const [signing, sealing] = [kept.signing, kept.sealing].map((text) =>
    createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' }),
  ) as [KeyObject, KeyObject]
  return {
    signing,
    sealing,
    signingKey: rawPublicKey(signing),
    sealingKey: rawPublicKey(sealing),
    tokenKey: Buffer.from(kept.token, 'base64'),
  }
}

const inText = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' }).toString('base64')

/** The public half, 32 bytes, base64url: what a JWK of both kinds of key calls `x`. */
export function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('This key has no raw public half.')
  return x
}
