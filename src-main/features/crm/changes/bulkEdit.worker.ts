// The thread that changes many leads, and takes such a change back: in slices, so that whoever
// writes meanwhile waits for one of them.
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { leadFields as leadFieldList } from '#shared/leadFields/leadFields.ts'
import type { CustomValue } from '#shared/contract/crm/customFields.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { distinctTags, tagKey } from '#shared/rules/tags.ts'
import {
  openConnection,
  prepareRead,
  type SqliteConnection,
  type SqlValue,
} from '#main/database/sqliteConnection.ts'
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { createBulkWriter, type BulkWriter } from '../leads/bulkWrite.ts'
import { inStage, toLeadFields, toLeadRow, type LeadFields } from '../leads/leadRecord.ts'
import { forgetUnusedTagsSql } from '../leads/leadWords.ts'
import { leadStatements } from '../import/importStatements.ts'
import { removeBasisLines } from '../consents/importedBasis.ts'
import { createJournal, createPutBack } from './changeJournal.ts'
import { createRemoval, giveBackRefusals } from './importUndo.ts'

/** What is to be changed, read and held against the fields there are. */
export type ReadChanges = {
  status?: LeadStatus
  /** Null: none. */
  source?: string | null
  owner?: string | null
  lostReason?: string | null
  estimatedValueCents?: number
  addTags: string[]
  removeTags: string[]
  /** Null takes a value away. */
  custom: Record<string, CustomValue | null>
}
export type BulkTask = { databasePath: string; changeId: number; now: number } & (
  | { kind: 'edit'; where: string; parameters: SqlValue[]; changes: ReadChanges }
  | { kind: 'undo'; madeAt: number; importId: number | null }
)
export type BulkProgress = { matched: number; done: number; changed: number }
export type BulkResult = BulkProgress & { isCancelled: boolean; kept: number }

/** Rows a transaction. */
const slice = 1_000
const idOnly = rowOf({ id: integer() })

/** Columns that a change replaces by what it says. */
const ownChanges = ['source', 'owner', 'lostReason', 'estimatedValueCents'] as const
const changing = ['status', 'tags', 'custom', ...ownChanges] as const

function changed(fields: LeadFields, changes: ReadChanges, now: number): LeadFields {
  const removed = new Set(changes.removeTags.map(tagKey))
  const custom = { ...fields.custom }
  for (const [key, value] of Object.entries(changes.custom))
    if (value === null) delete custom[key]
    else custom[key] = value
  const moved = inStage(fields, changes.status)
  const given = ownChanges.filter((name) => changes[name] !== undefined)
  return {
    ...moved,
    ...Object.fromEntries(given.map((name) => [name, changes[name]])),
    tags: distinctTags([
      ...fields.tags.filter((tag) => !removed.has(tagKey(tag))),
      ...changes.addTags,
    ]).slice(0, leadFieldList.tags.max),
    custom,
    updatedAt: now,
  }
}

type Slices = {
  connection: SqliteConnection
  writer: BulkWriter
  context: TaskContext<BulkProgress>
}

async function edit(
  { connection, writer, context }: Slices,
  task: Extract<BulkTask, { kind: 'edit' }>,
): Promise<BulkResult> {
  const ids = prepareRead(
    connection,
    idOnly,
    `SELECT leads.id FROM leads WHERE ${task.where} ORDER BY leads.id`,
  )
    .all(...task.parameters)
    .map(({ id }) => id)
  const statements = leadStatements(connection)
  const journal = createJournal(connection, task.changeId)
  const state = { matched: ids.length, done: 0, changed: 0 }
  context.progressNow(state)

  function changeOne(id: number): void {
    state.done += 1
    const before = statements.byId.get(id)
    // Deleted since the choice was made.
    if (before === undefined) return
    const interactions = statements.countInteractions.get(id)?.n ?? 0
    const fields = toLeadFields(before)
    const after = toLeadRow(changed(fields, task.changes, task.now), interactions, task.now)
    if (changing.every((name) => before[name] === after[name])) return
    const mark = journal.mark(id)
    statements.update(before, after)
    journal.note(mark, before, after)
    state.changed += 1
  }
  for (let from = 0; from < ids.length; from += slice) {
    writer.run(() => ids.slice(from, from + slice).forEach(changeOne))
    context.progress(state)
    if (context.isCancelled()) return { ...state, isCancelled: true, kept: 0 }
    await yieldToEventLoop()
  }
  return { ...state, isCancelled: false, kept: 0 }
}

async function undo(
  { connection, writer, context }: Slices,
  { changeId, now, importId, madeAt }: Extract<BulkTask, { kind: 'undo' }>,
): Promise<BulkResult> {
  const { next, putBack } = createPutBack(connection, { changeId, madeAt, now })
  const state = { matched: 0, done: 0, changed: 0 }
  let kept = 0
  for (let after = 0; ;) {
    const rows = next(after, slice)
    if (rows.length === 0) break
    const outcomes = writer.run(() => rows.map(putBack))
    kept += outcomes.filter((outcome) => outcome === 'kept').length
    state.done += rows.length
    after = rows.at(-1)?.leadId ?? after
    context.progress(state)
    await yieldToEventLoop()
  }
  giveBackRefusals(connection, changeId, madeAt)
  while (importId !== null && removeBasisLines(connection, importId, slice) > 0)
    await yieldToEventLoop()
  const remove = importId === null ? null : createRemoval(connection, importId, madeAt)
  for (let after = 0; remove !== null;) {
    const outcome = writer.run(() => remove(after, slice))
    if (outcome === null) break
    kept += outcome.kept
    state.done += outcome.done
    after = outcome.last
    context.progress(state)
    await yieldToEventLoop()
  }
  connection.prepare(forgetUnusedTagsSql).run()
  return { ...state, changed: state.done - kept, isCancelled: false, kept }
}

await runTask<BulkTask, BulkResult, BulkProgress>(async (task, context) => {
  const connection = openConnection(task.databasePath)
  const slices = { connection, writer: createBulkWriter(connection), context }
  try {
    return task.kind === 'edit' ? await edit(slices, task) : await undo(slices, task)
  } finally {
    connection.close()
  }
})
