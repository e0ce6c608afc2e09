// What is kept of a funnel that is deleted: its row, its pages and its e-mails.
import { keepDeleted, rowsToKeep } from '#main/core/deletedItems.ts'
import type { Transaction } from '#main/database/database.ts'
import { funnelEmailsTable } from './emails/funnelEmails.table.ts'
import { funnelsTable, type FunnelRow } from './funnels.table.ts'
import { pagesTable } from './pages/pages.table.ts'

/** Before its rows are deleted, in the same transaction. */
export async function keepDeletedFunnel(
  transaction: Transaction,
  { id, name }: Pick<FunnelRow, 'id' | 'name'>,
  now: number,
): Promise<void> {
  const read = (statement: string) => rowsToKeep(transaction, statement, id)
  const rows = {
    funnels: await read(`SELECT ${funnelsTable.list()} FROM funnels WHERE id = ?`),
    pages: await read(
      `SELECT ${pagesTable.list()} FROM funnel_pages WHERE funnel_id = ? ORDER BY id`,
    ),
    emails: await read(
      `SELECT ${funnelEmailsTable.list()} FROM funnel_emails WHERE funnel_id = ? ORDER BY id`,
    ),
  }
  await keepDeleted(transaction, { kind: 'funnel', id, name, rows }, now)
}
