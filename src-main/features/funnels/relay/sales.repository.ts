// All SQL about sales and refunds, each with its line in the history of who paid.
import type { Sale } from '#shared/contract/funnels/sales.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { addNote, displayName, removeNote } from '#main/features/crm/crm.feature.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { priceText, type PageLanguage } from '#shared/rules/pages/pageWords.ts'
import { insertEvent, type FunnelEvent } from '../statistics/funnelEvents.repository.ts'

const sale = rowOf({
  id: integer(),
  eventId: text(),
  kind: text<Sale['kind']>(),
  at: moment(),
  funnelId: integer(),
  pageId: integer(),
  pageName: optional(text()),
  leadId: optional(integer()),
  amountCents: integer(),
  currency: text(),
  externalId: optional(text()),
  interactionId: optional(integer()),
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  phone: optional(text()),
})
type SaleRow = RowOfTable<typeof sale>
const saleSql = `SELECT events.id, event_id AS eventId, kind, at, events.funnel_id AS funnelId, page_id AS pageId, pages.name AS pageName,
    leads.id AS leadId, amount_cents AS amountCents, currency, external_id AS externalId, interaction_id AS interactionId,
    first_name AS firstName, last_name AS lastName, company, email, phone
  FROM funnel_events AS events LEFT JOIN funnel_pages AS pages ON pages.id = page_id LEFT JOIN leads ON leads.id = lead_id
  WHERE kind IN ('sale', 'refund')`

export function listSales(database: Database, { id, ...paging }: Paging & { id: number }) {
  const after = decodeCursor(paging.cursor)
  const rows = database.all(
    sale,
    `${saleSql} AND events.funnel_id = ? AND removed_at IS NULL ${after === null ? '' : 'AND (at, events.id) < (?, ?)'} ORDER BY at DESC, events.id DESC LIMIT ?`,
    [id, ...(after === null ? [] : [Number(after.key), after.id]), paging.limit + 1],
  )
  const total = database.count(
    `SELECT count(*) AS n FROM funnel_events WHERE funnel_id = ? AND kind IN ('sale', 'refund') AND removed_at IS NULL`,
    [id],
  )
  return pageFrom(rows, paging.limit, total, (row) => ({ key: row.at, id: row.id }), toSale)
}

export function toSale(row: SaleRow): Sale {
  const { id, kind, at, pageId, pageName, leadId, amountCents, currency, externalId } = row
  return {
    ...{ id, kind, pageId, pageName, leadId, currency, externalId },
    amount: Math.abs(amountCents) / 100,
    soldAt: toTimestamp(at),
    leadName: leadId === null ? null : displayName(row),
    origin: row.eventId.startsWith(manualPrefix) ? 'manual' : 'provider',
  }
}

/** Identifiers of sales that were entered by hand begin with it. */
export const manualPrefix = 'manual-'

/** @throws 404; also for one that was removed, or was not where that is asked for */
export async function getSaleForUpdate(
  transaction: Transaction,
  id: number,
  which: 'present' | 'removed' = 'present',
): Promise<SaleRow> {
  const found = await transaction.first(
    sale,
    `${saleSql} AND events.id = ? AND removed_at IS ${which === 'present' ? '' : 'NOT '}NULL`,
    [id],
  )
  if (found === null) throw unknownId('sale', id)
  return found
}

type NewSale = Omit<FunnelEvent, 'kind'> & {
  kind: Sale['kind']
  amountCents: number
  currency: string
}

/**
 * @param event its amount positive, of a refund too. Of no effect where it is told again, or was
 * removed by the user
 */
export async function insertSale(
  transaction: Transaction,
  { amountCents, ...event }: NewSale,
  now: number,
): Promise<void> {
  const id = await insertEvent(transaction, {
    ...event,
    amountCents: event.kind === 'refund' ? -amountCents : amountCents,
  })
  if (id !== null) await tellSale(transaction, id, now)
}

type SaleChange = { at: number; pageId: number; amountCents: number; leadId: number | null }

/** @param change its amount as it is kept: below zero for a refund */
export async function changeSale(
  transaction: Transaction,
  before: SaleRow,
  { at, pageId, amountCents, leadId }: SaleChange,
  now: number,
): Promise<void> {
  await untellSale(transaction, before)
  await transaction.sql(
    'UPDATE funnel_events SET at = ?, page_id = ?, amount_cents = ?, lead_id = ? WHERE id = ?',
    [at, pageId, amountCents, leadId, before.id],
  )
  await tellSale(transaction, before.id, now)
}

export async function removeSale(
  transaction: Transaction,
  row: SaleRow,
  now: number,
): Promise<void> {
  await untellSale(transaction, row)
  await transaction.sql('UPDATE funnel_events SET removed_at = ? WHERE id = ?', [now, row.id])
}

export async function bringBackSale(
  transaction: Transaction,
  { id }: SaleRow,
  now: number,
): Promise<void> {
  await transaction.sql('UPDATE funnel_events SET removed_at = NULL WHERE id = ?', [id])
  await tellSale(transaction, id, now)
}

const languageOf = rowOf({ language: text<PageLanguage>() })

/** Writes the line into the history of who paid. */
async function tellSale(transaction: Transaction, id: number, now: number): Promise<void> {
  const row = await getSaleForUpdate(transaction, id)
  if (row.leadId === null) return
  const funnel = await transaction.first(languageOf, 'SELECT language FROM funnels WHERE id = ?', [
    row.funnelId,
  ])
  const subject = saleSubject(funnel?.language ?? 'fr', row)
  const noteId = await addNote(transaction, row.leadId, { subject, content: '', at: row.at }, now)
  await transaction.sql('UPDATE funnel_events SET interaction_id = ? WHERE id = ?', [noteId, id])
}

async function untellSale(transaction: Transaction, { interactionId }: SaleRow): Promise<void> {
  if (interactionId !== null) await removeNote(transaction, interactionId)
}

const subjects = {
  fr: { sale: 'Vente : ', refund: 'Remboursement : ' },
  en: { sale: 'Sale: ', refund: 'Refund: ' },
} as const

/** How a sale is called in a lead's history. */
function saleSubject(
  language: PageLanguage,
  { kind, amountCents, currency, pageName }: SaleRow,
): string {
  const price = priceText(Math.abs(amountCents) / 100, currency, language)
  return `${subjects[language][kind]}${price} (${pageName ?? '—'})`
}
