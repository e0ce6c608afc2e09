// What an event of the relay means here: a visit is counted, a form becomes a lead with the proof
// of what it agreed to, a no is obeyed.
import type { RelayEvent, SealedForm } from '#shared/contract/relayProtocol.ts'
import type { Transaction } from '#main/database/database.ts'
import { applyForm } from './formIntake.service.ts'
import { applyConfirmation, applyUnsubscribe, type Applying } from './linkEvents.service.ts'
import { applyLink, applyStopMeasuring } from './clickEvents.service.ts'
import {
  hasEvent,
  insertEvent,
  isGone,
  leadOfReference,
  sourceName,
} from '../statistics/funnelEvents.repository.ts'
import { insertSale } from './sales.repository.ts'

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
    case 'refund':
      return applySale(applying, transaction, event)
    case 'unsubscribe':
    case 'preferences':
      return applyUnsubscribe(applying, transaction, event)
    case 'link':
      return applyLink(applying, transaction, event)
    case 'stop_measuring':
      return applyStopMeasuring(applying, transaction, event)
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
  event: EventOf<'sale' | 'refund'>,
): Promise<void> {
  const { id: eventId, reference, externalId, ...told } = event
  const leadId = await leadOfReference(transaction, reference)
  if (await isGone(transaction, event.funnelId)) return
  const sale = { ...told, eventId, leadId, reference, externalId: externalId || null }
  await insertSale(transaction, sale, now)
}
