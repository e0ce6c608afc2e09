// Signs the lists the updater reads (latest*.yml) with the release's own ed25519 key, a file beside each.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

/**
 * Its name is signed with it: a list of another system or channel must not pass for this one. The
 * application looks at it in src-main/desktop/updates/signedProvider.ts.
 * @param {string} name of the list
 * @param {string} text
 * @param {string} key private key as PEM
 * @returns {string} base64 in one line
 * @throws Error where the key is none of ed25519
 */
export function signText(name, text, key) {
  const own = createPrivateKey(key)
  if (own.asymmetricKeyType !== 'ed25519')
    throw new Error(`The signing key is of ${own.asymmetricKeyType}, not ed25519.`)
  const bytes = Buffer.from(`${name}\n${text}`)
  const signature = sign(null, bytes, own)
  if (!verify(null, bytes, createPublicKey(own), signature))
    throw new Error(`The signature of ${name} does not hold.`)
  return `${signature.toString('base64')}\n`
}

/** @returns {string} path of the signature of a list */
export function signList(list, key) {
  const path = `${list}.sig`
  writeFileSync(path, signText(basename(list), readFileSync(list, 'utf8'), key))
  return path
}

/**
 * Whether the application would believe what this key signs.
 * @param {string} known public keys the application has (PEM, one after the other)
 */
export function isKnownKey(key, known) {
  const own = createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'pem' })
  return withoutSpace(known).includes(withoutSpace(String(own)))
}

const withoutSpace = (text) => text.replace(/\s+/g, '')
