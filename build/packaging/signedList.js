// Signs the lists the updater reads (latest*.yml) with the release's own ed25519 key, a file beside each.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * @param {string} list path of a list
 * @param {string} key private key as PEM
 * @returns {string} path of the signature, base64 in one line
 * @throws Error where the key is none of ed25519
 */
export function signList(list, key) {
  const own = createPrivateKey(key)
  if (own.asymmetricKeyType !== 'ed25519')
    throw new Error(`The signing key is of ${own.asymmetricKeyType}, not ed25519.`)
  const text = readFileSync(list)
  const signature = sign(null, text, own)
  if (!verify(null, text, createPublicKey(own), signature))
    throw new Error(`The signature of ${list} does not hold.`)
  const path = `${list}.sig`
  writeFileSync(path, `${signature.toString('base64')}\n`)
  return path
}
