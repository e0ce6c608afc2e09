// Where the link of a message leads, from the relay as it is paired at the moment of sending.
import { confirmPage, unsubscribePage, type RelayAccess } from '#main/relay/relayLinks.ts'
import type { ClaimedRow } from './outbox.claim.ts'

/** The page that confirms, or on which one click refuses; null if there is none. */
export function pageFor(
  {
    confirms,
    reference,
    email,
    topic,
  }: Pick<ClaimedRow, 'confirms' | 'reference' | 'email' | 'topic'>,
  relay: RelayAccess | null,
): string | null {
  return confirms === null
    ? unsubscribePage(relay, reference, email, topic?.key ?? null)
    : confirmPage(relay, confirms)
}
