// What measured links bring: a click of somebody who agreed to it, and the wish that it ends.
import type { RelayEvent } from '#shared/contract/relayProtocol.ts'
import type { Transaction } from '#main/database/database.ts'
import { stopMeasuring } from '#main/features/crm/crm.feature.ts'
import { keepClick } from '#main/features/email/email.feature.ts'
import { readClickedLink } from '#main/relay/measuredLinks.ts'
import { readUnsubscription } from '#main/relay/relayLinks.ts'
import { openToken } from '#main/relay/relayTokens.ts'
import { recipientOf, type Applying } from './linkEvents.service.ts'

type EventOf<Kind extends RelayEvent['kind']> = Extract<RelayEvent, { kind: Kind }>

/** Of no effect for what was not sealed here: the relay notes no more than that somebody asked. */
export async function applyLink(
  { keys, log }: Applying,
  transaction: Transaction,
  { id, at, sealed, looks }: EventOf<'link'>,
): Promise<void> {
  const clicked = readClickedLink(keys, sealed)
  if (clicked === null) {
    log('warn', 'A click came that belongs to no message.', { event: id })
    return
  }
  await keepClick(transaction, { eventId: id, at, looks, ...clicked })
}

/** The person keeps getting messages: by the link in each of them they say only this. */
export async function applyStopMeasuring(
  { now, keys, log }: Applying,
  transaction: Transaction,
  { id, at, token }: EventOf<'stop_measuring'>,
): Promise<void> {
  const content = openToken(keys, 'unsubscribe', token)
  const recipient =
    content === null ? null : await recipientOf(transaction, readUnsubscription(content))
  if (recipient?.leadId == null) {
    log('warn', 'A wish to be measured no longer came of nobody who is here.', { event: id })
    return
  }
  await stopMeasuring(transaction, { ...recipient, leadId: recipient.leadId, eventId: id, at }, now)
}
