// Reading totals kept by spans of quarters of an hour: any period is its whole spans and the shorter ones before
// and after them.
import { z } from 'zod'
import type { Database, SqlValue } from '#main/database/database.ts'
import { json, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Quarters } from './period.ts'

export type KeptRows = { sql: string; parameters: SqlValue[] }
type Span = { name: string; size: number }
type Part = [span: string, from: number, until: number]

/**
 * The spans totals are kept by, the shortest first; `size` says how many of the span before are in
 * one.
 */
const daily: Span[] = [
  { name: 'quarter', size: 1 },
  { name: 'day', size: 96 },
]
/**
 * Tables with a key are kept by four weeks too: `span`, the columns of the key and `start` are
 * their primary key.
 */
const longest = 'weeks4'
const keyed: Span[] = [...daily, { name: longest, size: 28 }]

/**
 * Spans that cover a period once, in the order of time. A period without a whole longer span is
 * told in the shorter one alone.
 */
function partsOf({ from, until }: Quarters, [shortest, ...longer]: Span[]): Part[] {
  const name = shortest?.name ?? ''
  const size = longer[0]?.size ?? 1
  const [first, last] = [Math.ceil(from / size), Math.floor(until / size)]
  if (longer.length === 0 || first >= last) return [[name, from, until]]
  return [
    [name, from, first * size],
    ...partsOf({ from: first, until: last }, longer),
    [name, last * size, until],
  ]
}

/** @param table one with `span` and `start`; `columns` are read of it */
export function keptRows(table: string, columns: string, quarters: Quarters): KeptRows {
  const parts = partsOf(quarters, daily)
  return {
    sql: parts
      .map(() => `SELECT ${columns} FROM ${table} WHERE span = ? AND start >= ? AND start < ?`)
      .join(' UNION ALL '),
    parameters: parts.flat(),
  }
}

/**
 * Sums over a period for each value the key's last column ever had, in their order: a few short
 * walks along the table for each, whatever else it holds.
 * One statement, which need not sort as grouping would; several sums of one walk can only come out
 * of it together, as JSON.
 * @param key the columns before the last, with their values
 * @param figures columns to sum, by the name of the sum
 */
const keptSum = rowOf({ value: text(), sums: json(z.record(z.string(), z.number())) })

export function keptSums<Figure extends string>(
  database: Database,
  {
    table,
    column,
    key = {},
  }: {
    table: 'source_totals' | 'attribution_totals'
    column: string
    key?: Record<string, string>
  },
  figures: Record<Figure, string>,
  quarters: Quarters,
): { value: string; sums: Record<Figure, number> }[] {
  const parts = partsOf(quarters, keyed)
  const within = ['span', ...Object.keys(key)].map((name) => `${name} = ?`).join(' AND ')
  const among = [longest, ...Object.values(key)]
  const sums = Object.entries<string>(figures).map(
    ([name, figure]) => `'${name}', coalesce(sum(${figure}), 0)`,
  )
  const rows = database.all(
    keptSum,
    `WITH RECURSIVE parts(name, first, last) AS (VALUES ${parts.map(() => '(?, ?, ?)').join(', ')}),
       known(value) AS (SELECT min(${column}) FROM ${table} WHERE ${within}
         UNION ALL SELECT (SELECT min(${column}) FROM ${table} WHERE ${within} AND ${column} > value) FROM known WHERE value IS NOT NULL)
     SELECT value, (SELECT json_object(${sums.join(', ')}) FROM parts CROSS JOIN ${table}
       WHERE span = name ${Object.keys(key)
         .map((name) => `AND ${name} = ?`)
         .join(' ')} AND ${column} = value AND start >= first AND start < last) AS sums
     FROM known WHERE value IS NOT NULL`,
    [...parts.flat(), ...among, ...among, ...Object.values(key)],
  )
  // The statement names exactly these figures.
  return rows.map(({ value, sums: figured }) => ({
    value,
    sums: figured as Record<Figure, number>,
  }))
}
