// All SQL about interactions: a lead's story, which lines the application wrote itself, and when
// contact was last made.
import { flag, integer, moment, optional } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { interactionsTable } from './interactions.table.ts'

const readInteraction = interactionsTable.and({ isMeasured: flag() })
export type ReadInteraction = RowOfTable<typeof readInteraction>

// The application's own line stands at the moment of the event it tells of, or of its arrival where
// the event's clock ran ahead.
// Two questions, each answered by an index: one with an OR would walk all events of the lead.
const isOf = (
  events: string,
  condition: string,
) => `(EXISTS (SELECT 1 FROM ${events} AS events WHERE events.lead_id = interactions.lead_id AND events.at = interactions.occurred_at AND ${condition})
    OR (interactions.occurred_at = interactions.created_at AND EXISTS (SELECT 1 FROM ${events} AS events
      WHERE events.lead_id = interactions.lead_id AND events.at > interactions.created_at AND ${condition})))`
/** True for a row of `interactions` that tells of a sale or a refund. */
export const isSaleSql = isOf('funnel_events', `kind IN ('sale', 'refund')`)
// A form of a funnel deleted meanwhile left only the record of what was agreed to.
/** True for a row of `interactions` that the application wrote itself. */
export const isMeasuredSql = `(type = 'note' AND (${isSaleSql} OR ${isOf('funnel_events', `kind = 'form'`)} OR ${isOf('consent_events', `method = 'form'`)}))`
const columns = `${interactionsTable.list()}, ${isMeasuredSql} AS isMeasured`

/** Newest first. @param after the last one already read */
export function readInteractions(
  database: Database,
  leadId: number,
  after: { key: unknown; id: number },
  limit: number,
): ReadInteraction[] {
  return database.all(
    readInteraction,
    `SELECT ${columns} FROM interactions WHERE lead_id = ? AND (occurred_at, id) < (?, ?) ORDER BY occurred_at DESC, id DESC LIMIT ?`,
    [leadId, Number(after.key), after.id, limit],
  )
}

/** Some rows by their numbers, a JSON list. */
export const readInteractionsById = (database: Database, ids: string): ReadInteraction[] =>
  database.all(
    readInteraction,
    `SELECT ${columns} FROM interactions WHERE id IN (SELECT value FROM json_each(?))`,
    [ids],
  )

/** Inside a write. @throws 404 */
export async function getInteractionForUpdate(
  transaction: Transaction,
  id: number,
): Promise<ReadInteraction> {
  const row = await transaction.first(
    readInteraction,
    `SELECT ${columns} FROM interactions WHERE id = ?`,
    [id],
  )
  if (row === null) throw unknownId('interaction', id)
  return row
}

const contactMoment = rowOf({ at: optional(moment()) })

/**
 * The latest moment a lead's interactions, and letters to it, date the contact to; null without
 * any. What is planned is no contact before its moment has come, and a sale is none.
 */
export async function lastContact(
  transaction: Transaction,
  leadId: number,
  now: number,
): Promise<number | null> {
  const row = await transaction.first(
    contactMoment,
    `SELECT max(at) AS at FROM (
       SELECT max(occurred_at) AS at FROM interactions WHERE occurred_at <= ? AND lead_id = ? AND NOT (type = 'note' AND ${isSaleSql})
       UNION ALL SELECT max(sent_at) FROM outbox WHERE is_letter = 1 AND lead_id = ? AND sent_at <= ?)`,
    [now, leadId, leadId, now],
  )
  return row?.at ?? null
}

const contacted = rowOf({ leadId: integer() })

/** Leads with something planned whose moment has come, and which does not date their contact yet. */
export const leadsMetSince = (database: Database, now: number, limit: number): number[] =>
  database
    .all(
      contacted,
      `SELECT DISTINCT lead_id AS leadId FROM interactions INDEXED BY interactions_planned JOIN leads ON leads.id = lead_id
       WHERE occurred_at > interactions.created_at AND occurred_at <= ? AND coalesce(last_contact_at, 0) < occurred_at
         AND NOT (type = 'note' AND ${isSaleSql}) LIMIT ?`,
      [now, limit],
    )
    .map(({ leadId }) => leadId)
