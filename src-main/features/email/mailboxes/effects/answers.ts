// What people's own mail changes: an answer stops what would follow by itself and is a contact, a wish to
// hear no more is a refusal of the person, and so is a complaint.
import type { Transaction } from '#main/database/database.ts'
import {
  insertSuppressions,
  isAddressOfDeleted,
  knownTopics,
  leadOfAddress,
  leaveTopics,
  noteContact,
  recordWithdrawal,
} from '#main/features/crm/crm.feature.ts'
import {
  applyTransition,
  cancelFollowing,
  noteReply,
  noteWithdrawal,
} from '../../outbox/outbox.states.ts'
import type { FoundMessage } from '../reading/readingMessages.ts'
import { deliveryOfToken, lastDeliveryTo, type OurDelivery } from './ourDelivery.ts'

/** Whom a message is about: one of our deliveries, or somebody we wrote to. */
export type Meant = { delivery: OurDelivery | null; leadId: number | null; address: string }

export async function applyReply(
  transaction: Transaction,
  message: FoundMessage,
  delivery: OurDelivery,
  now: number,
): Promise<void> {
  await applyTransition(transaction, noteReply, message.receivedAt, delivery.id)
  if (delivery.leadId === null) return
  await applyTransition(transaction, cancelFollowing, delivery.leadId, message.receivedAt)
  await noteContact(
    transaction,
    delivery.leadId,
    {
      type: 'email',
      subject: message.subject === '' ? null : message.subject,
      content: message.words === '' ? null : message.words,
      occurredAt: message.receivedAt,
    },
    now,
  )
}

/**
 * Who wants no more messages. The token of an unsubscribe address speaks for its recipient. An answer
 * speaks for whoever wrote it and, since it holds what only the recipient's mail knows, for the
 * recipient: who reads another's mail asks for both. A message of its own speaks for who wrote it, if
 * they are in the CRM, or could be brought back into it: a restored backup may not know what we wrote to
 * them.
 */
export async function meantByWithdrawal(
  transaction: Transaction,
  message: FoundMessage,
  named: readonly OurDelivery[],
): Promise<Meant[]> {
  const asked = message.asked === null ? null : await deliveryOfToken(transaction, message.asked)
  if (asked !== null) return [meantBy(asked)]
  const { person } = message
  const recipients = named.slice(0, 1).map(meantBy)
  if (person === null) return recipients
  const writer = await leadOfAddress(transaction, person)
  if (writer !== null && writer !== named[0]?.leadId) {
    const delivery = await lastDeliveryTo(transaction, writer)
    return [{ delivery, leadId: writer, address: person }, ...recipients]
  }
  if (recipients.length > 0 || writer !== null) return recipients
  return (await isAddressOfDeleted(transaction, person))
    ? [{ delivery: null, leadId: null, address: person }]
    : []
}

const meantBy = (delivery: OurDelivery): Meant => ({
  delivery,
  leadId: delivery.leadId,
  address: delivery.email,
})

/**
 * Everything is refused, unless the subject is that of our header for a topic: then that alone. A topic that
 * nobody here knows any more cannot be left alone.
 */
export async function applyWithdrawal(
  transaction: Transaction,
  message: FoundMessage,
  meant: readonly Meant[],
  now: number,
): Promise<void> {
  const topics = message.askedTopic === null ? [] : [message.askedTopic]
  const left = await knownTopics(transaction, topics)
  for (const [index, { delivery, leadId, address }] of meant.entries()) {
    if (delivery !== null)
      await applyTransition(transaction, noteWithdrawal, message.receivedAt, delivery.id)
    const eventId = index === 0 ? `mail:${message.key}` : `mail:${message.key}:${index}`
    const event = { eventId, leadId, email: address, at: message.receivedAt }
    if (left.length === 0) await recordWithdrawal(transaction, event, now)
    else await leaveTopics(transaction, { ...event, method: 'unsubscribe', topics: left }, now)
  }
}

/** Providers that report complaints often black out whose they are (RFC 6590). */
const blackedOut = /^\W*redacted\b/i

/** The delivery a complaint is about; null where it names somebody else than who got it. */
export function believedComplaint(
  message: FoundMessage,
  named: readonly OurDelivery[],
): OurDelivery | null {
  const person = message.person !== null && blackedOut.test(message.person) ? null : message.person
  const whose = named.find(({ email }) => email.toLowerCase() === person?.toLowerCase())
  return whose ?? (person === null ? (named[0] ?? null) : null)
}

export async function applyComplaint(
  transaction: Transaction,
  message: FoundMessage,
  delivery: OurDelivery,
  now: number,
): Promise<void> {
  await insertSuppressions(
    transaction,
    [{ kind: 'address', value: delivery.email, reason: 'complaint', note: message.subject }],
    now,
  )
}
