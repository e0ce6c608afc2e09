// The only file that names the SQLite driver. Every connection, TypeORM's and the workers', gets the same settings, asserted.
import SqliteDatabase from 'better-sqlite3'

export type SqliteConnection = SqliteDatabase.Database
export type Statement<Parameters extends unknown[], Row = unknown> = SqliteDatabase.Statement<Parameters, Row>
export const sqliteDriver: typeof SqliteDatabase = SqliteDatabase

/** better-sqlite3 silently runs `synchronous=NORMAL` in WAL, which loses committed rows in a power cut: FULL is set and checked. */
export function prepareConnection(connection: SqliteConnection): void {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  connection.pragma('checkpoint_fullfsync = ON')
  connection.pragma('cache_size = -32768')
  connection.pragma('temp_store = MEMORY')
  assertDurable(connection)
}

/** Read connections see the same file; nothing durable depends on them. */
export function prepareReader(connection: SqliteConnection): void {
  connection.pragma('cache_size = -65536')
  connection.pragma('temp_store = MEMORY')
  connection.pragma('query_only = ON')
}

/** @throws Error naming the setting that is not in force. */
export function assertDurable(connection: SqliteConnection): void {
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 } as const
  for (const [name, value] of Object.entries(expected)) {
    const actual = connection.pragma(name, { simple: true })
    if (actual !== value) throw new Error(`SQLite runs with ${name}=${String(actual)}; ${value} is needed.`)
  }
}

/**
 * Opens a file for a worker thread.
 * @param busyTimeout milliseconds to wait for another writer before SQLITE_BUSY
 */
export function openConnection(path: string, busyTimeout = 10_000): SqliteConnection {
  const connection = new SqliteDatabase(path, { timeout: busyTimeout })
  prepareConnection(connection)
  return connection
}

/** True for the errors that say "another connection is writing": trying again later is right. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
}
