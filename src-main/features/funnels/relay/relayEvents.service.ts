// What an event of the relay means here: a visit is counted, a form becomes a lead with the proof
// of what it agreed to, a no is obeyed.
import type { RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  addNote,
  liftOwnRefusal,
  recordConsent,
  refuseOtherAddress,
  refuseWriting,
} from '#main/features/crm/crm.feature.ts'
import { recipientOfReference, type Queueing } from '#main/features/email/email.feature.ts'
import type { Log } from '#main/platform/log.ts'
import type { RelayKeys } from '#main/relay/relayKeys.ts'
import { readUnsubscription } from '#main/relay/relayLinks.ts'
import { openToken } from '#main/relay/relayTokens.ts'
import { applyForm } from './formIntake.service.ts'
import { queueEmails } from '../emails/funnelEmails.service.ts'
import {
  hasEvent,
  insertEvent,
  isGone,
  leadOfReference,
  sourceName,
} from '../statistics/funnelEvents.repository.ts'
import { saleSubject } from './sales.service.ts'

export type Applying = Queueing & { keys: RelayKeys; log: Log }
const saleOf = rowOf({ language: text<'fr' | 'en'>(), name: optional(text()) })
const addressOf = rowOf({ email: text() })
const idOf = rowOf({ id: integer() })
type EventOf<Kind extends RelayEvent['kind']> = Extract<RelayEvent, { kind: Kind }>

/**
 * Applies an event once, however often it comes. Runs inside a transaction.
 * @param opened what a visitor wrote; null but for forms
 */
export async function applyRelayEvent(
  applying: Applying,
  transaction: Transaction,
  event: RelayEvent,
  opened: SealedForm | null,
): Promise<void> {
  if (await hasEvent(transaction, event.id)) return
  switch (event.kind) {
    case 'visit':
      return applyVisit(transaction, event)
    case 'click':
      return applyClick(transaction, event)
    case 'form':
      return applyForm(applying, transaction, event, opened)
    case 'sale':
      return applySale(applying, transaction, event)
    case 'unsubscribe':
      return applyUnsubscribe(applying, transaction, event)
    case 'confirm':
      return applyConfirmation(applying, transaction, event)
  }
}

async function applyVisit(
  transaction: Transaction,
  { id, at, funnelId, pageId, visitor, source }: EventOf<'visit'>,
): Promise<void> {
  if (await isGone(transaction, funnelId)) return
  await insertEvent(transaction, {
    eventId: id,
    kind: 'visit',
    at,
    funnelId,
    pageId,
    visitor,
    source: sourceName(source),
  })
}

async function applyClick(
  transaction: Transaction,
  { id, at, funnelId, pageId, visitor, target }: EventOf<'click'>,
): Promise<void> {
  if (await isGone(transaction, funnelId)) return
  await insertEvent(transaction, {
    eventId: id,
    kind: 'click',
    at,
    funnelId,
    pageId,
    visitor,
    target,
  })
}

async function applySale(
  { now }: Applying,
  transaction: Transaction,
  event: EventOf<'sale'>,
): Promise<void> {
  const { id, at, funnelId, pageId, amountCents, currency, reference, externalId } = event
  const leadId = await leadOfReference(transaction, reference)
  const place = await transaction.first(
    saleOf,
    'SELECT funnels.language, pages.name FROM funnels LEFT JOIN funnel_pages AS pages ON pages.id = ? WHERE funnels.id = ?',
    [pageId, funnelId],
  )
  if (place === null) return
  const sale = {
    eventId: id,
    kind: 'sale' as const,
    at,
    funnelId,
    pageId,
    leadId,
    amountCents,
    currency,
    reference,
    externalId: externalId || null,
  }
  const isNew = await insertEvent(transaction, sale)
  if (isNew && leadId !== null) {
    await addNote(
      transaction,
      leadId,
      {
        subject: saleSubject(place.language, amountCents / 100, currency, place.name ?? '—'),
        content: '',
        at,
      },
      now,
    )
  }
}

/**
 * The token names a message that was sent; whoever has the link speaks for its recipient: the
 * person, who may have another address by now.
 */
async function applyUnsubscribe(
  { now, keys, log }: Applying,
  transaction: Transaction,
  event: EventOf<'unsubscribe'>,
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
  const suppressionId = await refuseWriting(transaction, email, 'unsubscribed', '', event.at)
  const lead = await transaction.first(
    addressOf,
    'SELECT email FROM leads WHERE id = ? AND email IS NOT NULL',
    [leadId ?? 0],
  )
  if (lead !== null) await refuseOtherAddress(transaction, { from: email, to: lead.email })
  const nowhere = { funnelId: null, pageId: null, wordingHash: null }
  await recordConsent(
    transaction,
    {
      eventId: event.id,
      leadId,
      email,
      purpose: 'write',
      action: 'withdrawn',
      method: 'unsubscribe',
      at: event.at,
      suppressionId,
      ...nowhere,
    },
    now,
  )
}

/** By the message; by the sealed address where the message is on no record any more. */
async function recipientOf(
  transaction: Transaction,
  { reference, email }: ReturnType<typeof readUnsubscription>,
): ReturnType<typeof recipientOfReference> {
  const known = await recipientOfReference(transaction, reference)
  if (known !== null || email === '') return known
  const lead = await transaction.first(idOf, 'SELECT id FROM leads WHERE email = ?', [email])
  return { email, leadId: lead?.id ?? null }
}

const askedBy = rowOf({
  eventId: text(),
  leadId: integer(),
  email: optional(text()),
  wordingHash: optional(text()),
  funnelId: optional(integer()),
  pageId: optional(integer()),
})

/**
 * The second half of a double opt-in: what was ticked is agreed to now, by somebody who reads the
 * mail of that address.
 */
async function applyConfirmation(
  { now, keys, log, installKey }: Applying,
  transaction: Transaction,
  event: EventOf<'confirm'>,
): Promise<void> {
  const askedEvent = openToken(keys, 'confirm', event.token)
  const asked = await transaction.first(
    askedBy,
    `SELECT event_id AS eventId, lead_id AS leadId, email, wording_hash AS wordingHash, funnel_id AS funnelId, page_id AS pageId
     FROM consent_events WHERE event_id = ? AND purpose = 'write' AND action = 'asked'`,
    [askedEvent ?? ''],
  )
  if (asked === null) {
    log('warn', 'A confirmation came with a token that was not made here.', { event: event.id })
    return
  }
  const { eventId: _asked, ...who } = asked
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
  if (asked.email !== null) await liftOwnRefusal(transaction, asked.email, event.at)
  await transaction.sql(
    'UPDATE consent_confirmations SET confirmed_at = ? WHERE asked_event_id = ? AND confirmed_at IS NULL',
    [event.at, asked.eventId],
  )
  const { funnelId, pageId, leadId, email } = asked
  if (funnelId !== null && pageId !== null && email !== null)
    await queueEmails(transaction, { funnelId, pageId, leadId, email }, { installKey, now })
}
