// Reading totals kept by spans of hours: any period is its whole spans and the shorter ones before and after them.
import type { Database, SqlValue } from '#main/database/database.ts'
import type { Hours } from './period.ts'

export type KeptRows = { sql: string; parameters: SqlValue[] }
type Span = { name: string; size: number }
type Part = [span: string, from: number, until: number]

/** The spans every table of totals is kept by, the shortest first; each `size` counts the span before it. */
const daily: Span[] = [
  { name: 'hour', size: 1 },
  { name: 'day', size: 24 },
]
const monthly: Span[] = [...daily, { name: 'weeks4', size: 28 }]

/** Spans that cover a period once, in the order of time. A period without a whole longer span is told in the shorter one alone. */
function partsOf({ from, until }: Hours, [shortest, ...longer]: Span[]): Part[] {
  const name = shortest?.name ?? ''
  const size = longer[0]?.size ?? 1
  const [first, last] = [Math.ceil(from / size), Math.floor(until / size)]
  if (longer.length === 0 || first >= last) return [[name, from, until]]
  return [[name, from, first * size], ...partsOf({ from: first, until: last }, longer), [name, last * size, until]]
}

/** @param table one with `span` and `start`; `columns` are read of it */
export function keptRows(table: string, columns: string, hours: Hours): KeptRows {
  const parts = partsOf(hours, daily)
  return {
    sql: parts.map(() => `SELECT ${columns} FROM ${table} WHERE span = ? AND start >= ? AND start < ?`).join(' UNION ALL '),
    parameters: parts.flat(),
  }
}

/** A table with `span`, the columns of its key and `start` as its primary key. */
export type KeyedTotals = { table: 'source_totals' | 'attribution_totals'; sums: string }
const spansOf = { source_totals: daily, attribution_totals: monthly }

/**
 * One key's sums over a period: a few short walks along the table, whatever happened beside it. Sums are null where nothing was kept.
 * @param key values of the columns of the key, by name
 */
export function keptSums<Row>(database: Database, { table, sums }: KeyedTotals, key: Record<string, string>, hours: Hours): Row | undefined {
  const parts = partsOf(hours, spansOf[table])
  const within = Object.keys(key).map((name) => `AND ${name} = ?`).join(' ')
  return database.query<Row>(
    `WITH parts(name, first, last) AS (VALUES ${parts.map(() => '(?, ?, ?)').join(', ')})
     SELECT ${sums} FROM parts CROSS JOIN ${table} WHERE span = name ${within} AND start >= first AND start < last`,
    [...parts.flat(), ...Object.values(key)],
  )[0]
}

/** Every value of a key's last column, in order, by as many steps along the table as there are values. @param key the columns before it */
export function keptKeys(database: Database, table: KeyedTotals['table'], column: string, key: Record<string, string> = {}): string[] {
  const within = ['span', ...Object.keys(key)].map((name) => `${name} = ?`).join(' AND ')
  const parameters = [spansOf[table].at(-1)?.name ?? '', ...Object.values(key)]
  const rows = database.query<{ value: string }>(
    `WITH RECURSIVE known(value) AS (SELECT min(${column}) FROM ${table} WHERE ${within}
       UNION ALL SELECT (SELECT min(${column}) FROM ${table} WHERE ${within} AND ${column} > value) FROM known WHERE value IS NOT NULL)
     SELECT value FROM known WHERE value IS NOT NULL`,
    [...parameters, ...parameters],
  )
  return rows.map(({ value }) => value)
}
