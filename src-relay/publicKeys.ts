// The desktop's two public keys: one its signatures are checked with, one that form contents are
// sealed to.
import {
  createCipheriv,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  verify,
  type KeyObject,
} from 'node:crypto'
import { sealContext } from '#shared/rules/relay/relaySigning.ts'

const curves = { ed25519: 'Ed25519', x25519: 'X25519' }

/** @param raw 32 bytes, base64url. @throws if they are no such key */
export function publicKey(kind: keyof typeof curves, raw: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: curves[kind], x: raw }, format: 'jwk' })
}

export function isSigned(text: string, signature: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

/** Contents are filled up to a multiple of this many bytes, so that their length says little. */
const paddedTo = 256
/**
 * How long forms share one ephemeral key, in milliseconds: what is sealed within a moment costs one
 * agreement of keys, not hundreds.
 */
const keyLifetime = 1_000

export type SealedFor = { id: string; funnelId: number; pageId: number }
/** @returns base64url of ephemeral public key (32 bytes), nonce (12), ciphertext, tag (16) */
export type Seal = (content: string, event: SealedFor) => string

/**
 * Seals to the desktop: X25519 with a key made for this moment and forgotten after it, HKDF-SHA256
 * over both public keys, AES-256-GCM with
 * a nonce of each form's own. Nobody but the holder of the private key opens it, the relay
 * included.
 */
export function createSeal(
  recipientKey: string,
  now: () => number = () => performance.now(),
): Seal {
  const recipient = publicKey('x25519', recipientKey)
  const recipientRaw = Buffer.from(recipientKey, 'base64url')
  let moment: { until: number; ephemeral: Buffer; key: KeyObject } | null = null
  const agreed = (): { ephemeral: Buffer; key: KeyObject } => {
    if (moment !== null && now() < moment.until) return moment
    const pair = generateKeyPairSync('x25519')
    const ephemeral = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
    const shared = diffieHellman({ privateKey: pair.privateKey, publicKey: recipient })
    const key = createSecretKey(
      Buffer.from(
        hkdfSync(
          'sha256',
          shared,
          Buffer.concat([ephemeral, recipientRaw]),
          'webox-relay/1 seal',
          32,
        ),
      ),
    )
    moment = { until: now() + keyLifetime, ephemeral, key }
    return moment
  }
  return (content, event) => {
    const { ephemeral, key } = agreed()
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(sealContext(event)))
    // Spaces after JSON mean nothing to who reads it.
    const padding = ' '.repeat(paddedTo - (Buffer.byteLength(content) % paddedTo))
    const body = cipher.update(content + padding, 'utf8')
    return Buffer.concat([ephemeral, nonce, body, cipher.final(), cipher.getAuthTag()]).toString(
      'base64url',
    )
  }
}
