// All SQL about import runs.
import { z } from 'zod'
import type { CustomFieldDraft } from '#shared/contract/crm/customFields.ts'
import type { ImportBuckets, ImportMemory, ImportRun } from '#shared/contract/crm/imports.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import type { Database } from '#main/database/database.ts'
import { integer, json } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { addField } from '../customFields/customFields.service.ts'
import { leadChangesTable } from '../changes/leadChanges.table.ts'
import { emptyBuckets } from './importBuckets.ts'
import { RejectReason, type RejectedFile } from './importRejects.ts'
import { importsTable, type ImportRow } from './imports.table.ts'

/** One import runs at a time: the newest that has not ended. */
export function findRunningImport(database: Database): ImportRun | null {
  const row = database.first(
    importsTable,
    `SELECT ${importsTable.list()} FROM imports WHERE state = 'running'
     ORDER BY started_at DESC LIMIT 1`,
  )
  return row === null ? null : toImport(row, 0)
}

export function findImport(database: Database, id: number): ImportRun | null {
  const row = importsTable.find(database, { id })
  return row === null ? null : toImport(row, countRejects(database, id))
}

const toImport = (
  { shape: _shape, given: _given, titles: _titles, newFields: _fields, ...row }: ImportRow,
  rejected: number,
): ImportRun => ({
  ...row,
  rejected,
  rowsDone: row.buckets.total,
  startedAt: toTimestamp(row.startedAt),
  finishedAt: toOptionalTimestamp(row.finishedAt),
})

/** Rows that were kept with what stood against them. */
const countRejects = (database: Database, id: number): number =>
  database.count('SELECT count(*) AS n FROM import_rejects WHERE import_id = ?', [id])

const rejectRow = rowOf({
  line: integer(),
  cells: json(z.array(z.string())),
  reasons: json(z.array(RejectReason)),
})

/** In the order of the file. @returns null if there is no such import */
export function findRejects(
  database: Database,
  id: number,
): (RejectedFile & { fileName: string }) | null {
  const row = importsTable.find(database, { id })
  if (row === null) return null
  const { fileName, titles, given } = row
  const rows = database.all(
    rejectRow,
    'SELECT line, cells, reasons FROM import_rejects WHERE import_id = ? ORDER BY line',
    [id],
  )
  return { fileName, titles, mapping: given.mapping, rows }
}

export type BegunImport = { id: number; changeId: number; startedAt: number }

export type NewField = z.infer<typeof CustomFieldDraft>

/**
 * @param fields custom fields to be made with it
 * @throws 409, 422 for a field that cannot be made; nothing is begun then
 * @returns null if another import is running: one runs at a time
 */
export async function insertImport(
  database: Database,
  fileName: string,
  now: number,
  { given, fields }: { given: ImportMemory; fields: NewField[] },
): Promise<BegunImport | null> {
  return database.write(fields.length > 0 ? ['crm', 'email'] : ['crm'], async (transaction) => {
    if ((await importsTable.findForUpdate(transaction, { state: 'running' })) !== null) return null
    const newFields: string[] = []
    for (const field of fields) newFields.push((await addField(transaction, field, now)).key)
    const id = await importsTable.insert(transaction, {
      ...{ fileName, given, newFields, shape: '', titles: [] },
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
  file: { shape?: string } = {},
): Promise<void> {
  const end = { state, progress, buckets, finishedAt: now, ...file }
  await database.write(['crm', 'dashboard', 'email'], (transaction) =>
    importsTable.update(transaction, { id }, end),
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
