// Where an import writes: the one place that keeps a look from writing anything, and the memory of
// what became of each source row.
import { createHash } from 'node:crypto'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import type { SqliteConnection, Statement } from '#main/database/sqliteConnection.ts'
import type { SqlValue } from '#main/database/database.ts'
import { createBulkWriter } from '#main/features/crm/crm.feature.ts'
import type { SourceClock } from './sourceCells.ts'

export type RowKind =
  'leads' | 'interactions' | 'campaigns' | 'funnels' | 'pages' | 'ads' | 'suppressions'
export type Source = { kind: RowKind; key: string; contentHash: string; table: string; id: string }
export type Known = { contentHash: string; targetId: number | null }
export type Row = Record<string, SqlValue>

/** The table a kind of row is kept in. */
export const targetTables: Record<RowKind, string> = {
  leads: 'leads',
  interactions: 'interactions',
  campaigns: 'campaigns',
  funnels: 'funnels',
  pages: 'funnel_pages',
  ads: 'ads',
  suppressions: 'suppressions',
}

export type ImportStore = {
  readonly connection: SqliteConnection
  readonly isLook: boolean
  readonly now: number
  readonly clock: SourceClock
  /** What became of this source row in an earlier import, or earlier in this one. */
  known(kind: RowKind, key: string): Known | null
  /**
   * Adds a row of a kind and remembers where it came from and how it was left. A look gives a
   * number below 0.
   */
  add(source: Source, row: Row): number
  /** Remembers that a source row went into a row that is there; `before` is that row as it was. */
  join(source: Source, targetId: number, before: Row | null): void
  /** After further changes to a row: how the import leaves it. */
  seal(kind: RowKind, targetId: number): void
  rowOf(kind: RowKind, id: number): Row | null
  /** Runs work in one transaction, derived from set-wise (see bulkWrite.ts); a look runs it bare. */
  slice(work: () => void): void
}

export function createStore(
  connection: SqliteConnection,
  importId: number | null,
  clock: SourceClock,
): ImportStore {
  const prepared = statementCache(connection)
  const writer = createBulkWriter(connection)
  const memory = new RowMemory(prepared, importId)
  let lookNumber = 0

  return {
    connection,
    isLook: importId === null,
    now: clock.now,
    clock,
    known: (kind, key) => memory.known(kind, key),
    add(source, row) {
      if (importId === null) {
        lookNumber -= 1
        memory.remember(source, lookNumber, 'created', null)
        return lookNumber
      }
      const columns = Object.keys(row)
      const sql = `INSERT INTO ${targetTables[source.kind]} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
      const id = Number(prepared(sql).run(...Object.values(row)).lastInsertRowid)
      memory.remember(source, id, 'created', null)
      return id
    },
    join: (source, targetId, before) => memory.remember(source, targetId, 'joined', before),
    seal: (kind, targetId) => memory.seal(kind, targetId),
    rowOf: (kind, id) => rowIn(prepared, kind, id),
    slice(work) {
      if (importId === null) work()
      else writer.run(work)
    },
  }
}

type Prepared = (sql: string) => Statement<SqlValue[]>

/** Prepares each statement once. */
function statementCache(connection: SqliteConnection): Prepared {
  const statements = new Map<string, Statement<SqlValue[]>>()
  return (sql) => {
    let statement = statements.get(sql)
    if (!statement) statements.set(sql, (statement = connection.prepare<SqlValue[]>(sql)))
    return statement
  }
}

function rowIn(prepared: Prepared, kind: RowKind, id: number): Row | null {
  if (id < 0) return null
  const row = prepared(`SELECT * FROM ${targetTables[kind]} WHERE id = ?`).get(id)
  return (row as Row | undefined) ?? null
}

/** What became of each source row; a look keeps it in memory only. */
class RowMemory {
  readonly #prepared: Prepared
  readonly #importId: number | null
  readonly #remembered = new Map<string, Known>()
  /** Where nothing came from such a file before, memory knows it all: most imports are a first one. */
  readonly #isFirst: boolean

  constructor(prepared: Prepared, importId: number | null) {
    this.#prepared = prepared
    this.#importId = importId
    this.#isFirst =
      prepared('SELECT 1 FROM webox_rows WHERE import_id IS NOT ? LIMIT 1').get(importId) ===
      undefined
  }

  known(kind: RowKind, key: string): Known | null {
    const here = this.#remembered.get(`${kind} ${key}`)
    if (here || this.#isFirst) return here ?? null
    const row = this.#prepared(
      'SELECT content_hash AS contentHash, target_id AS targetId FROM webox_rows WHERE kind = ? AND source_key = ? ORDER BY import_id DESC LIMIT 1',
    ).get(kind, key)
    return (row as Known | undefined) ?? null
  }

  remember(
    source: Source,
    targetId: number,
    action: 'created' | 'joined',
    before: Row | null,
  ): void {
    const { kind, key, contentHash, table, id } = source
    this.#remembered.set(`${kind} ${key}`, { contentHash, targetId })
    if (this.#importId === null) return
    this.#prepared(
      `INSERT INTO webox_rows (import_id, kind, source_key, content_hash, source_table, source_id, target_id, action, before_row, after_hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, source_key, import_id) DO NOTHING`,
    ).run(
      ...[this.#importId, kind, key, contentHash, table, id, targetId, action],
      ...[
        before === null ? null : JSON.stringify(before),
        action === 'created' ? this.#hashNow(kind, targetId) : null,
      ],
    )
  }

  seal(kind: RowKind, targetId: number): void {
    if (this.#importId === null) return
    this.#prepared(
      'UPDATE webox_rows SET after_hash = ? WHERE import_id = ? AND kind = ? AND target_id = ?',
    ).run(this.#hashNow(kind, targetId), this.#importId, kind, targetId)
  }

  #hashNow(kind: RowKind, id: number): string | null {
    const row = rowIn(this.#prepared, kind, id)
    return row === null ? null : rowHash(kind, row)
  }
}

/** Columns of fields that WeBox IA does not know: earlier hashes were made without them. */
const laterColumns = new Set<string>(
  Object.values(leadFields).flatMap(({ column, weboxColumn }) =>
    weboxColumn === null ? [column] : [],
  ),
)

/** The name it is sorted by is compared all the same: earlier hashes have it. */
const followingColumns = new Set(['score', 'search_words', 'tag_keys'])

/**
 * A row as undoing compares it. The score of a lead follows time by itself and is no edit, nor is
 * what follows from its fields; a field that came after a lead was imported is none either as long
 * as nothing is in it.
 */
export function rowHash(kind: RowKind, row: Row, later = laterColumns): string {
  if (kind !== 'leads') return hashOf(row)
  const compared = Object.entries(row).filter(
    ([column, value]) => !followingColumns.has(column) && !(value === null && later.has(column)),
  )
  return hashOf(Object.fromEntries(compared))
}

export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 32)
}
