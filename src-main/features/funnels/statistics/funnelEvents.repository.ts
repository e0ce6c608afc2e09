// What happened on funnels, as rows. Totals follow by triggers of the database, so that nothing can
// be written past them.
import type { RelayEvent } from '#shared/contract/relayProtocol.ts'
import { integer, optional } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'

export type FunnelEvent = {
  /** Unique for ever: an event that comes twice is one. */
  eventId: string
  kind: 'visit' | 'form' | 'click' | 'sale' | 'refund'
  at: number
  funnelId: number
  pageId: number
  visitor?: string
  /** Where the visitor came from; empty if nothing says it. */
  source?: string
  target?: string
  leadId?: number | null
  /** Below zero for a refund. */
  amountCents?: number
  currency?: string
  reference?: string | null
  externalId?: string | null
}

const inserted = rowOf({ id: integer() })

/** @returns its number; null if the event, or the sale it tells again, is there already */
export async function insertEvent(
  transaction: Transaction,
  event: FunnelEvent,
): Promise<number | null> {
  const row = await transaction.first(
    inserted,
    `INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, visitor, source, target, lead_id, amount_cents, currency, reference, external_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[
        event.eventId,
        event.kind,
        event.at,
        event.funnelId,
        event.pageId,
        event.visitor ?? null,
        event.source ?? null,
        event.target ?? null,
      ],
      ...[
        event.leadId ?? null,
        event.amountCents ?? null,
        event.currency ?? null,
        event.reference ?? null,
        event.externalId ?? null,
      ],
    ],
  )
  return row?.id ?? null
}

export async function hasEvent(transaction: Transaction, eventId: string): Promise<boolean> {
  const rows = await transaction.sql(
    'SELECT 1 FROM funnel_events WHERE event_id = ? UNION ALL SELECT 1 FROM consent_events WHERE event_id = ? UNION ALL SELECT 1 FROM kept_forms WHERE event_id = ? LIMIT 1',
    [eventId, eventId, eventId],
  )
  return rows.length > 0
}

const leadOfEvent = rowOf({ leadId: optional(integer()) })

/** The lead whose form carried this reference to a payment. */
export async function leadOfReference(
  transaction: Transaction,
  reference: string,
): Promise<number | null> {
  if (reference === '') return null
  const row = await transaction.first(
    leadOfEvent,
    `SELECT events.lead_id AS leadId FROM funnel_events AS events JOIN leads ON leads.id = events.lead_id
     WHERE events.kind = 'form' AND events.reference = ? AND events.reference IS NOT NULL ORDER BY events.id DESC LIMIT 1`,
    [reference],
  )
  return row?.leadId ?? null
}

/**
 * A funnel may have been deleted while visitors were still on it: they are counted nowhere then.
 */
export async function isGone(transaction: Transaction, funnelId: number): Promise<boolean> {
  return (
    (await transaction.count('SELECT count(*) AS n FROM funnels WHERE id = ?', [funnelId])) === 0
  )
}

/** The campaign that brought a visitor, else the site he came from; empty if nothing says it. */
export function sourceName({
  utmSource,
  referrer,
}: Extract<RelayEvent, { kind: 'visit' }>['source']): string {
  const named = utmSource?.trim().toLowerCase() ?? ''
  return (named !== '' ? named : (referrer ?? '').toLowerCase().replace(/^www\./, '')).slice(0, 100)
}
