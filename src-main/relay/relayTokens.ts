// The tokens in unsubscribe and confirmation links: sealed by the desktop for itself, so that the
// relay keeps no list and learns nothing from them. Nothing is stored for a token; whatever it says
// was authenticated when it was made.
import { judgeLink, withChecksum, withoutChecksum } from '#shared/rules/relay/linkChecksum.ts'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

type TokenKey = { tokenKey: Uint8Array }

export type TokenPurpose = 'unsubscribe' | 'confirm' | 'click'

/**
 * @param content short and of ASCII, e.g. `lead 12 campaign 3`: the whole token has at most 500
 * characters
 */
export function sealToken({ tokenKey }: TokenKey, purpose: TokenPurpose, content: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', tokenKey, nonce).setAAD(
    Buffer.from(`webox-token/1 ${purpose}`),
  )
  const body = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()])
  const sealed = Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
  const token = withChecksum(sealed)
  if (token.length > 500) throw new Error('The content of a token is too long.')
  return token
}

/**
 * @returns null for a token that was not made here for this purpose: anybody can post anything to
 * the relay
 */
export function openToken(
  { tokenKey }: TokenKey,
  purpose: TokenPurpose,
  token: string,
): string | null {
  if (judgeLink(token) === 'damaged') return null
  const bytes = Buffer.from(withoutChecksum(token), 'base64url')
  if (bytes.length < 28) return null
  const decipher = createDecipheriv('aes-256-gcm', tokenKey, bytes.subarray(0, 12))
    .setAAD(Buffer.from(`webox-token/1 ${purpose}`))
    .setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString(
      'utf8',
    )
  } catch {
    return null // GCM says no more than that it does not fit.
  }
}
