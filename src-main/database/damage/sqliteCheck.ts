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
export function damageOf(path: string, thoroughness: Thoroughness = 'quick'): string | null {
  let connection: SqliteConnection | undefined
  try {
    connection = new sqliteDriver(path, { readonly: true, timeout: 5_000 })
    connection.pragma('cell_size_check = ON')
    return damageIn(connection, thoroughness)
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    return error instanceof Error ? error.message : String(error)
  } finally {
    connection?.close()
  }
}
