// Everything that a database holds, to be compared before and after something that was taken back.
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'

/** What is learnt by itself, beside whatever is done. */
const learnt = ['learnt_scores', 'score_stale']
/** What says that something was done and taken back, where it was done as a change of many. */
export const journals: readonly string[] = [
  'lead_changes',
  'lead_change_rows',
  'lead_change_refusals',
]

/**
 * A kept total of nothing says the same as no row: what was added and taken away again may leave
 * one.
 */
function shownRows(connection: SqliteConnection, table: string): unknown[] {
  // Contents of the search index are not kept: which rows it has.
  const columns = table === 'lead_search' ? 'rowid' : '*'
  const rows = connection
    .prepare<[], Record<string, unknown>>(`SELECT ${columns} FROM "${table}"`)
    .all()
  if (!table.endsWith('_totals')) return rows
  const figures = connection
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk = 0')
    .all(table)
  return rows.filter((row) => figures.some(({ name }) => row[name] !== 0))
}

/**
 * Every row of every table, as JSON.
 * @param isBeside true for tables that are left out; what is learnt is so always
 */
export function contentOf(
  path: string,
  isBeside: (table: string) => boolean = (table) => journals.includes(table),
): Record<string, string[]> {
  const connection = openConnection(path)
  try {
    const tables = connection
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'lead_search_%' ORDER BY name`,
      )
      .all()
      .filter(({ name }) => !learnt.includes(name) && !isBeside(name))
    return Object.fromEntries(
      tables.map(({ name }) => [
        name,
        shownRows(connection, name)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    )
  } finally {
    connection.close()
  }
}
