// The only file that names the SQLite driver. Every connection, TypeORM's and the workers', gets
// the same settings, asserted.
import SqliteDatabase from 'better-sqlite3'
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { keepDatabasePrivate } from '#main/platform/files/privateFile.ts'
import { z } from 'zod'
import { foldText } from '#shared/rules/foldText.ts'
import { tellsOf } from '#shared/rules/tellsOf.ts'
import { phoneText } from '#shared/rules/phoneNumber.ts'
import { checkNames, type RawRow, type RowReader } from './rowReader.ts'

export type SqliteConnection = SqliteDatabase.Database
export type Statement<Parameters extends unknown[], Row = unknown> = SqliteDatabase.Statement<
  Parameters,
  Row
>
/** A value SQLite can bind. */
export type SqlValue = string | number | bigint | null | Uint8Array
export const sqliteDriver: typeof SqliteDatabase = SqliteDatabase

/** A prepared statement whose rows are checked. */
export type PreparedRead<Row> = {
  all(...parameters: SqlValue[]): Row[]
  /** The first row; null if there is none. */
  first(...parameters: SqlValue[]): Row | null
}

/**
 * Prepares a statement on a worker thread's own connection.
 * @throws StoredValueError if the statement answers other columns than the reader reads
 */
export function prepareRead<Row>(
  connection: SqliteConnection,
  reader: RowReader<Row>,
  statement: string,
): PreparedRead<Row> {
  const prepared = connection.prepare<SqlValue[], RawRow>(statement)
  checkNames(
    reader,
    prepared.columns().map(({ name }) => name),
  )
  return {
    all: (...parameters) => prepared.all(...parameters).map((row) => reader.read(row)),
    first(...parameters) {
      const row = prepared.get(...parameters)
      return row === undefined ? null : reader.read(row)
    },
  }
}

/** Reads of a worker thread's own connection, in the way the application's database has them. */
export const threadReads = (connection: SqliteConnection) => ({
  all: <Row>(reader: RowReader<Row>, statement: string, parameters: SqlValue[] = []): Row[] =>
    prepareRead(connection, reader, statement).all(...parameters),
})

/**
 * better-sqlite3 silently runs `synchronous=NORMAL` in WAL, which loses committed rows in a power
 * cut: FULL is set and checked.
 */
export function prepareConnection(connection: SqliteConnection): void {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('cell_size_check = ON')
  connection.pragma('checkpoint_fullfsync = ON')
  connection.pragma('cache_size = -32768')
  connection.pragma('temp_store = MEMORY')
  defineFunctions(connection)
  assertDurable(connection)
}

/**
 * What every statement may call: `folded(text)`, see `foldText`; `phone_text(phone)`, see there;
 * `tells_of(text, needles)`, 1 where one of the needles (a JSON list) stands in it, see `tellsOf`.
 */
function defineFunctions(connection: SqliteConnection): void {
  const ofText = (name: string, change: (text: string) => string) =>
    connection.function(name, { deterministic: true }, (text) =>
      typeof text === 'string' ? change(text) : null,
    )
  ofText('folded', foldText)
  ofText('phone_text', phoneText)
  // One person is asked for over many rows: the rule is made once for them.
  let known = { needles: '[]', tells: tellsOf([]) }
  connection.function('tells_of', { deterministic: true }, (text, needles) => {
    if (typeof text !== 'string' || typeof needles !== 'string') return 0
    if (known.needles !== needles)
      known = { needles, tells: tellsOf(z.array(z.string()).parse(JSON.parse(needles))) }
    return Number(known.tells(text))
  })
}

/** Read connections see the same file; nothing durable depends on them. */
export function prepareReader(connection: SqliteConnection): void {
  connection.pragma('cache_size = -65536')
  connection.pragma('temp_store = MEMORY')
  connection.pragma('query_only = ON')
  defineFunctions(connection)
}

/** Opens a file that is there for a thread that only reads. */
export function openReader(path: string): SqliteConnection {
  const connection = new SqliteDatabase(path, { readonly: true, timeout: 10_000 })
  prepareReader(connection)
  // Sets are read once along an index: what matters of it stays in the system's memory.
  connection.pragma('cache_size = -16384')
  return connection
}

/** What is typed as a pattern for LIKE over `folded(…)`: it may stand anywhere. */
export const foldedPattern = (typed: string): string =>
  `%${foldText(typed).replace(/[\\%_]/g, '\\$&')}%`

/** @throws Error naming the setting that is not in force. */
export function assertDurable(connection: SqliteConnection): void {
  const expected = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 } as const
  for (const [name, value] of Object.entries(expected)) {
    const actual = connection.pragma(name, { simple: true })
    if (actual !== value)
      throw new Error(`SQLite runs with ${name}=${String(actual)}; ${value} is needed.`)
  }
}

/**
 * Opens a file for a worker thread.
 * @param busyTimeout milliseconds to wait for another writer before SQLITE_BUSY
 */
export function openConnection(path: string, busyTimeout = 10_000): SqliteConnection {
  keepDatabasePrivate(path)
  const connection = new SqliteDatabase(path, { timeout: busyTimeout })
  prepareConnection(connection)
  return connection
}

/**
 * Why a file of another application cannot be read: no database at all, damaged, or held by whoever
 * is writing it.
 */
export class ForeignDatabaseError extends Error {
  override name = 'ForeignDatabaseError'
  readonly problem: 'not_sqlite' | 'damaged' | 'locked'
  constructor(problem: ForeignDatabaseError['problem'], detail: string) {
    super(detail)
    this.problem = problem
  }
}

export type ForeignDatabase = {
  connection: SqliteConnection
  /**
   * True if the file belongs to a write-ahead log that did not come along: its newest changes
   * may be missing.
   */
  isApartFromJournal: boolean
}

/**
 * Opens a database this application does not own. Nothing is written: neither to the file nor
 * beside it, whatever state it is in.
 * @throws ForeignDatabaseError if it cannot be read from beginning to end
 */
export function openForeignReadOnly(path: string): ForeignDatabase {
  const header = headOf(path)
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw new ForeignDatabaseError('not_sqlite', 'The file does not begin like a SQLite database.')
  const isApartFromJournal = header[18] === 2 && !existsSync(`${path}-wal`)
  let connection: SqliteConnection | undefined
  try {
    connection = new SqliteDatabase(isApartFromJournal ? withoutWalMode(path) : path, {
      readonly: true,
      timeout: 1_000,
    })
    connection.pragma('query_only = ON')
    connection.pragma('trusted_schema = OFF')
    connection.pragma('cell_size_check = ON')
    const verdict = connection.pragma('quick_check(1)', { simple: true })
    if (verdict !== 'ok') throw new ForeignDatabaseError('damaged', String(verdict).slice(0, 300))
    return { connection, isApartFromJournal }
  } catch (error) {
    connection?.close()
    throw foreignProblem(error)
  }
}

/** What SQLite says of a file that cannot be read, as one of three problems. */
export function foreignProblem(error: unknown): unknown {
  if (
    error instanceof ForeignDatabaseError ||
    !(error instanceof Error) ||
    !('code' in error) ||
    typeof error.code !== 'string'
  )
    return error
  if (error.code === 'SQLITE_NOTADB') return new ForeignDatabaseError('not_sqlite', error.message)
  const isHeld = /^SQLITE_(BUSY|LOCKED|CANTOPEN|READONLY)/.test(error.code)
  return /^SQLITE_/.test(error.code)
    ? new ForeignDatabaseError(isHeld ? 'locked' : 'damaged', error.message)
    : error
}

/**
 * The file in memory. One in WAL mode without its log would get a new log beside it by being
 * opened.
 */
function withoutWalMode(path: string): Buffer {
  const content = readFileSync(path)
  content[18] = content[19] = 1
  return content
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(100)
    readSync(file, header, 0, 100, 0)
    return header
  } finally {
    closeSync(file)
  }
}

/** True for the errors that say "another connection is writing": trying again later is right. */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('SQLITE_BUSY')
  )
}
