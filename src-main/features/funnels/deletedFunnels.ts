// What is kept of a funnel that is deleted: its row, its pages, and which sequences went with it.
import { keepDeleted, rowsToKeep } from '#main/core/deletedItems.ts'
import type { Transaction } from '#main/database/database.ts'
import { funnelsTable, type FunnelRow } from './funnels.table.ts'
import { pagesTable } from './pages/pages.table.ts'

/** Before its rows are deleted, in the same transaction. */
export async function keepDeletedFunnel(
  transaction: Transaction,
  { id, name }: Pick<FunnelRow, 'id' | 'name'>,
  sequences: readonly number[],
  now: number,
): Promise<void> {
  const read = (statement: string) => rowsToKeep(transaction, statement, id)
  const rows = {
    funnels: await read(`SELECT ${funnelsTable.list()} FROM funnels WHERE id = ?`),
    pages: await read(
      `SELECT ${pagesTable.list()} FROM funnel_pages WHERE funnel_id = ? ORDER BY id`,
    ),
    sequences: sequences.map((sequence) => ({ id: sequence })),
  }
  await keepDeleted(transaction, { kind: 'funnel', id, name, rows }, now)
}
