// What became of each message of a campaign, read by page.
import {
  shownDeliveryState,
  type BounceClass,
  type Delivery,
  type DeliveryState,
  type ShownDeliveryState,
} from '#shared/contract/deliveries.ts'
import type { ClickChoice } from '#shared/contract/email/clicks.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import type { Database, SqlValue, Transaction } from '#main/database/database.ts'
import { flag, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { unknownId } from '#main/platform/apiError.ts'
import type { Variant } from '#shared/rules/sending/testSplit.ts'
import { isTestedSql } from '../variants/testAnswers.ts'
import { outboxTotals } from '../campaigns/campaigns.repository.ts'
import { clickedCondition, isAboutClicks } from '../clicks/clickedMessages.ts'
import { applyTransition, noteWithdrawalOf } from '../outbox/outbox.states.ts'

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
  bounced_at: optional(moment()),
  bounce_class: optional(text<BounceClass>()),
  bounce_words: optional(text()),
  replied_at: optional(moment()),
  withdrawn_at: optional(moment()),
  measured: flag(),
  clicked_at: optional(moment()),
}
/** Columns that another table says. */
const toldSql: Readonly<Record<string, string>> = {
  last_attempt_at: '(SELECT max(attempted_at) FROM send_attempts WHERE outbox_id = outbox.id)',
  clicked_at: '(SELECT min(at) FROM clicks WHERE outbox_id = outbox.id AND automatic IS NULL)',
}
const recipient = rowOf({ email: text(), leadId: optional(integer()) })
const delivery = rowOf(deliveryColumns)
export type DeliveryRow = RowOfTable<typeof delivery>

/** The columns of `deliveryColumns` as a SELECT list. */
export const deliveryList = Object.keys(deliveryColumns)
  .map((name) => (toldSql[name] === undefined ? `outbox.${name}` : `${toldSql[name]} AS ${name}`))
  .join(', ')

type Asked = Paging & {
  id: number
  state?: ShownDeliveryState
  isWithdrawn: boolean
  variant?: Variant
  clicks?: ClickChoice
  link?: string
}

/** What came back is found by indexes of its own; every other choice is a state of the outbox. */
const heardSql = { bounced: 'bounced_at IS NOT NULL', replied: 'replied_at IS NOT NULL' } as const
const isHeard = (state: ShownDeliveryState | undefined): state is keyof typeof heardSql =>
  state === 'bounced' || state === 'replied'

/**
 * Ordered by state, then by number: the order of the index, so that any page costs the same. Whose
 * messages came back or were answered are few, and ordered by number.
 * @throws 404
 */
export function listDeliveries(database: Database, input: Asked) {
  if (
    database.count('SELECT count(*) AS n FROM campaigns WHERE id = ? AND deleted_at IS NULL', [
      input.id,
    ]) === 0
  )
    throw unknownId('campaign', input.id)
  const { state } = input
  const byNumber = input.isWithdrawn || isHeard(state) || isAboutClicks(input)
  const conditions = ['campaign_id = ?']
  const parameters: SqlValue[] = [input.id]
  if (input.isWithdrawn) conditions.push('withdrawn_at IS NOT NULL')
  if (isHeard(state)) conditions.push(heardSql[state])
  else if (state !== undefined) {
    conditions.push('state = ?')
    parameters.push(state)
  }
  if (input.variant !== undefined) {
    conditions.push(`variant = ? AND ${isTestedSql}`)
    parameters.push(input.variant)
  }
  if (isAboutClicks(input)) {
    const asked = clickedCondition(input)
    conditions.push(asked.sql)
    parameters.push(...asked.parameters)
  }
  const total = countDeliveries(database, input, { conditions, parameters })
  const after = decodeCursor(input.cursor)
  if (after) {
    conditions.push(byNumber ? 'id > ?' : '(state, id) > (?, ?)')
    parameters.push(...(byNumber ? [after.id] : [after.key, after.id]))
  }
  const rows = database.all(
    delivery,
    `SELECT ${deliveryList} FROM outbox
     WHERE ${conditions.join(' AND ')} ORDER BY ${byNumber ? 'id' : 'state, id'} LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(rows, input.limit, total, (row) => ({ key: row.state, id: row.id }), toDelivery)
}

function countDeliveries(
  database: Database,
  input: Asked,
  { conditions, parameters }: { conditions: string[]; parameters: SqlValue[] },
): number {
  const { id, state, isWithdrawn, variant } = input
  if (isWithdrawn || isHeard(state) || variant !== undefined || isAboutClicks(input))
    return database.count(
      `SELECT count(*) AS n FROM outbox WHERE ${conditions.join(' AND ')}`,
      parameters,
    )
  const totals = outboxTotals(database, id)
  return state === undefined
    ? Object.values(totals).reduce((sum, count) => sum + count, 0)
    : (totals[state] ?? 0)
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    leadId: row.lead_id,
    email: row.email,
    state: shownDeliveryState(row.state, { bouncedAt: row.bounced_at, repliedAt: row.replied_at }),
    reason: row.reason,
    attempts: row.attempts,
    lastReply: row.bounce_words ?? row.last_reply,
    messageId: row.message_id,
    nextAttemptAt:
      row.state === 'queued' && row.next_attempt_at > 0
        ? toOptionalTimestamp(row.next_attempt_at)
        : null,
    sentAt: toOptionalTimestamp(row.sent_at),
    lastAttemptAt: toOptionalTimestamp(row.last_attempt_at),
    bouncedAt: toOptionalTimestamp(row.bounced_at),
    bounceClass: row.bounce_class,
    repliedAt: toOptionalTimestamp(row.replied_at),
    withdrawnAt: toOptionalTimestamp(row.withdrawn_at),
    isMeasured: row.measured,
    clickedAt: toOptionalTimestamp(row.clicked_at),
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

/** Somebody refused by the link of this message. */
export async function noteWithdrawnByLink(
  transaction: Transaction,
  reference: string,
  at: number,
): Promise<void> {
  await applyTransition(transaction, noteWithdrawalOf, at, reference)
}
