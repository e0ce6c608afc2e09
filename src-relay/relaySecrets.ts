// What the relay keeps to itself: its signing key, the secret of form times, that of the sale
// webhook. Made once, in its database.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'
import type { RelayStore } from './relayStore.ts'

export type RelaySecrets = {
  /** Raw Ed25519 public key, base64url: the relay's name for its desktop. */
  relayKey: string
  sign(text: string): string
  formSecret: Buffer
  readonly saleHook: SaleHook
  /** Makes the old address and secret worthless at once. */
  renewSaleHook(): SaleHook
}
export type SaleHook = { key: string; secret: string }

export function readSecrets(store: RelayStore): RelaySecrets {
  const signingKey = createPrivateKey({
    key: Buffer.from(kept(store, 'signingKey', makeSigningKey), 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  let saleHook = {
    key: kept(store, 'saleKey', newSaleHook.key),
    secret: kept(store, 'saleSecret', newSaleHook.secret),
  }
  return {
    relayKey: rawPublicKey(createPublicKey(signingKey)),
    sign: (text) => sign(null, Buffer.from(text), signingKey).toString('base64url'),
    formSecret: Buffer.from(
      kept(store, 'formSecret', () => random(32)),
      'base64url',
    ),
    get saleHook() {
      return saleHook
    },
    renewSaleHook() {
      const renewed = { key: newSaleHook.key(), secret: newSaleHook.secret() }
      store.transaction(() => {
        store.set('saleKey', renewed.key)
        store.set('saleSecret', renewed.secret)
      })
      saleHook = renewed
      return renewed
    },
  }
}

const newSaleHook = { key: () => random(18), secret: () => random(32) }
const random = (bytes: number) => randomBytes(bytes).toString('base64url')

function kept(store: RelayStore, name: string, make: () => string): string {
  const present = store.setting(name)
  if (present !== null) return present
  const made = make()
  store.set(name, made)
  return made
}

const makeSigningKey = () =>
  generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .toString('base64')

/** The 32 bytes themselves, which end the DER form of both Ed25519 and X25519 keys. */
export function rawPublicKey(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url')
}
