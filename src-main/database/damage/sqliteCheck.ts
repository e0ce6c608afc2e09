// Whether a database can be relied on: SQLite's own check, without writing to it.
import { storageProblem } from '#main/platform/storageProblem.ts'
import { sqliteDriver, type SqliteConnection } from '../sqliteConnection.ts'

/** How much SQLite compares: `quick` leaves out whether indexes hold what their tables do. */
type Thoroughness = 'quick' | 'whole'

/** @returns what the check says first, null if nothing */
export function damageIn(
  connection: SqliteConnection,
  thoroughness: Thoroughness = 'quick',
): string | null {
  const name = thoroughness === 'quick' ? 'quick_check' : 'integrity_check'
  const verdict = String(connection.pragma(`${name}(1)`, { simple: true }))
  return verdict === 'ok' ? null : verdict.slice(0, 300)
}

/**
 * The same of a file nobody has opened here.
 * @throws what else than damage is in the way of reading it
 */
export const damageOf = (path: string, thoroughness: Thoroughness = 'quick'): string | null =>
  ofFile(path, (connection) => damageIn(connection, thoroughness))

/**
 * Each table of a file with its indexes, so that whoever waits for the end waits for one table:
 * SQLite cannot be interrupted within its check. Pages that belong to no table are not looked at.
 * @param isCancelled asked before each table
 * @returns undefined where it was cancelled before anything was found
 * @throws what else than damage is in the way of reading it
 */
export const damageByTables = (
  path: string,
  isCancelled: () => boolean,
): string | null | undefined =>
  ofFile(path, (connection) => {
    const tables = connection
      .prepare<[], { name: string }>(
        `SELECT 'sqlite_schema' AS name UNION ALL SELECT name FROM sqlite_schema WHERE type = 'table'`,
      )
      .all()
    for (const { name } of tables) {
      if (isCancelled()) return undefined
      const quoted = `'${name.replaceAll("'", "''")}'`
      const verdict = String(connection.pragma(`integrity_check(${quoted})`, { simple: true }))
      if (verdict !== 'ok') return verdict.slice(0, 300)
    }
    return null
  })

/** Reads a file, without writing to it; damage met with on the way is its verdict. */
function ofFile<Verdict>(
  path: string,
  check: (connection: SqliteConnection) => Verdict,
): Verdict | string {
  let connection: SqliteConnection | undefined
  try {
    connection = new sqliteDriver(path, { readonly: true, timeout: 5_000 })
    connection.pragma('cell_size_check = ON')
    return check(connection)
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    return error instanceof Error ? error.message : String(error)
  } finally {
    connection?.close()
  }
}
