// What the links of messages bring: a no, which always counts, and a confirmation, which counts once
// and never against a no that came after its question.
import type { RelayEvent } from '#shared/contract/relayProtocol.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  hasWithdrawnSince,
  knownTopics,
  leadOfAddress,
  leaveTopics,
  liftOwnRefusal,
  recordConsent,
  recordWithdrawal,
  type ConsentEntry,
} from '#main/features/crm/crm.feature.ts'
import {
  noteWithdrawnByLink,
  recipientOfReference,
  type Queueing,
} from '#main/features/email/email.feature.ts'
import type { Log } from '#main/platform/log.ts'
import type { RelayKeys } from '#main/relay/relayKeys.ts'
import { readUnsubscription } from '#main/relay/relayLinks.ts'
import { openToken } from '#main/relay/relayTokens.ts'
import { queueEmails } from '../emails/funnelEmails.service.ts'

export type Applying = Queueing & { keys: RelayKeys; log: Log }
type EventOf<Kind extends RelayEvent['kind']> = Extract<RelayEvent, { kind: Kind }>

/**
 * The token names a message that was sent; whoever has the link speaks for its recipient: the
 * person, who may have another address by now.
 */
export async function applyUnsubscribe(
  { now, keys, log }: Applying,
  transaction: Transaction,
  event: EventOf<'unsubscribe' | 'preferences'>,
): Promise<void> {
  const content = openToken(keys, 'unsubscribe', event.token)
  const recipient =
    content === null ? null : await recipientOf(transaction, readUnsubscription(content))
  if (recipient === null) {
    log('warn', 'An unsubscription came with a token that belongs to no message.', {
      event: event.id,
    })
    return
  }
  const { email, leadId } = recipient
  const who = { eventId: event.id, leadId, email, at: event.at }
  const left = await leftAlone(transaction, event)
  if (left.length === 0) await recordWithdrawal(transaction, who, now)
  else await leaveTopics(transaction, { ...who, method: 'unsubscribe', topics: left }, now)
  await noteWithdrawnByLink(transaction, readUnsubscription(content ?? '').reference, event.at)
}

/**
 * Topics that are left, and nothing else. None where everything is refused, nor where nobody here knows them
 * any more, as in a copy of before they were made: somebody wants out, and what of is not to be told apart.
 */
const leftAlone = async (
  transaction: Transaction,
  event: EventOf<'unsubscribe' | 'preferences'>,
): Promise<string[]> =>
  event.kind === 'unsubscribe' || event.all ? [] : knownTopics(transaction, event.leaves)

/** By the message; by the sealed address where the message is on no record any more. */
export async function recipientOf(
  transaction: Transaction,
  { reference, email }: ReturnType<typeof readUnsubscription>,
): ReturnType<typeof recipientOfReference> {
  const known = await recipientOfReference(transaction, reference)
  if (known !== null || email === '') return known
  return { email, leadId: await leadOfAddress(transaction, email) }
}

const askedBy = rowOf({
  eventId: text(),
  askedAt: moment(),
  confirmedAt: optional(moment()),
  leadId: integer(),
  email: optional(text()),
  wordingHash: optional(text()),
  funnelId: optional(integer()),
  pageId: optional(integer()),
})

/**
 * The second half of a double opt-in: what was ticked is agreed to now, by somebody who reads the
 * mail of that address. A link that was used says nothing new, and one whose person refused after
 * the question was asked says something older: neither changes anything.
 */
export async function applyConfirmation(
  { now, keys, log, installKey }: Applying,
  transaction: Transaction,
  event: EventOf<'confirm'>,
): Promise<void> {
  const askedEvent = openToken(keys, 'confirm', event.token)
  const asked = await transaction.first(
    askedBy,
    `SELECT events.event_id AS eventId, events.at AS askedAt, asks.confirmed_at AS confirmedAt, events.lead_id AS leadId, events.email,
       events.wording_hash AS wordingHash, events.funnel_id AS funnelId, events.page_id AS pageId
     FROM consent_events AS events LEFT JOIN consent_confirmations AS asks ON asks.asked_event_id = events.event_id
     WHERE events.event_id = ? AND events.purpose = 'write' AND events.action = 'asked'`,
    [askedEvent ?? ''],
  )
  if (asked === null) {
    log('warn', 'A confirmation came with a token that was not made here.', { event: event.id })
    return
  }
  const { eventId, askedAt, confirmedAt, ...who } = asked
  if (confirmedAt !== null) return
  if (await hasWithdrawnSince(transaction, who, askedAt)) {
    log('info', 'A confirmation came whose person unsubscribed after the question was asked.', {
      event: event.id,
    })
    return
  }
  await recordConsent(
    transaction,
    {
      ...who,
      eventId: event.id,
      purpose: 'write',
      action: 'granted',
      method: 'confirmation',
      at: event.at,
    },
    now,
  )
  await confirmMeasuring(transaction, eventId, { ...who, eventId: event.id, at: event.at }, now)
  if (asked.email !== null) await liftOwnRefusal(transaction, asked.email, event.at, now)
  await transaction.sql(
    'UPDATE consent_confirmations SET confirmed_at = ? WHERE asked_event_id = ? AND confirmed_at IS NULL',
    [event.at, eventId],
  )
  const { funnelId, pageId, leadId, email } = asked
  if (funnelId !== null && pageId !== null && email !== null)
    await queueEmails(transaction, { funnelId, pageId, leadId, email }, { installKey, now })
}

/** The other box of the same form, where it was ticked: it is agreed to by the same answer. */
async function confirmMeasuring(
  transaction: Transaction,
  askedEventId: string,
  entry: Omit<ConsentEntry, 'purpose' | 'action' | 'method'>,
  now: number,
): Promise<void> {
  const wasTicked = `SELECT count(*) AS n FROM consent_events WHERE event_id = ? AND purpose = 'measure' AND action = 'asked'`
  if ((await transaction.count(wasTicked, [askedEventId])) === 0) return
  await recordConsent(
    transaction,
    { ...entry, purpose: 'measure', action: 'granted', method: 'confirmation' },
    now,
  )
}
