// Signing what goes to the relay and checking what comes from it. Pure: keys and texts in, texts
// and verdicts out.
import {
  createHash,
  createHmac,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto'

export const signText = (text: string, key: KeyObject): string =>
  sign(null, Buffer.from(text), key).toString('base64url')

/** @param relayKey raw Ed25519 public key, base64url */
export function isSignedByRelay(text: string, signature: string, relayKey: string): boolean {
  if (Buffer.from(relayKey, 'base64url').length !== 32) return false
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: relayKey },
    format: 'jwk',
  })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

export const hashOf = (body: string | Buffer): string =>
  createHash('sha256').update(body).digest('base64url')

/**
 * With the pairing code as the key, however it was typed: small letters, spaces, without hyphens.
 */
export const codeProof = (code: string, text: string): string =>
  createHmac('sha256', code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .update(text)
    .digest('base64url')

export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
