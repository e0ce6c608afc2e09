// What was deleted and can be brought back for a month, after a restart too: its rows as they were,
// kept in the transaction that deletes them.
import { z } from 'zod'
import type { DeletedItem } from '#shared/contract/common.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { integer, longText, moment, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf, type RawRow } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'

/** How long what was deleted can be brought back, in milliseconds. */
export const restorablePeriod = 30 * 24 * 60 * 60 * 1000

export type DeletedKind = 'funnel' | 'account' | 'segment' | 'custom_field' | 'view'

/** Rows as the database holds them, under the name their feature gave them. */
const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
const KeptRows = z.record(z.string(), Rows)
export type KeptRows = Record<string, RawRow[]>

const listed = rowOf({ id: integer(), name: text(), deletedAt: moment() })
const kept = rowOf({ snapshot: longText() })

/** The rows of a statement as they are, to be kept. */
export async function rowsToKeep(
  transaction: Transaction,
  statement: string,
  id: number,
): Promise<RawRow[]> {
  return Rows.parse(await transaction.sql(statement, [id]))
}

export async function keepDeleted(
  transaction: Transaction,
  item: { kind: DeletedKind; id: number; name: string; rows: KeptRows },
  now: number,
): Promise<void> {
  await transaction.sql(
    'INSERT OR REPLACE INTO deleted_items (kind, item_id, name, snapshot, deleted_at) VALUES (?, ?, ?, ?, ?)',
    [item.kind, item.id, item.name, JSON.stringify(item.rows), now],
  )
}

/**
 * The rows of a deleted thing, which is no longer kept then: whoever takes them restores them.
 * @throws 404 if nothing was deleted under this number, or too long ago
 */
export async function takeDeleted(
  transaction: Transaction,
  kind: DeletedKind,
  id: number,
  now: number,
): Promise<KeptRows> {
  const row = await transaction.first(
    kept,
    'SELECT snapshot FROM deleted_items WHERE kind = ? AND item_id = ? AND deleted_at >= ?',
    [kind, id, now - restorablePeriod],
  )
  if (row === null) throw unknownId(`deleted ${kind}`, id)
  await forgetDeleted(transaction, kind, id)
  return KeptRows.parse(JSON.parse(row.snapshot))
}

/** Newest first. */
export function listDeleted(database: Database, kind: DeletedKind, now: number): DeletedItem[] {
  return database
    .all(
      listed,
      `SELECT item_id AS id, name, deleted_at AS deletedAt FROM deleted_items
       WHERE kind = ? AND deleted_at >= ? ORDER BY deleted_at DESC, item_id DESC`,
      [kind, now - restorablePeriod],
    )
    .map((item) => toDeletedItem(item, restorablePeriod))
}

export const toDeletedItem = (
  { id, name, deletedAt }: { id: number; name: string; deletedAt: number },
  period: number,
): DeletedItem => ({
  id,
  name,
  deletedAt: toTimestamp(deletedAt),
  restorableUntil: toTimestamp(deletedAt + period),
})

/** What can no longer be brought back, with its rows: for what rests elsewhere and goes with it. */
export function expiredDeleted(
  database: Database,
  kind: DeletedKind,
  now: number,
): { id: number; rows: KeptRows }[] {
  return database
    .all(
      rowOf({ id: integer(), snapshot: longText() }),
      'SELECT item_id AS id, snapshot FROM deleted_items WHERE kind = ? AND deleted_at < ?',
      [kind, now - restorablePeriod],
    )
    .map(({ id, snapshot }) => ({ id, rows: KeptRows.parse(JSON.parse(snapshot)) }))
}

export async function forgetDeleted(
  transaction: Transaction,
  kind: DeletedKind,
  id: number,
): Promise<void> {
  await transaction.sql('DELETE FROM deleted_items WHERE kind = ? AND item_id = ?', [kind, id])
}
