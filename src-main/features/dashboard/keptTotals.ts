// Reading totals kept by hour and by day: any period is its whole days of UTC and the hours before and after them.
import type { SqlValue } from '#main/database/database.ts'
import type { Hours } from './period.ts'

export type KeptRows = { sql: string; parameters: SqlValue[] }

/** @param table one with `span` and `start`; `columns` are read of it */
export function keptRows(table: string, columns: string, { from, until }: Hours): KeptRows {
  const firstDay = Math.ceil(from / 24)
  const lastDay = Math.max(firstDay, Math.floor(until / 24))
  // A period within one day has no whole day: its hours are counted once.
  const parts: [string, number, number][] =
    until <= firstDay * 24
      ? [['hour', from, until]]
      : [
          ['hour', from, firstDay * 24],
          ['day', firstDay, lastDay],
          ['hour', lastDay * 24, until],
        ]
  return {
    sql: parts.map(() => `SELECT ${columns} FROM ${table} WHERE span = ? AND start >= ? AND start < ?`).join(' UNION ALL '),
    parameters: parts.flat(),
  }
}
