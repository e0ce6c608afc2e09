// Everything that a database holds, to be compared before and after something that was taken back.
import { openConnection } from '#main/database/sqliteConnection.ts'

/** What only says that something was done and taken back, or is learnt by itself beside it. */
const journals = ['lead_changes', 'lead_change_rows', 'lead_change_refusals', 'learnt_scores']

const isTotal = (table: string) => table.endsWith('_totals')

/** A total of nothing says the same as no total. */
const isNothing = (row: object): boolean =>
  !Object.entries(row).some(
    ([name, value]) => typeof value === 'number' && name !== 'start' && value !== 0,
  )

/**
 * Every row of every table, as JSON.
 * @param besides tables that are left out
 */
export function contentOf(path: string, besides: string[] = []): Record<string, string[]> {
  const connection = openConnection(path)
  try {
    const tables = connection
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'lead_search_%' ORDER BY name`,
      )
      .all()
      .filter(({ name }) => ![...journals, ...besides].includes(name))
    return Object.fromEntries(
      tables.map(({ name }) => {
        const columns = name === 'lead_search' ? 'rowid' : '*'
        const rows = connection.prepare<[], object>(`SELECT ${columns} FROM "${name}"`).all()
        const counted = isTotal(name) ? rows.filter((row) => !isNothing(row)) : rows
        return [name, counted.map((row) => JSON.stringify(row)).sort()]
      }),
    )
  } finally {
    connection.close()
  }
}
