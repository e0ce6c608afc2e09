// Views: what is looked at, and how, under a name.
import type { z } from 'zod'
import type { DeletedItem } from '#shared/contract/common.ts'
import type { View, ViewChange, ViewDraft } from '#shared/contract/crm/views.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { keepDeleted, listDeleted, rowsToKeep, takeDeleted } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { checkLeadFilter } from '../filters/filterCheck.ts'
import { viewsTable, type ViewRow } from './views.table.ts'

const topics: Topic[] = ['crm']

const toView = ({ createdAt, updatedAt, ...view }: ViewRow): View => ({
  ...view,
  createdAt: toTimestamp(createdAt),
  updatedAt: toTimestamp(updatedAt),
})

export const listViews = ({ database }: Services) => ({
  items: database
    .all(viewsTable, `SELECT ${viewsTable.list()} FROM lead_views ORDER BY folded(name), id`)
    .map(toView),
})

/** @throws 404 for a segment that does not exist, 422 for a filter with a mistake */
export async function createView(
  { database, host }: Services,
  { name, content }: z.infer<typeof ViewDraft>,
): Promise<View> {
  checkLeadFilter(database, content.filter)
  const now = host.clock.now()
  const row = { name, content, createdAt: now, updatedAt: now }
  const id = await database.write(topics, (transaction) => viewsTable.insert(transaction, row))
  return toView({ id, ...row })
}

/** What is left out stays. @throws 404; 404 and 422 as `createView` */
export async function updateView(
  { database, host }: Services,
  { id, name, content }: z.infer<typeof ViewChange>,
): Promise<View> {
  if (content !== undefined) checkLeadFilter(database, content.filter)
  return database.write(topics, async (transaction) => {
    const before = await viewsTable.findForUpdate(transaction, { id })
    if (before === null) throw unknownId('view', id)
    const after = {
      ...before,
      name: name ?? before.name,
      content: content ?? before.content,
      updatedAt: host.clock.now(),
    }
    await viewsTable.update(transaction, { id }, after)
    return toView(after)
  })
}

/** @throws 404 */
export async function deleteView({ database, host }: Services, id: number): Promise<void> {
  await database.write(topics, async (transaction) => {
    const view = await viewsTable.findForUpdate(transaction, { id })
    if (view === null) throw unknownId('view', id)
    const rows = {
      views: await rowsToKeep(
        transaction,
        `SELECT ${viewsTable.list()} FROM lead_views WHERE id = ?`,
        id,
      ),
    }
    await keepDeleted(transaction, { kind: 'view', id, name: view.name, rows }, host.clock.now())
    await viewsTable.delete(transaction, { id })
  })
}

export const listDeletedViews = ({ database, host }: Services): DeletedItem[] =>
  listDeleted(database, 'view', host.clock.now())

/** Under its old number. @throws 404 if it was deleted too long ago, or never */
export async function restoreView({ database, host }: Services, id: number): Promise<View> {
  return database.write(topics, async (transaction) => {
    const { views = [] } = await takeDeleted(transaction, 'view', id, host.clock.now())
    for (const row of views) await viewsTable.insert(transaction, viewsTable.read(row))
    const view = await viewsTable.findForUpdate(transaction, { id })
    if (view === null) throw unknownId('deleted view', id)
    return toView(view)
  })
}
