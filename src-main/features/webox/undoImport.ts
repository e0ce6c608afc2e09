// Takes an import back: what it added goes, what it completed gets its former values. What was
// edited or used since stays, and is named.
import { z } from 'zod'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import {
  createBulkWriter,
  derivedColumns,
  forgetUnusedTagsSql,
} from '#main/features/crm/crm.feature.ts'
import { rowHash, targetTables, type Row, type RowKind } from './importStore.ts'
import { yieldToEventLoop } from './runImport.ts'

/** Rows a transaction: others who write wait for one of them. */
const rowsPerSlice = 1_000
// Children before their parents. Pages go with their funnel: one edited page keeps all of it.
const order: RowKind[] = ['interactions', 'leads', 'campaigns', 'funnels', 'ads', 'suppressions']

/** A row as it was before the import, kept as JSON. */
const StoredRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

type LedgerRow = {
  id: number
  targetId: number
  action: 'created' | 'joined'
  beforeRow: string | null
  afterHash: string | null
}

/**
 * Columns by which other tables name a row, and tables that only repeat what the row itself says.
 */
const references: Partial<Record<RowKind, { column: string; except: string[] }>> = {
  leads: {
    column: 'lead_id',
    except: ['lead_tags', 'lead_stage_changes', 'deleted_leads', 'lead_wins', 'attribution_shares'],
  },
  campaigns: { column: 'campaign_id', except: [] },
  funnels: { column: 'funnel_id', except: ['funnel_pages'] },
}

/** @param onProgress share done, 0 to 1 @returns how many rows were left alone */
export async function undoImport(
  connection: SqliteConnection,
  importId: number,
  onProgress: (share: number) => void,
): Promise<number> {
  const total =
    connection
      .prepare<[number], { n: number }>('SELECT count(*) AS n FROM webox_rows WHERE import_id = ?')
      .get(importId)?.n ?? 0
  const writer = createBulkWriter(connection)
  let done = 0
  let kept = 0
  for (const kind of order) {
    const takeBack = createTaker(connection, importId, kind)
    for (let after = 0; ;) {
      const rows = connection
        .prepare<[number, string, number, number], LedgerRow>(
          `SELECT id, target_id AS targetId, action, before_row AS beforeRow, after_hash AS afterHash FROM webox_rows
           WHERE import_id = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?`,
        )
        .all(importId, kind, after, rowsPerSlice)
      if (rows.length === 0) break
      kept += writer.run(() => takeBack(rows))
      after = rows.at(-1)?.id ?? after
      done += rows.length
      onProgress(done / Math.max(1, total))
      await yieldToEventLoop()
    }
  }
  connection.prepare(forgetUnusedTagsSql).run()
  return kept
}

function createTaker(
  connection: SqliteConnection,
  importId: number,
  kind: RowKind,
): (rows: LedgerRow[]) => number {
  const table = targetTables[kind]
  const rowOf = connection.prepare<[number], Row>(`SELECT * FROM ${table} WHERE id = ?`)
  const remove = connection.prepare(`DELETE FROM ${table} WHERE id = ?`)
  const forget = connection.prepare('DELETE FROM webox_rows WHERE id = ?')
  const keep = connection.prepare(`UPDATE webox_rows SET action = 'kept' WHERE id = ?`)
  const forgetPages = connection.prepare(
    `DELETE FROM webox_rows WHERE import_id = ? AND kind = 'pages' AND target_id IN (SELECT id FROM funnel_pages WHERE funnel_id = ?)`,
  )

  /** @returns true if the row stays as it is now */
  function isKept(row: LedgerRow, used: Set<number>): boolean {
    const present = rowOf.get(row.targetId)
    // Deleted by hand since: there is nothing left to take back.
    if (present === undefined) return false
    if (row.action === 'joined')
      return row.afterHash !== null && rowHash(kind, present) !== row.afterHash
    return used.has(row.targetId) || rowHash(kind, present) !== row.afterHash
  }
  function takeBackOne(row: LedgerRow): void {
    if (row.action === 'joined') {
      if (row.afterHash !== null && row.beforeRow !== null && rowOf.get(row.targetId) !== undefined)
        putBack(connection, table, row.targetId, StoredRow.parse(JSON.parse(row.beforeRow)))
      return
    }
    if (kind === 'funnels') forgetPages.run(importId, row.targetId)
    remove.run(row.targetId)
  }

  return (rows) => {
    const used = usedIds(connection, kind, rows)
    let kept = 0
    for (const row of rows) {
      if (isKept(row, used)) {
        keep.run(row.id)
        kept += 1
      } else {
        takeBackOne(row)
        forget.run(row.id)
      }
    }
    return kept
  }
}

/**
 * Which of the rows something else refers to by now: a sent message, a conversation, a consent.
 * Asked of every table there is.
 */
function usedIds(connection: SqliteConnection, kind: RowKind, rows: LedgerRow[]): Set<number> {
  const reference = references[kind]
  if (reference === undefined) return new Set()
  const tables = connection
    .prepare<[string], { name: string }>(
      `SELECT tables.name FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table' AND columns.name = ?`,
    )
    .all(reference.column)
    .filter(({ name }) => !reference.except.includes(name))
  const ids = JSON.stringify(rows.map(({ targetId }) => targetId))
  return new Set(
    tables.flatMap(({ name }) =>
      connection
        .prepare<[string], { id: number }>(
          `SELECT DISTINCT ${reference.column} AS id FROM "${name}" WHERE ${reference.column} IN (SELECT value FROM json_each(?))`,
        )
        .all(ids)
        .map(({ id }) => id),
    ),
  )
}

/**
 * The row as it was. Going back to a former stage is no change of stage: what the trigger notes of
 * it is removed again.
 */
function putBack(connection: SqliteConnection, table: string, id: number, stored: Row): void {
  const before = table === 'leads' ? { ...stored, ...derivedColumns(stored) } : stored
  const last =
    connection
      .prepare<[], { id: number | null }>('SELECT max(id) AS id FROM lead_stage_changes')
      .get()?.id ?? 0
  const columns = Object.keys(before).filter((column) => column !== 'id')
  connection
    .prepare(
      `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
    )
    .run(...columns.map((column) => before[column] ?? null), id)
  connection.prepare('DELETE FROM lead_stage_changes WHERE lead_id = ? AND id > ?').run(id, last)
}
