// The links of a message that lead to the relay: made while sending, so that what was queued before
// pairing has them too. Each is sealed anew; what it means is the same every time.
import { confirmPath, preferencesPath, unsubscribePath } from '#shared/rules/relayPages.ts'
import type { KeyObject } from 'node:crypto'
import { objectionToRelay } from './relayAddress.ts'
import { sealToken } from './relayTokens.ts'

/** What links are made from. Kept in memory only: the key is a secret. */
export type RelayAccess = {
  url: string
  tokenKey: Uint8Array
  /** The relay knows topics, and shows a page to choose among them: one of an earlier version does not. */
  hasTopics: boolean
  /** What measured links are signed with; null where the relay cannot lead on from them. */
  signing: KeyObject | null
}

/**
 * Longer ones, in bytes, would make a token that no longer fits; their messages are known by the
 * reference alone.
 */
const maxAddressLength = 254

/**
 * The page on which one click refuses; null if there is none that may stand in a header. Where the relay
 * knows topics, it is the page to choose among them, and one click refuses that of the message, or
 * everything where it has none; elsewhere everything. RFC 8058 asks for https; this very machine
 * is as safe, and lets the whole way be tried. The address is sealed in it: a message sent after a
 * backup was made is unknown once that is
 * put back, and its recipient's no must count all the same.
 */
export function unsubscribePage(
  access: RelayAccess | null,
  reference: string,
  email: string,
  topic: string | null = null,
): string | null {
  if (access === null || !isTrustworthy(access.url)) return null
  const content = Buffer.byteLength(email) > maxAddressLength ? reference : `${reference} ${email}`
  const token = sealToken(access, 'unsubscribe', content)
  return `${access.url}${access.hasTopics ? preferencesPath(token, topic) : unsubscribePath(token)}`
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

/** Over https, or on this very machine: what may stand in a message. */
export function isTrustworthy(url: string): boolean {
  const objection = objectionToRelay(url)
  return objection === null || objection === 'private'
}
