// Changing many leads at once, and taking that back: begun here, done in a thread of its own.
import type { BulkChanges, BulkInput, BulkRun, UndoReport } from '#shared/contract/crm/bulk.ts'
import type { LeadFilter } from '#shared/contract/crm/leadFilter.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { untilStored } from '#main/database/untilStored.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { startTask, type Task } from '#main/platform/task.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { removeUnusedFields } from '../customFields/customFields.service.ts'
import { withCustomValues } from '../customFields/customValues.ts'
import { checkLeadFilter } from '../filters/filterCheck.ts'
import { leadFilterSql, type SqlCondition } from '../leads/leadFilter.ts'
import type { BulkProgress, BulkResult, BulkTask, ReadChanges } from './bulkEdit.worker.ts'
import { importsTable } from '../import/imports.table.ts'
import { leadChangesTable, type LeadChangeRow } from './leadChanges.table.ts'

const idOnly = rowOf({ id: integer() })
const topics: Topic[] = ['crm', 'dashboard', 'analytics', 'email']

type Running = { task: Task<BulkResult>; progress: BulkProgress; ended: Promise<BulkResult> }
const runningChanges = memorySlot(() => new Map<number, Running>())

/** @throws 422 for a filter or a value with a mistake; nothing is changed then */
export async function startBulkEdit(services: Services, input: BulkInput): Promise<BulkRun> {
  const { id, ended } = await begin(services, input)
  ended.catch(() => undefined) // Recorded in the change's row; nobody waits here.
  return getBulkRun(services, id)
}

/** The same, and waits for the end. */
export async function runBulkEdit(services: Services, input: BulkInput): Promise<BulkRun> {
  const { id, ended } = await begin(services, input)
  await ended
  return getBulkRun(services, id)
}

async function begin(services: Services, { ids, filter, changes }: BulkInput) {
  const { database, host } = services
  const now = host.clock.now()
  const chosen = ids === undefined ? filterChosen(services, filter ?? {}) : idsChosen(ids)
  const read = readChanges(services, changes)
  const row = { kind: 'bulk', state: 'running', matched: 0, done: 0, changed: 0 } as const
  const id = await database.write(['crm'], (transaction) =>
    leadChangesTable.insert(transaction, { ...row, madeAt: now }),
  )
  const task = { kind: 'edit', databasePath: database.path, changeId: id, now } as const
  return { id, ended: run(services, id, { ...task, ...chosen, changes: read }) }
}

const idsChosen = (ids: number[]): SqlCondition => ({
  where: 'leads.id IN (SELECT value FROM json_each(?))',
  parameters: [JSON.stringify(ids)],
})

function filterChosen({ database, host }: Services, given: object): SqlCondition {
  const isTree = 'all' in given || 'any' in given || 'none' in given
  const filter = (isTree ? { filter: given } : given) as LeadFilter
  checkLeadFilter(database, filter)
  return leadFilterSql(filter, { database, now: host.clock.now() })
}

/** @throws 422 naming a custom field that does not exist, or a value that it does not take */
function readChanges({ database }: Services, changes: BulkChanges): ReadChanges {
  const { status, estimatedValue, addTags = [], removeTags = [], custom = {} } = changes
  const values = withCustomValues({}, custom, listFields(database))
  const lines = Object.fromEntries(
    (['source', 'owner', 'lostReason'] as const).flatMap((name) =>
      changes[name] === undefined ? [] : [[name, changes[name] || null]],
    ),
  )
  return {
    ...(status === undefined ? {} : { status }),
    ...lines,
    ...(estimatedValue === undefined
      ? {}
      : { estimatedValueCents: Math.round(estimatedValue * 100) }),
    addTags,
    removeTags,
    custom: Object.fromEntries(Object.keys(custom).map((key) => [key, values[key] ?? null])),
  }
}

/** Runs a task to its end, and records it. */
function run(services: Services, id: number, task: BulkTask): Promise<BulkResult> {
  const { database, host, changes, memory } = services
  const running = memory.of(runningChanges)
  const started = startTask<BulkTask, BulkResult, BulkProgress>(
    new URL('./bulkEdit.worker.ts', import.meta.url),
    task,
    (progress) => {
      const known = running.get(id)
      if (known !== undefined) known.progress = progress
      changes.publish(['crm'])
    },
  )
  const store = (change: Partial<LeadChangeRow>) =>
    untilStored(host.log, () =>
      database.write(topics, (transaction) => leadChangesTable.update(transaction, { id }, change)),
    )
  async function ended(): Promise<BulkResult> {
    try {
      const result = await started.outcome
      const { matched, done, changed } = result
      if (task.kind === 'undo') await store({ state: 'undone' })
      else await store({ state: result.isCancelled ? 'cancelled' : 'done', matched, done, changed })
      return result
    } catch (error) {
      host.log('error', 'A change of many leads failed.', { change: id, ...describeError(error) })
      await store({ state: 'failed' })
      throw error
    } finally {
      running.delete(id)
    }
  }
  const entry = { task: started, progress: { matched: 0, done: 0, changed: 0 }, ended: ended() }
  running.set(id, entry)
  return entry.ended
}

/** @throws 404 */
export function getBulkRun({ database, memory }: Services, id: number): BulkRun {
  const row = leadChangesTable.find(database, { id, kind: 'bulk' })
  if (row === null) throw unknownId('change of many leads', id)
  const { kind: _kind, importId: _importId, madeAt, ...run } = row
  const progress = row.state === 'running' ? memory.of(runningChanges).get(id)?.progress : undefined
  return { ...run, ...progress, madeAt: toTimestamp(madeAt) }
}

/** Of no effect on one that has ended. @throws 404 */
export async function cancelBulkEdit(services: Services, id: number): Promise<BulkRun> {
  const running = services.memory.of(runningChanges).get(id)
  running?.task.cancel()
  await running?.ended.catch(() => undefined)
  return getBulkRun(services, id)
}

/**
 * Takes a change back, after a restart too; what was changed again since stays as it is.
 * @throws 404; 409 while it runs, or where it was taken back already or is too long ago
 */
export const undoBulkEdit = (services: Services, id: number): Promise<UndoReport> =>
  undoChange(services, { id, kind: 'bulk' }, 'change of many leads')

/** The same for an import. @throws as `undoBulkEdit`; 409 while it runs */
export async function undoImport(services: Services, importId: number): Promise<UndoReport> {
  const { database } = services
  const run = importsTable.find(database, { id: importId })
  if (run === null) throw unknownId('import', importId)
  if (run.state === 'running') throw notUndoable()
  const report = await undoChange(services, { importId, kind: 'import' }, 'import')
  await database.write(topics, async (transaction) => {
    await importsTable.update(transaction, { id: importId }, { state: 'undone' })
    await transaction.sql('DELETE FROM import_rejects WHERE import_id = ?', [importId])
    await removeUnusedFields(transaction, run.newFields)
  })
  return report
}

const notUndoable = () =>
  apiError('CONFLICT', 'change_not_undoable', 'This change cannot be taken back now.')

async function undoChange(
  services: Services,
  which: Pick<LeadChangeRow, 'kind'> & Partial<Pick<LeadChangeRow, 'id' | 'importId'>>,
  noun: string,
): Promise<UndoReport> {
  const { database, host } = services
  const now = host.clock.now()
  const change = await database.write([], async (transaction) => {
    const row = await leadChangesTable.findForUpdate(transaction, which)
    if (row === null) throw which.id === undefined ? notUndoable() : unknownId(noun, which.id)
    const isOver = ['done', 'cancelled', 'failed'].includes(row.state)
    if (!isOver || row.madeAt < now - restorablePeriod) throw notUndoable()
    await leadChangesTable.update(transaction, { id: row.id }, { state: 'undoing' })
    return row
  })
  const { id: changeId, madeAt, importId } = change
  const task = {
    kind: 'undo',
    databasePath: database.path,
    changeId,
    madeAt,
    importId,
    now,
  } as const
  const { changed, kept } = await run(services, changeId, task)
  return { restored: changed, kept }
}

/** Changes cut short by the end of the application: what was done of them can be taken back. */
export async function endInterruptedChanges({ database }: Services): Promise<void> {
  await database.write([], (transaction) =>
    transaction.sql(
      `UPDATE lead_changes SET state = 'failed' WHERE state IN ('running', 'undoing')`,
    ),
  )
}

/** Rows forgotten in one transaction. */
const rowsAtOnce = 1_000

/** What can no longer be taken back is kept nowhere. For the hourly work. */
export async function forgetOldChanges({ database, host }: Services): Promise<void> {
  const before = host.clock.now() - restorablePeriod
  const old = database.all(idOnly, 'SELECT id FROM lead_changes WHERE made_at < ?', [before])
  for (const { id } of old) {
    for (const [table, key] of [
      ['lead_change_rows', 'lead_id'],
      ['lead_change_refusals', 'address'],
    ])
      for (let isMore = true; isMore;) {
        const gone = await database.write([], async (transaction) => {
          await transaction.sql(
            `DELETE FROM ${table} WHERE change_id = ? AND ${key} IN (SELECT ${key} FROM ${table} WHERE change_id = ? LIMIT ?)`,
            [id, id, rowsAtOnce],
          )
          return transaction.count('SELECT changes() AS n')
        })
        isMore = gone === rowsAtOnce
        await new Promise((resolve) => setImmediate(resolve))
      }
    await database.write([], async (transaction) => {
      // At most fifty thousand of an import, and not before the rest of it is forgotten.
      await transaction.sql(
        'DELETE FROM import_rejects WHERE import_id = (SELECT import_id FROM lead_changes WHERE id = ?)',
        [id],
      )
      await leadChangesTable.delete(transaction, { id })
    })
  }
}
