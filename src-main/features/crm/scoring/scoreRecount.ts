// Counts scores anew, one slice of leads a transaction: those that are marked, and all of them, in
// the order of their numbers, after the rules changed.
import { integer } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { threadReads, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { SqlValue } from '#main/database/database.ts'
import type { FilterReading } from '../filters/filterMeaning.ts'
import { countStale, scoreMeaning, scoreRules } from './scoreRules.repository.ts'
import { scoreSql } from './scoreSql.ts'

/** Leads a transaction. */
const slice = 1_000
const lead = rowOf({ id: integer() })
const counted = rowOf({ n: integer() })

/** A mark below nothing stands for all leads from its number on: -5 for 5, 6, … */
export const nextOfAllSql = 'SELECT -lead_id AS id FROM score_stale WHERE lead_id < 0 LIMIT 1'
export const markAllStatements = [
  'DELETE FROM score_stale',
  'INSERT INTO score_stale (lead_id) VALUES (-1)',
]

/**
 * Gives leads the score that the rules say. What already has it is not written.
 * @param ids a list of numbers in JSON
 */
export function scoreThese(
  reads: Parameters<typeof scoreRules>[0],
  ids: string,
  now: number,
): { sql: string; parameters: SqlValue[] } {
  const { where, parameters } = scoreSql(scoreRules(reads), scoreMeaning(reads, now))
  return {
    sql: `UPDATE leads SET score = fresh.score FROM (SELECT leads.id, (${where}) AS score FROM leads
      WHERE leads.id IN (SELECT value FROM json_each(?))) AS fresh WHERE leads.id = fresh.id AND leads.score <> fresh.score`,
    parameters: [...parameters, ids],
  }
}
export const unmarkSql = 'DELETE FROM score_stale WHERE lead_id IN (SELECT value FROM json_each(?))'

/** The marked leads that come next. */
export const markedSql = (most: number) =>
  `SELECT lead_id AS id FROM score_stale WHERE lead_id > 0 ORDER BY lead_id LIMIT ${most}`

/** @returns whether there may be more */
export function recountSlice(connection: SqliteConnection, now: number): boolean {
  const reads = threadReads(connection)
  connection.exec('BEGIN IMMEDIATE')
  try {
    const [all] = reads.all(lead, nextOfAllSql)
    const rows =
      all === undefined
        ? reads.all(lead, markedSql(slice))
        : reads.all(lead, `SELECT id FROM leads WHERE id >= ? ORDER BY id LIMIT ${slice}`, [all.id])
    const ids = JSON.stringify(rows.map(({ id }) => id))
    if (rows.length > 0) {
      const { sql, parameters } = scoreThese(reads, ids, now)
      connection.prepare(sql).run(...parameters)
      connection.prepare(unmarkSql).run(ids)
    }
    if (all !== undefined) {
      connection.exec('DELETE FROM score_stale WHERE lead_id < 0')
      const last = rows.at(-1)
      if (last !== undefined)
        connection.prepare('INSERT INTO score_stale (lead_id) VALUES (?)').run(-(last.id + 1))
    }
    connection.exec('COMMIT')
    return rows.length > 0 || all !== undefined
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

/**
 * How many leads are to be counted anew, counting no further than `most`.
 * @returns `isAll` while all of them are counted in the order of their numbers
 */
export function leftToCount(
  database: FilterReading,
  most: number,
): { isAll: boolean; left: number } {
  const marks = countStale(database, most)
  const [all] = marks === 0 ? [] : database.all(lead, nextOfAllSql)
  if (all === undefined) return { isAll: false, left: marks }
  const leads =
    database.all(counted, 'SELECT count(*) AS n FROM (SELECT 1 FROM leads WHERE id >= ? LIMIT ?)', [
      all.id,
      most,
    ])[0]?.n ?? 0
  return { isAll: true, left: marks + leads }
}
