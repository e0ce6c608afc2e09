// Changes of many leads under way: how far they are, an end to them, and the beginning of taking one
// back.
import type { BulkRun } from '#shared/contract/crm/bulk.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import type { BulkProgress } from './bulkEdit.worker.ts'
import { leadChangesTable, type LeadChangeRow } from './leadChanges.table.ts'

type Running = { cancel(): void; progress: BulkProgress; ended: Promise<unknown> }
export const runningChanges = memorySlot(() => new Map<number, Running>())

/** The row of a change or a deletion of many. @throws 404 */
export function findBulkChange(
  { database }: Pick<Services, 'database'>,
  id: number,
): LeadChangeRow {
  const row = leadChangesTable.find(database, { id })
  if (row === null || (row.kind !== 'bulk' && row.kind !== 'delete'))
    throw unknownId('change of many leads', id)
  return row
}

/** @throws 404 */
export function getBulkRun(services: Services, id: number): BulkRun {
  const { kind: _kind, importId: _importId, madeAt, ...run } = findBulkChange(services, id)
  const running = services.memory.of(runningChanges).get(id)
  const progress = run.state === 'running' ? running?.progress : undefined
  return { ...run, ...progress, madeAt: toTimestamp(madeAt) }
}

/** Of no effect on one that has ended. @throws 404 */
export async function cancelBulkRun(services: Services, id: number): Promise<BulkRun> {
  const running = services.memory.of(runningChanges).get(id)
  running?.cancel()
  await running?.ended.catch(() => undefined)
  return getBulkRun(services, id)
}

/** For the end of the application: what was changed by then stays, and can be taken back. */
export async function stopRunningChanges({ memory }: Services): Promise<void> {
  const running = [...memory.of(runningChanges).values()]
  for (const one of running) one.cancel()
  await Promise.allSettled(running.map(({ ended }) => ended))
}

/** @param noun what cannot be taken back, for the sentence */
export const notUndoable = (noun: string) =>
  apiError('CONFLICT', 'change_not_undoable', `This ${noun} cannot be taken back now.`)

export type ChangeKey = Pick<LeadChangeRow, 'kind'> &
  Partial<Pick<LeadChangeRow, 'id' | 'importId'>>

/** Whether a change came to an end, and was not taken back. */
export const isOver = (state: string): boolean => ['done', 'cancelled', 'failed'].includes(state)

/** From here on it is being taken back. @throws 404; 409 while it runs, or too late, or again */
export function beginUndo(
  { database, host }: Services,
  which: ChangeKey,
  noun: string,
): Promise<LeadChangeRow> {
  return database.write([], async (transaction) => {
    const row = await leadChangesTable.findForUpdate(transaction, which)
    if (row === null) throw which.id === undefined ? notUndoable(noun) : unknownId(noun, which.id)
    if (!isOver(row.state) || row.madeAt < host.clock.now() - restorablePeriod)
      throw notUndoable(noun)
    await leadChangesTable.update(transaction, { id: row.id }, { state: 'undoing' })
    return row
  })
}
