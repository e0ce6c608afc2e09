// What an import asks of the database before it writes: whether anything is being sent, how many
// leads there are, and which indexes are quicker made anew than kept.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { unfinishedStates } from '#shared/contract/deliveries.ts'

const unfinished = unfinishedStates.map((state) => `'${state}'`).join(', ')

/**
 * True while messages wait or are to be planned: the sending thread must not wait for an import.
 * Inside a transaction the answer holds until its end.
 */
export function isSending(connection: SqliteConnection): boolean {
  return (
    connection
      .prepare<[], { n: number }>(
        `SELECT EXISTS (SELECT 1 FROM outbox_totals WHERE count > 0 AND state IN (${unfinished}))
           OR EXISTS (SELECT 1 FROM campaigns WHERE status = 'scheduled' OR (status = 'sending' AND queue_cursor < last_lead_id)) AS n`,
      )
      .get()?.n === 1
  )
}

/** How many leads there are, counted up to a number. */
export function countUpTo(connection: SqliteConnection, most: number): number {
  return (
    connection
      .prepare<[number], { n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM leads LIMIT ?)')
      .get(Math.ceil(most))?.n ?? 0
  )
}

/** By these an import finds who is there already. */
const lookedUp = ['leads_name', 'leads_email']

/**
 * Drops the indexes of leads an import does not look into; until the transaction ends nobody else
 * sees it. Keeping a dozen sorted row by row costs two thirds of a large import.
 * @param isFilled true if there are leads to be found by address and name
 * @returns the statements that make them anew
 */
export function dropIndexes(connection: SqliteConnection, isFilled: boolean): string[] {
  const kept = isFilled ? lookedUp : []
  const indexes = connection
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'leads' AND sql IS NOT NULL ORDER BY rowid`,
    )
    .all()
    .filter(({ name }) => !kept.includes(name))
  for (const { name } of indexes) connection.exec(`DROP INDEX ${name}`)
  return indexes.map(({ sql }) => sql)
}
