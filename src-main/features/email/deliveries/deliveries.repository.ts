// What became of each message of a campaign, read by page.
import type { Delivery, DeliveryState } from '#shared/contract/deliveries.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { outboxTotals } from '../campaigns/campaigns.repository.ts'

export const deliveryColumns = {
  id: integer(),
  lead_id: optional(integer()),
  email: text(),
  state: text<DeliveryState>(),
  reason: optional(text()),
  attempts: integer(),
  last_reply: optional(text()),
  message_id: text(),
  next_attempt_at: moment(),
  sent_at: optional(moment()),
  last_attempt_at: optional(moment()),
}
const recipient = rowOf({ email: text(), leadId: optional(integer()) })
const delivery = rowOf(deliveryColumns)
export type DeliveryRow = RowOfTable<typeof delivery>

/** The columns of `deliveryColumns` as a SELECT list. */
export const deliveryList = Object.keys(deliveryColumns)
  .map((name) =>
    name === 'last_attempt_at'
      ? '(SELECT max(attempted_at) FROM send_attempts WHERE outbox_id = outbox.id) AS last_attempt_at'
      : `outbox.${name}`,
  )
  .join(', ')

/**
 * Ordered by state, then by number: the order of the index, so that any page costs the same.
 * @throws 404
 */
export function listDeliveries(
  database: Database,
  input: Paging & { id: number; state?: DeliveryState },
) {
  if (
    database.count('SELECT count(*) AS n FROM campaigns WHERE id = ? AND deleted_at IS NULL', [
      input.id,
    ]) === 0
  )
    throw unknownId('campaign', input.id)
  const totals = outboxTotals(database, input.id)
  const total =
    input.state === undefined
      ? Object.values(totals).reduce((sum, count) => sum + count, 0)
      : (totals[input.state] ?? 0)
  const after = decodeCursor(input.cursor)
  const conditions = ['campaign_id = ?']
  const parameters: SqlValue[] = [input.id]
  if (input.state !== undefined) {
    conditions.push('state = ?')
    parameters.push(input.state)
  }
  if (after) {
    conditions.push('(state, id) > (?, ?)')
    parameters.push(after.key, after.id)
  }
  const rows = database.all(
    delivery,
    `SELECT ${deliveryList} FROM outbox
     WHERE ${conditions.join(' AND ')} ORDER BY state, id LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(rows, input.limit, total, (row) => ({ key: row.state, id: row.id }), toDelivery)
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    leadId: row.lead_id,
    email: row.email,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    lastReply: row.last_reply,
    messageId: row.message_id,
    nextAttemptAt:
      row.state === 'queued' && row.next_attempt_at > 0
        ? toOptionalTimestamp(row.next_attempt_at)
        : null,
    sentAt: toOptionalTimestamp(row.sent_at),
    lastAttemptAt: toOptionalTimestamp(row.last_attempt_at),
  }
}

/**
 * Whom a message was meant for, by the token its unsubscribe link holds; null if no message has
 * it.
 */
export async function recipientOfReference(
  transaction: Transaction,
  reference: string,
): Promise<{ email: string; leadId: number | null } | null> {
  return transaction.first(
    recipient,
    'SELECT email, lead_id AS leadId FROM outbox WHERE reference = ? LIMIT 1',
    [reference],
  )
}
