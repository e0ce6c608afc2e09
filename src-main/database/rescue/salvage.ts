// Everything that can be read of a damaged database, in a new one of the same tables: counted table by
// table, and whole in itself. The damaged file is copied and never written to.
import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { damageError } from '../damage/fileLook.ts'
import { damageIn } from '../damage/sqliteCheck.ts'
import { sqliteDriver, type SqliteConnection } from '../sqliteConnection.ts'
import { openMended } from './mendedHeader.ts'
import { countedRows, quoted, readRows, type ReadableTable } from './readableRows.ts'
import { copySchema, readableTables, schemaOf } from './salvagedSchema.ts'

export type SalvagedTable = {
  name: string
  /** Rows that are in the new database. */
  read: number
  /** Rows that were read and contradict the table: without a value it needs, or of a row that is gone. */
  refused: number
  /** Null: some could not be read, and no index says how many; or a log was lost, which may have had some. */
  unread: number | null
}
export type Salvage = {
  /** Where the list of tables was found; `header`: under one that was written anew, `backup`: lent by one. */
  list: 'own' | 'header' | 'backup'
  /** False for one of an earlier version: to be brought up to date first. */
  isWorkedOut: boolean
  tables: SalvagedTable[]
}

export type SalvageInput = {
  /** The damaged database, which nobody has open. */
  source: string
  /** A path for a copy to work on; gone afterwards. */
  copy: string
  /** The new database; made, and nothing may be there. */
  target: string
  /** @see openMended */
  donors: string[]
  /**
   * What is worked out from rows, for a new database that has the migration `of`: statements, in their
   * order.
   */
  afterwards?: { of: string | undefined; statements: string[] }
}

/** Between two looks at whether to go on, in rows. */
const rowsAtOnce = 20_000
/** Numbers given may be lost with the list of them: none of this many is given again. */
const numbersLeftOut = 100_000n

/**
 * @param told after each table and between, with the rows so far; what it throws ends the work
 * @throws as of damage where nothing can be read
 */
export function salvage(
  { source, copy, target, donors, afterwards = { of: undefined, statements: [] } }: SalvageInput,
  told: (table: string, rows: number) => void,
): Salvage {
  const ends = ['', '-wal', '-shm', '-journal']
  try {
    // Without the index of the log, which is made anew.
    for (const end of ['', '-wal', '-journal'])
      if (existsSync(source + end)) copyFileSync(source + end, copy + end)
    const hadLog = ['-wal', '-journal'].some((end) => sizeOf(copy + end) > 0)
    const opened = openMended(copy, donors)
    if (opened === null) throw damageError('nothing of it can be read.')
    try {
      const copied = copyTables(opened.connection, target, afterwards, told)
      // A log goes with the list it was written for: nobody knows which rows were only in it.
      if (opened.tables !== 'own' && hadLog) for (const table of copied.tables) table.unread = null
      return { list: opened.tables, ...copied }
    } finally {
      opened.connection.close()
    }
  } finally {
    for (const end of ends) rmSync(copy + end, { force: true })
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

function copyTables(
  source: SqliteConnection,
  path: string,
  { of, statements }: NonNullable<SalvageInput['afterwards']>,
  told: (table: string, rows: number) => void,
): Pick<Salvage, 'tables' | 'isWorkedOut'> {
  const schema = schemaOf(source)
  const target = new sqliteDriver(path)
  try {
    target.pragma('journal_mode = DELETE')
    target.pragma('foreign_keys = OFF')
    copySchema(target, schema, 'before')
    // No row is shorter than this: where numbers were given in order, none lies far above.
    const most = BigInt(Math.floor(statSync(source.name).size / 8))
    const given = givenNumbers(source)
    const tables = readableTables(target).map((table) => {
      const highest = given.last.get(table.name) ?? most
      const salvaged = copyTable(source, target, table, highest, (rows) => told(table.name, rows))
      told(table.name, salvaged.read)
      return salvaged
    })
    keepNumbers(given, target)
    dropOrphans(target, tables)
    copySchema(target, schema, 'after')
    const isWorkedOut = hasMigration(target, of)
    if (isWorkedOut) for (const sql of statements) target.exec(sql)
    const damage = damageIn(target, 'whole')
    if (damage !== null) throw damageError(damage)
    return { tables, isWorkedOut }
  } finally {
    target.close()
  }
}

const hasMigration = (target: SqliteConnection, name: string | undefined): boolean =>
  name === undefined ||
  target.prepare('SELECT 1 FROM migrations WHERE name = ?').get(name) !== undefined

function copyTable(
  source: SqliteConnection,
  target: SqliteConnection,
  table: ReadableTable,
  most: bigint,
  told: (rows: number) => void,
): SalvagedTable {
  const columns = [...(table.hasNumbers ? ['rowid'] : []), ...table.columns.map(quoted)]
  const insert = target.prepare(
    `INSERT OR IGNORE INTO ${quoted(table.name)} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  let [seen, read] = [0, 0]
  target.exec('BEGIN')
  const isWhole = readRows(source, table, most, (row) => {
    seen += 1
    // One that has its place already was read from the other end, or twice.
    read += insert.run(table.hasNumbers ? row : row.slice(1)).changes
    if (seen % rowsAtOnce === 0) told(read)
  })
  target.exec('COMMIT')
  const counted = isWhole ? null : countedRows(source, table.name)
  const refused = table.hasNumbers || isWhole ? seen - read : 0
  const unread = isWhole ? 0 : counted === null ? null : Math.max(0, counted - read - refused)
  return { name: table.name, read, refused, unread }
}

type GivenNumbers = { last: Map<string, bigint>; isWhole: boolean }

/** The last number each table gave. */
function givenNumbers(source: SqliteConnection): GivenNumbers {
  const table = { name: 'sqlite_sequence', columns: ['name', 'seq'], key: [], hasNumbers: true }
  const last = new Map<string, bigint>()
  const isWhole = readRows(source, table, 10_000n, ([, name, seq]) => {
    if (typeof name === 'string' && typeof seq === 'bigint') last.set(name, seq)
  })
  return { last, isWhole }
}

/** A number given before is not given again: a message is known by those of its campaign and its lead. */
function keepNumbers({ last: known, isWhole }: GivenNumbers, target: SqliteConnection): void {
  const tables = target
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'`,
    )
    .pluck()
    .all()
  const forget = target.prepare('DELETE FROM sqlite_sequence WHERE name = ?')
  const keep = target.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)')
  for (const name of tables) {
    const last = target
      .prepare<[], bigint | null>(`SELECT max(rowid) FROM ${quoted(name)}`)
      .safeIntegers(true)
      .pluck()
      .get()
    const given = [last ?? 0n, known.get(name) ?? 0n].reduce((one, other) =>
      one > other ? one : other,
    )
    const isSure = isWhole && (known.has(name) || given === 0n)
    forget.run(name)
    keep.run(name, isSure ? given : given + numbersLeftOut)
  }
}

/** Rows of a row that could not be read: taken out, or told of no row, as the table says. */
function dropOrphans(target: SqliteConnection, tables: SalvagedTable[]): void {
  type Orphan = { table: string; rowid: bigint | null; parent: string; fkid: bigint }
  type Key = { id: bigint; from: string; on_delete: string }
  const orphans = () =>
    target.prepare<[], Orphan>('PRAGMA foreign_key_check').safeIntegers(true).all()
  for (let found = orphans(); found.length > 0; found = orphans()) {
    let changes = 0
    for (const { table, rowid, fkid } of found) {
      if (rowid === null) continue
      const keys = target
        .prepare<[], Key>(`PRAGMA foreign_key_list(${quoted(table)})`)
        .safeIntegers(true)
        .all()
        .filter(({ id }) => id === fkid)
      const isCleared = keys.every(({ on_delete }) => on_delete === 'SET NULL')
      const sql = isCleared
        ? `UPDATE ${quoted(table)} SET ${keys.map(({ from }) => `${quoted(from)} = NULL`).join(', ')} WHERE rowid = ?`
        : `DELETE FROM ${quoted(table)} WHERE rowid = ?`
      const { changes: changed } = target.prepare(sql).run(rowid)
      changes += changed
      const told = tables.find(({ name }) => name === table)
      if (!isCleared && told !== undefined) {
        told.read -= changed
        told.refused += changed
      }
    }
    // Of a table without numbers of rows: left as they are, and the opening that follows says so.
    if (changes === 0) return
  }
}
