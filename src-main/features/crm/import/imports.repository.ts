// All SQL about import runs.
import type { ImportBuckets, ImportRun } from '#shared/contract/crm.contract.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import { emptyBuckets } from './importBuckets.ts'
import type { ImportRow } from './imports.table.ts'

/** One import runs at a time: the newest that has not ended. */
export function findRunningImport(database: Database): ImportRun | null {
  const [row] = database.query<{ id: number }>(
    `SELECT id FROM imports WHERE state = 'running' ORDER BY started_at DESC LIMIT 1`,
  )
  return row === undefined ? null : findImport(database, row.id)
}

export function findImport(database: Database, id: number): ImportRun | null {
  const [row] = database.query<ImportRow>(
    `SELECT id, file_name AS fileName, state, progress, buckets, started_at AS startedAt, finished_at AS finishedAt FROM imports WHERE id = ?`,
    [id],
  )
  if (row === undefined) return null
  const buckets = JSON.parse(row.buckets) as ImportBuckets
  return {
    id: row.id,
    fileName: row.fileName,
    state: row.state,
    rowsDone: buckets.total,
    progress: row.progress,
    startedAt: toTimestamp(row.startedAt),
    finishedAt: toOptionalTimestamp(row.finishedAt),
    buckets,
  }
}

/** @returns null where another import is running: one runs at a time */
export async function insertImport(
  database: Database,
  fileName: string,
  now: number,
): Promise<number | null> {
  const row = {
    fileName,
    state: 'running',
    progress: 0,
    buckets: JSON.stringify(emptyBuckets()),
    startedAt: now,
    finishedAt: null,
  }
  return database.write(['crm'], async (transaction) => {
    if ((await transaction.countBy('imports', { state: 'running' })) > 0) return null
    const inserted = await transaction.insert('imports', row)
    return Number(inserted.identifiers[0]?.['id'])
  })
}

export async function updateImport(
  database: Database,
  id: number,
  progress: number,
  buckets: ImportBuckets,
): Promise<void> {
  await database.write(['crm'], async (transaction) => {
    await transaction.update(
      'imports',
      { id, state: 'running' },
      { progress, buckets: JSON.stringify(buckets) },
    )
  })
}

export async function finishImport(
  database: Database,
  id: number,
  state: ImportRun['state'],
  buckets: ImportBuckets,
  now: number,
): Promise<void> {
  await database.write(['crm', 'dashboard', 'email'], async (transaction) => {
    await transaction.update(
      'imports',
      { id },
      { state, progress: 1, buckets: JSON.stringify(buckets), finishedAt: now },
    )
  })
}

/**
 * An import cannot survive its process: what was running at the last end is marked as failed, its
 * rows kept.
 */
export async function failInterruptedImports(database: Database, now: number): Promise<void> {
  await database.write([], async (transaction) => {
    await transaction.update('imports', { state: 'running' }, { state: 'failed', finishedAt: now })
  })
}
