// Opens what the relay sealed: X25519, HKDF-SHA256, AES-256-GCM, bound to the event it came with.
// The relay's half is src-relay/publicKeys.ts.
import {
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { SealedForm } from '#shared/contract/relayProtocol.ts'
import { sealContext } from '#shared/rules/relay/relaySigning.ts'
import { rawPublicKey } from './relayKeys.ts'

const rawLength = 32
const nonceLength = 12
const tagLength = 16
const x25519Prefix = Buffer.from('302a300506032b656e032100', 'hex')

/**
 * @throws if anything was changed: a byte, the event's identifier, the page it belongs to, or
 * the key it was sealed to
 */
export function openSealedForm(
  sealed: string,
  privateKey: KeyObject,
  event: { id: string; funnelId: number; pageId: number },
): SealedForm {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < rawLength + nonceLength + tagLength)
    throw new Error('The sealed form is cut short.')
  const ephemeral = bytes.subarray(0, rawLength)
  const publicKey = createPublicKey({
    key: Buffer.concat([x25519Prefix, ephemeral]),
    format: 'der',
    type: 'spki',
  })
  const salt = Buffer.concat([ephemeral, Buffer.from(rawPublicKey(privateKey), 'base64url')])
  const key = Buffer.from(
    hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), salt, 'webox-relay/1 seal', 32),
  )
  const decipher = createDecipheriv(
    'aes-256-gcm',
    key,
    bytes.subarray(rawLength, rawLength + nonceLength),
  )
    .setAAD(Buffer.from(sealContext(event)))
    .setAuthTag(bytes.subarray(-tagLength))
  const content = Buffer.concat([
    decipher.update(bytes.subarray(rawLength + nonceLength, -tagLength)),
    decipher.final(),
  ]).toString('utf8')
  return SealedForm.parse(JSON.parse(content))
}
