// All SQL about imports from WeBox IA on the main thread's connections.
import {
  WeboxCounts,
  type WeboxImport,
  type WeboxProblem,
  type KeptRow,
} from '#shared/contract/webox.contract.ts'
import type { z } from 'zod'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { flag, integer, json, moment, optional, real, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { emptyCounts } from './importReport.ts'

const importRow = rowOf({
  id: integer(),
  fileName: text(),
  state: text<WeboxImport['state']>(),
  progress: real(),
  counts: json(WeboxCounts),
  problemCount: integer(),
  keptCount: integer(),
  hasRows: flag(),
  startedAt: moment(),
  finishedAt: optional(moment()),
  undoneAt: optional(moment()),
})
type ImportRow = RowOfTable<typeof importRow>
const idOnly = rowOf({ id: integer() })
const fileOnly = rowOf({ fileName: text() })
const problemRow = rowOf({
  id: integer(),
  source_table: text(),
  source_id: text(),
  outcome: text<WeboxProblem['outcome']>(),
  reason: text<WeboxProblem['reason']>(),
  detail: optional(text()),
})
const keptRow = rowOf({
  id: integer(),
  kind: text<z.infer<typeof KeptRow>['kind']>(),
  table: text(),
  sourceId: text(),
  targetId: integer(),
})

const selectSql = `SELECT id, file_name AS fileName, state, progress, counts, problem_count AS problemCount, kept_count AS keptCount,
  EXISTS (SELECT 1 FROM webox_rows WHERE import_id = webox_imports.id) AS hasRows,
  started_at AS startedAt, finished_at AS finishedAt, undone_at AS undoneAt FROM webox_imports`

export function findImport(database: Database, id: number): WeboxImport | null {
  const row = database.first(importRow, `${selectSql} WHERE id = ?`, [id])
  return row === null ? null : toImport(row)
}

export function listImports(database: Database): WeboxImport[] {
  return database.all(importRow, `${selectSql} ORDER BY id DESC LIMIT 100`).map(toImport)
}

function toImport({ hasRows, startedAt, finishedAt, undoneAt, ...row }: ImportRow): WeboxImport {
  const isOver = row.state === 'done' || row.state === 'cancelled' || row.state === 'failed'
  return {
    ...row,
    canUndo: isOver && undoneAt === null && hasRows,
    startedAt: toTimestamp(startedAt),
    finishedAt: toOptionalTimestamp(finishedAt),
    undoneAt: toOptionalTimestamp(undoneAt),
  }
}

/** What one process at a time may do: import or undo. */
const busySql = `SELECT 1 FROM webox_imports WHERE state IN ('running', 'undoing') UNION ALL SELECT 1 FROM imports WHERE state = 'running' LIMIT 1`

/** @returns null if another import is running, here or in the CRM */
export async function insertImport(
  database: Database,
  fileName: string,
  now: number,
): Promise<{ id: number; leadImportId: number } | null> {
  return database.write(['webox'], async (transaction) => {
    if ((await transaction.sql(busySql)).length > 0) return null
    // New leads carry the number of an entry among the CRM's imports, as those of any file. It
    // stands as failed until all is well, so that a crash leaves the truth.
    const buckets = JSON.stringify(leadBuckets(emptyCounts()))
    const lead = await transaction.first(
      idOnly,
      `INSERT INTO imports (file_name, state, progress, buckets, started_at, finished_at) VALUES (?, 'failed', 0, ?, ?, ?) RETURNING id`,
      [fileName, buckets, now, now],
    )
    const row = await transaction.first(
      idOnly,
      `INSERT INTO webox_imports (file_name, state, progress, counts, problem_count, kept_count, lead_import_id, started_at)
       VALUES (?, 'running', 0, ?, 0, 0, ?, ?) RETURNING id`,
      [fileName, JSON.stringify(emptyCounts()), lead?.id ?? null, now],
    )
    return row === null || lead === null ? null : { id: row.id, leadImportId: lead.id }
  })
}

function leadBuckets({ leads }: WeboxCounts) {
  return {
    total: leads.found,
    created: leads.created,
    updated: 0,
    unchanged: 0,
    duplicate: leads.merged,
    invalid: leads.refused,
    suppressed: 0,
    problems: [],
  }
}

export async function updateProgress(
  database: Database,
  id: number,
  progress: number,
): Promise<void> {
  await database.write(['webox'], (transaction) =>
    transaction.sql(
      `UPDATE webox_imports SET progress = ? WHERE id = ? AND state IN ('running', 'undoing')`,
      [progress, id],
    ),
  )
}

/** Everything that shows what was taken over is read again. */
const allTopics = ['webox', 'crm', 'email', 'funnels', 'ads', 'dashboard'] as const

export async function finishImport(
  database: Database,
  id: number,
  state: 'done' | 'cancelled' | 'failed',
  result: { counts: WeboxCounts; problemCount: number } | null,
  now: number,
): Promise<void> {
  await database.write(allTopics, async (transaction) => {
    const counts = result?.counts ?? emptyCounts()
    await transaction.sql(
      'UPDATE webox_imports SET state = ?, progress = 1, counts = ?, problem_count = ?, finished_at = ? WHERE id = ?',
      [...[state, JSON.stringify(counts), result?.problemCount ?? 0, now, id]],
    )
    const buckets = JSON.stringify(leadBuckets(counts))
    await transaction.sql(
      'UPDATE imports SET state = ?, progress = 1, buckets = ?, finished_at = ? WHERE id = (SELECT lead_import_id FROM webox_imports WHERE id = ?)',
      [...[state, buckets, now, id]],
    )
    await removeIdleEntry(transaction, id)
  })
}

/** An entry that no lead carries says nothing. */
async function removeIdleEntry(transaction: Transaction, id: number): Promise<void> {
  await transaction.sql(
    `DELETE FROM imports WHERE id = (SELECT lead_import_id FROM webox_imports WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM leads WHERE import_id = imports.id)`,
    [id],
  )
}

/** @returns false if something else is running or there is nothing to take back */
export async function beginUndo(database: Database, id: number): Promise<boolean> {
  return database.write(['webox'], async (transaction) => {
    if ((await transaction.sql(busySql)).length > 0) return false
    const rows = await transaction.sql(
      `UPDATE webox_imports SET state = 'undoing', progress = 0 WHERE id = ? AND state IN ('done', 'cancelled', 'failed') AND undone_at IS NULL RETURNING id`,
      [id],
    )
    return rows.length > 0
  })
}

/** @param kept null if undoing broke off: it can be asked for again */
export async function finishUndo(
  database: Database,
  id: number,
  kept: number | null,
  now: number,
): Promise<void> {
  await database.write(allTopics, async (transaction) => {
    if (kept === null) {
      await transaction.sql(
        `UPDATE webox_imports SET state = 'failed', progress = 1 WHERE id = ?`,
        [id],
      )
      return
    }
    await transaction.sql(
      `UPDATE webox_imports SET state = 'undone', progress = 1, kept_count = ?, undone_at = ? WHERE id = ?`,
      [kept, now, id],
    )
    await removeIdleEntry(transaction, id)
  })
}

/**
 * Nothing survives its process: what was running is marked as failed, its rows kept so that it can
 * be undone or run again. Undoing that had taken back its last row is done.
 * @returns the names of the files that were being read
 */
export async function failInterrupted(database: Database, now: number): Promise<string[]> {
  return database.write([], async (transaction) => {
    const undone = await transaction.all(
      idOnly,
      `UPDATE webox_imports SET state = 'undone', progress = 1, undone_at = ?,
         kept_count = (SELECT count(*) FROM webox_rows WHERE import_id = webox_imports.id)
       WHERE state = 'undoing' AND NOT EXISTS (SELECT 1 FROM webox_rows WHERE import_id = webox_imports.id AND action <> 'kept')
       RETURNING id`,
      [now],
    )
    for (const { id } of undone) await removeIdleEntry(transaction, id)
    const failed = await transaction.all(
      fileOnly,
      `UPDATE webox_imports SET state = 'failed', finished_at = coalesce(finished_at, ?) WHERE state IN ('running', 'undoing')
       RETURNING file_name AS fileName`,
      [now],
    )
    return failed.map(({ fileName }) => fileName)
  })
}

/** In the order they were found. */
export function listProblems(database: Database, input: Paging & { id: number }) {
  const after = decodeCursor(input.cursor)
  const rows = database.all(
    problemRow,
    'SELECT id, source_table, source_id, outcome, reason, detail FROM webox_problems WHERE import_id = ? AND id > ? ORDER BY id LIMIT ?',
    [...[input.id, after?.id ?? 0, input.limit + 1]],
  )
  return pageFrom(
    rows,
    input.limit,
    null,
    (row) => ({ key: null, id: row.id }),
    (row) => ({
      id: row.id,
      table: row.source_table,
      sourceId: row.source_id,
      outcome: row.outcome,
      reason: row.reason,
      detail: row.detail ?? '',
    }),
  )
}

export function listKept(database: Database, id: number): { items: z.infer<typeof KeptRow>[] } {
  const items = database.all(
    keptRow,
    `SELECT id, kind, source_table AS "table", source_id AS sourceId, target_id AS targetId FROM webox_rows
     WHERE import_id = ? AND action = 'kept' AND kind <> 'suppressions' ORDER BY id LIMIT 500`,
    [id],
  )
  return { items }
}
