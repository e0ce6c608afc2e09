// Reads the public key of DKIM (RFC 6376) as a domain publishes it.
import { createPublicKey } from 'node:crypto'

export type DkimKey = {
  kind: 'rsa' | 'ed25519'
  /** Length of an RSA key; null for other kinds, and for a key that cannot be read. */
  bits: number | null
  /** The domain took the key back: `p=` is empty. */
  isRevoked: boolean
  /** The domain says that it only tries: `t=y`. */
  isTest: boolean
  isBroken: boolean
}

/** Null for a text that is no key at all: a wildcard record answers under every name. */
export function readDkimKey(text: string): DkimKey | null {
  const tags = tagsOf(text)
  const version = tags.get('v')
  const encoded = tags.get('p')
  if (version === undefined ? encoded === undefined : version !== 'DKIM1') return null
  const kind = (tags.get('k') ?? 'rsa').toLowerCase()
  const key = {
    kind: kind === 'ed25519' ? ('ed25519' as const) : ('rsa' as const),
    bits: null,
    isRevoked: encoded === '',
    isTest: (tags.get('t') ?? '')
      .toLowerCase()
      .split(':')
      .map((flag) => flag.trim())
      .includes('y'),
    isBroken: encoded === undefined || !['rsa', 'ed25519'].includes(kind),
  }
  if (key.isBroken || key.isRevoked) return key
  const bytes = Buffer.from((encoded ?? '').replace(/\s/g, ''), 'base64')
  if (key.kind === 'ed25519') return { ...key, isBroken: bytes.length !== 32 }
  const bits = lengthOf(bytes)
  return { ...key, bits, isBroken: bits === null }
}

/** `a=1; b=2` by name; the first of a name counts. */
export function tagsOf(text: string): Map<string, string> {
  const tags = new Map<string, string>()
  for (const part of text.split(';')) {
    const equals = part.indexOf('=')
    if (equals === -1) continue
    const name = part.slice(0, equals).trim().toLowerCase()
    if (!tags.has(name)) tags.set(name, part.slice(equals + 1).trim())
  }
  return tags
}

/** Of an RSA key, in bits; some publish it bare (PKCS #1). */
function lengthOf(der: Buffer): number | null {
  for (const type of ['spki', 'pkcs1'] as const)
    try {
      const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
        ...{ key: der, format: 'der', type },
      })
      if (asymmetricKeyType === 'rsa') return asymmetricKeyDetails?.modulusLength ?? null
    } catch {
      // Not in this form.
    }
  return null
}
