// Changing many leads at once, and taking that back: begun here, done in a thread of its own.
import type { BulkChanges, BulkInput, BulkRun, UndoReport } from '#shared/contract/crm/bulk.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { untilStored } from '#main/database/untilStored.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { startTask } from '#main/platform/task.ts'
import { listFields } from '../customFields/customFields.repository.ts'
import { removeUnusedFields } from '../customFields/customFields.service.ts'
import { withCustomValues } from '../customFields/customValues.ts'
import type { BulkProgress, BulkResult, BulkTask, ReadChanges } from './bulkEdit.worker.ts'
import { importsTable } from '../import/imports.table.ts'
import { leadChangesTable, type LeadChangeRow } from './leadChanges.table.ts'
import type { SqlCondition } from '../leads/leadFilter.ts'
import { chosenLeads } from './chosenLeads.ts'
import {
  beginUndo,
  getBulkRun,
  notUndoable,
  runningChanges,
  type ChangeKey,
} from './runningChanges.ts'

const idOnly = rowOf({ id: integer() })
const topics: Topic[] = ['crm', 'dashboard', 'analytics', 'email']

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

/** The same for leads that a condition on the table `leads` names. */
export async function runBulkChange(
  services: Services,
  chosen: SqlCondition,
  changes: BulkChanges,
): Promise<BulkRun> {
  const { id, ended } = await beginOn(services, chosen, changes)
  await ended
  return getBulkRun(services, id)
}

const begin = (services: Services, { ids, filter, changes }: BulkInput) =>
  beginOn(services, chosenLeads(services, { ids, filter }), changes)

async function beginOn(services: Services, chosen: SqlCondition, changes: BulkChanges) {
  const { database, host } = services
  const now = host.clock.now()
  const read = readChanges(services, changes)
  const row = { kind: 'bulk', state: 'running', matched: 0, done: 0, changed: 0 } as const
  const id = await database.write(['crm'], (transaction) =>
    leadChangesTable.insert(transaction, { ...row, madeAt: now }),
  )
  const task = { kind: 'edit', databasePath: database.path, changeId: id, now } as const
  return { id, ended: run(services, id, { ...task, ...chosen, changes: read }) }
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
  const progress = { matched: 0, done: 0, changed: 0 }
  const entry = { cancel: () => started.cancel(), progress, ended: ended() }
  running.set(id, entry)
  return entry.ended
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
  if (run.state === 'running') throw notUndoable('change')
  const report = await undoChange(services, { importId, kind: 'import' }, 'import')
  await database.write(topics, async (transaction) => {
    await importsTable.update(transaction, { id: importId }, { state: 'undone' })
    await transaction.sql('DELETE FROM import_rejects WHERE import_id = ?', [importId])
    await removeUnusedFields(transaction, run.newFields)
  })
  return report
}

async function undoChange(services: Services, which: ChangeKey, noun: string): Promise<UndoReport> {
  const now = services.host.clock.now()
  const { id: changeId, madeAt, importId } = await beginUndo(services, which, noun)
  const { path: databasePath } = services.database
  const task = { kind: 'undo', databasePath, changeId, madeAt, importId, now } as const
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
