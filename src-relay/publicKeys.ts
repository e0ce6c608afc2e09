// The desktop's two public keys: one its signatures are checked with, one that form contents are sealed to.
import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, verify, type KeyObject } from 'node:crypto'
import { sealContext } from '#shared/rules/relaySigning.ts'

const derPrefix = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' }

/** @param raw 32 bytes, base64url. @throws where they are no such key */
export function publicKey(kind: keyof typeof derPrefix, raw: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([Buffer.from(derPrefix[kind], 'hex'), Buffer.from(raw, 'base64url')]), format: 'der', type: 'spki' })
}

export function isSigned(text: string, signature: string, key: KeyObject): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

/** Contents are filled up to a multiple of this many bytes, so that their length says little. */
const paddedTo = 256

/**
 * Seals to the desktop: X25519 with a key made for this message alone, HKDF-SHA256 over both public keys, AES-256-GCM. Nobody but the
 * holder of the private key opens it, the relay included.
 * @returns base64url of ephemeral public key (32 bytes), nonce (12), ciphertext, tag (16)
 */
export function seal(content: string, recipient: KeyObject, event: { id: string; funnelId: number; pageId: number }): string {
  const ephemeral = generateKeyPairSync('x25519')
  const ephemeralPublic = ephemeral.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const recipientPublic = recipient.export({ format: 'der', type: 'spki' }).subarray(-32)
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient })
  const key = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeralPublic, recipientPublic]), 'webox-relay/1 seal', 32))
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(sealContext(event)))
  const bytes = Buffer.from(content)
  // Spaces after JSON mean nothing to who reads it.
  const padding = Buffer.alloc(paddedTo - (bytes.length % paddedTo), ' ')
  const body = Buffer.concat([cipher.update(bytes), cipher.update(padding), cipher.final()])
  return Buffer.concat([ephemeralPublic, nonce, body, cipher.getAuthTag()]).toString('base64url')
}
