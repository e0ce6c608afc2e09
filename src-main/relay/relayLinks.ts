// The links of a message that lead to the relay: made while sending, so that what was queued before pairing has them too. Each is sealed
// anew; what it means is the same every time.
import { confirmPath, unsubscribePath } from '#shared/rules/relayPages.ts'
import { sealToken } from './relayTokens.ts'

/** What links are made from. Kept in memory only: the key is a secret. */
export type RelayAccess = { url: string; tokenKey: Uint8Array }

/**
 * The page on which one click refuses; null where there is none that may stand in a header. RFC 8058 asks for https; this very machine
 * is as safe, and lets the whole way be tried.
 */
export function unsubscribePage(access: RelayAccess | null, reference: string): string | null {
  if (access === null || !isTrustworthy(access.url)) return null
  return `${access.url}${unsubscribePath(sealToken(access, 'unsubscribe', reference))}`
}

/** The page that takes a confirmation; null without a relay. */
export function confirmPage(access: RelayAccess | null, askedEventId: string): string | null {
  return access === null ? null : `${access.url}${confirmPath(sealToken(access, 'confirm', askedEventId))}`
}

/** Where a preview's link would lead: to the relay, without a token, so that it refuses for nobody. */
export function previewPage(access: RelayAccess | null): string | null {
  return access === null || !isTrustworthy(access.url) ? null : `${access.url}${unsubscribePath('preview')}`
}

function isTrustworthy(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
