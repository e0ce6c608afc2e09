// What an event of the relay means here: a visit is counted, a form becomes a lead with the proof
// of what it agreed to, a no is obeyed.
import type { RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import { optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { addNote } from '#main/features/crm/crm.feature.ts'
import { applyForm } from './formIntake.service.ts'
import { applyConfirmation, applyUnsubscribe, type Applying } from './linkEvents.service.ts'
import {
  hasEvent,
  insertEvent,
  isGone,
  leadOfReference,
  sourceName,
} from '../statistics/funnelEvents.repository.ts'
import { saleSubject } from './sales.service.ts'

const saleOf = rowOf({ language: text<'fr' | 'en'>(), name: optional(text()) })
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
