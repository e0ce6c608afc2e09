// The SQL of the log of calls: listing, the month's sum, forgetting payloads.
import type { AiCall } from '#shared/contract/assistant.contract.ts'
import { dateAt, startOfDate } from '#shared/rules/calendar/calendarDays.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { bigInteger, integer } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { aiCallsTable, type AiCallRow } from '../assistant.table.ts'

const listedCall = aiCallsTable.without('payload', 'estimatedCost')
type ListedCall = RowOfTable<typeof listedCall>

/** Newest first. */
export function listCalls(database: Database, input: Paging) {
  const after = decodeCursor(input.cursor) ?? {
    key: Number.MAX_SAFE_INTEGER,
    id: Number.MAX_SAFE_INTEGER,
  }
  const rows = database.all(
    listedCall,
    `SELECT ${listedCall.list()} FROM ai_calls WHERE (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?`,
    [after.key, after.id, input.limit + 1],
  )
  const total = database.count('SELECT count(*) AS n FROM ai_calls')
  return pageFrom(rows, input.limit, total, (row) => ({ key: row.at, id: row.id }), toCall)
}

export const findCall = (database: Database, id: number): AiCallRow | null =>
  aiCallsTable.find(database, { id })

export function toCall(row: ListedCall): AiCall {
  const { id, task, provider, model, outcome, reason, inputTokens, outputTokens, currency } = row
  return {
    id,
    at: toTimestamp(row.at),
    task,
    provider,
    model,
    outcome,
    reason,
    inputTokens,
    outputTokens,
    cost: row.cost === null ? null : row.cost / 1_000_000,
    currency,
  }
}

/** Moment at which the calendar month of a moment begins in the zone of the business. */
export const monthStart = (moment: number, timeZone: string): number =>
  startOfDate(`${dateAt(moment, timeZone).slice(0, 8)}01`, timeZone)

/**
 * What counts against a budget: what was measured, and the estimate where the cost of a call never
 * became known. In millionths.
 */
export const spentSql =
  'SELECT sum(coalesce(cost, estimated_cost)) AS n FROM ai_calls WHERE at >= ? AND currency = ?'

const month = rowOf({
  calls: integer(),
  inputTokens: integer(),
  outputTokens: integer(),
  cost: bigInteger(),
  callsOfUnknownCost: integer(),
})
type MonthRow = RowOfTable<typeof month>

export function monthFigures(database: Database, from: number, currency: string): MonthRow {
  const row = database.first(
    month,
    `SELECT count(*) AS calls, coalesce(sum(input_tokens), 0) AS inputTokens, coalesce(sum(output_tokens), 0) AS outputTokens,
       coalesce(sum(CASE WHEN currency = ? THEN cost END), 0) AS cost, coalesce(sum(cost IS NULL OR currency <> ?), 0) AS callsOfUnknownCost
     FROM ai_calls WHERE at >= ?`,
    [currency, currency, from],
  )
  return row ?? { calls: 0, inputTokens: 0, outputTokens: 0, cost: 0, callsOfUnknownCost: 0 }
}

/**
 * Forgets what was sent before a moment. Rows since `month`, the beginning of the running one, stay
 * without it: the month's sum must not forget what was spent.
 */
export async function forgetPayloads(
  transaction: Transaction,
  before: number,
  month: number,
): Promise<void> {
  await transaction.sql(
    `UPDATE ai_calls SET payload = NULL WHERE at < ? AND payload IS NOT NULL AND outcome <> 'running'`,
    [before],
  )
  await transaction.sql(`DELETE FROM ai_calls WHERE at < ? AND at < ?`, [before, month])
}
