// All SQL about import runs.
import type { ImportBuckets, ImportRun } from '#shared/contract/crm/imports.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import { leadChangesTable } from '../changes/leadChanges.table.ts'
import { emptyBuckets } from './importBuckets.ts'
import { importsTable, type ImportRow } from './imports.table.ts'

/** One import runs at a time: the newest that has not ended. */
export function findRunningImport(database: Database): ImportRun | null {
  const row = database.first(
    importsTable,
    `SELECT ${importsTable.list()} FROM imports WHERE state = 'running'
     ORDER BY started_at DESC LIMIT 1`,
  )
  return row === null ? null : toImport(row)
}

export function findImport(database: Database, id: number): ImportRun | null {
  const row = importsTable.find(database, { id })
  return row === null ? null : toImport(row)
}

const toImport = (row: ImportRow): ImportRun => ({
  ...row,
  rowsDone: row.buckets.total,
  startedAt: toTimestamp(row.startedAt),
  finishedAt: toOptionalTimestamp(row.finishedAt),
})

export type BegunImport = { id: number; changeId: number; startedAt: number }

/** @returns null if another import is running: one runs at a time */
export async function insertImport(
  database: Database,
  fileName: string,
  now: number,
): Promise<BegunImport | null> {
  return database.write(['crm'], async (transaction) => {
    if ((await importsTable.findForUpdate(transaction, { state: 'running' })) !== null) return null
    const id = await importsTable.insert(transaction, {
      fileName,
      state: 'running',
      progress: 0,
      buckets: emptyBuckets(),
      startedAt: now,
    })
    const counts = { matched: 0, done: 0, changed: 0 }
    const change = { kind: 'import', state: 'done', importId: id, madeAt: now } as const
    const changeId = await leadChangesTable.insert(transaction, { ...change, ...counts })
    return { id, changeId, startedAt: now }
  })
}

export async function updateImport(
  database: Database,
  id: number,
  progress: number,
  buckets: ImportBuckets,
): Promise<void> {
  await database.write(['crm'], (transaction) =>
    importsTable.update(transaction, { id, state: 'running' }, { progress, buckets }),
  )
}

export async function finishImport(
  database: Database,
  id: number,
  state: ImportRun['state'],
  { progress, buckets }: Pick<ImportRun, 'progress' | 'buckets'>,
  now: number,
): Promise<void> {
  await database.write(['crm', 'dashboard', 'email'], (transaction) =>
    importsTable.update(transaction, { id }, { state, progress, buckets, finishedAt: now }),
  )
}

/**
 * An import cannot survive its process: what was running at the last end is marked as failed, its
 * rows kept.
 * @returns the names of their files
 */
export async function failInterruptedImports(database: Database, now: number): Promise<string[]> {
  return database.write([], async (transaction) => {
    const running = await importsTable.findForUpdate(transaction, { state: 'running' })
    await importsTable.update(
      transaction,
      { state: 'running' },
      { state: 'failed', finishedAt: now },
    )
    return running === null ? [] : [running.fileName]
  })
}
