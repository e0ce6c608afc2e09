// The links of a message that lead to the relay: made while sending, so that what was queued before
// pairing has them too. Each is sealed anew; what it means is the same every time.
import { confirmPath, unsubscribePath } from '#shared/rules/relayPages.ts'
import { objectionToRelay } from './relayAddress.ts'
import { sealToken } from './relayTokens.ts'

/** What links are made from. Kept in memory only: the key is a secret. */
export type RelayAccess = { url: string; tokenKey: Uint8Array }

/**
 * Longer ones, in bytes, would make a token that no longer fits; their messages are known by the
 * reference alone.
 */
const maxAddressLength = 254

/**
 * The page on which one click refuses; null if there is none that may stand in a header. RFC
 * 8058 asks for https; this very machine
 * is as safe, and lets the whole way be tried. The address is sealed in it: a message sent after a
 * backup was made is unknown once that is
 * put back, and its recipient's no must count all the same.
 */
export function unsubscribePage(
  access: RelayAccess | null,
  reference: string,
  email: string,
): string | null {
  if (access === null || !isTrustworthy(access.url)) return null
  const content = Buffer.byteLength(email) > maxAddressLength ? reference : `${reference} ${email}`
  return `${access.url}${unsubscribePath(sealToken(access, 'unsubscribe', content))}`
}

/** What an unsubscribe token says; the address is empty if it was made without one. */
export function readUnsubscription(content: string): { reference: string; email: string } {
  const [reference = '', email = ''] = content.split(' ')
  return { reference, email }
}

/** The page that takes a confirmation; null without a relay. */
export function confirmPage(access: RelayAccess | null, askedEventId: string): string | null {
  return access === null
    ? null
    : `${access.url}${confirmPath(sealToken(access, 'confirm', askedEventId))}`
}

/**
 * Where a preview's link would lead: to the relay, without a token, so that it refuses for nobody.
 */
export function previewPage(access: RelayAccess | null): string | null {
  return access === null || !isTrustworthy(access.url)
    ? null
    : `${access.url}${unsubscribePath('preview')}`
}

function isTrustworthy(url: string): boolean {
  const objection = objectionToRelay(url)
  return objection === null || objection === 'private'
}
