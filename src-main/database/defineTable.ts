// A table said once: the row's type, SELECT lists, reading and writing derive from the columns named
// here, and so does what TypeORM compares with the migrations (see entity.ts).
import type { EntitySchemaOptions } from 'typeorm'
import { storedValue, type Columns, type LeftToDatabase, type RowOf } from './columnKinds.ts'
import type { Database, Transaction } from './database.ts'
import { rowOf, type RowReader } from './rowReader.ts'
import type { SqlValue } from './sqliteConnection.ts'

type Writing = Pick<Transaction, 'sql'>

/** Columns an insert may leave out: those that may be null, and those SQLite fills in. */
type FreeNames<C extends Columns> = {
  [K in keyof C]: C[K] extends LeftToDatabase ? K : null extends RowOf<C>[K] ? K : never
}[keyof C]
/** What an insert takes. */
export type InsertOf<C extends Columns> = Omit<RowOf<C>, FreeNames<C>> &
  Partial<Pick<RowOf<C>, FreeNames<C>>>
/** Columns to change, or to find rows by. A column that is undefined is left out. */
type Some<Row> = { [K in keyof Row]?: Row[K] | undefined }

/** Some columns of a table: what to select, and how to read it. */
export type Selection<C extends Columns> = RowReader<RowOf<C>> & {
  columns: C
  /**
   * The SELECT list, each column under its name in the code.
   * @param alias of the table in a join
   */
  list(alias?: string): string
  /** A reader of these columns and of others that the statement computes. */
  and<More extends Columns>(more: More): RowReader<RowOf<C> & RowOf<More>>
}

export type Table<C extends Columns> = Selection<C> & {
  name: string
  definition: Definition<C>
  select<K extends keyof C & string>(...names: K[]): Selection<Pick<C, K>>
  without<K extends keyof C & string>(...names: K[]): Selection<Omit<C, K>>
  /** The first row with these values; null if there is none. */
  find(database: Pick<Database, 'first'>, where: Some<RowOf<C>>): RowOf<C> | null
  /** The same inside a write: nobody else can change it before the write ends. */
  findForUpdate(
    transaction: Pick<Transaction, 'first'>,
    where: Some<RowOf<C>>,
  ): Promise<RowOf<C> | null>
  /** @returns the id of the new row */
  insert(transaction: Writing, row: InsertOf<C>): Promise<number>
  /** Changes the rows with these values. Of no effect without anything to change. */
  update(transaction: Writing, where: Some<RowOf<C>>, change: Some<RowOf<C>>): Promise<void>
  delete(transaction: Writing, where: Some<RowOf<C>>): Promise<void>
}
/** The row of a table, as the code sees it. */
export type RowOfTable<T> = T extends RowReader<infer Row> ? Row : never

export type Definition<C extends Columns> = Pick<
  EntitySchemaOptions<RowOf<C>>,
  'foreignKeys' | 'indices'
> & {
  name: string
  columns: C
}

/** `firstName` is stored as `first_name`. */
export const columnName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * @param definition the table's name in SQL, its columns under their names in the code (stored in
 * snake case), and its indices and foreign keys as TypeORM takes them
 */
export function defineTable<C extends Columns>(definition: Definition<C>): Table<C> {
  const { name, columns } = definition
  const all = selectionOf<C>(columns)
  const findSql = (where: Condition) => `SELECT ${all.list()} FROM ${name} ${where.sql} LIMIT 1`
  return {
    ...all,
    name,
    definition,
    select: <K extends keyof C & string>(...names: K[]) =>
      selectionOf(chosen(columns, (name) => names.some((one) => one === name)) as Pick<C, K>),
    without: <K extends keyof C & string>(...names: K[]) =>
      selectionOf(chosen(columns, (name) => names.every((one) => one !== name)) as Omit<C, K>),
    find(database, values) {
      const where = conditionOf(columns, values)
      return database.first(all, findSql(where), where.parameters)
    },
    findForUpdate(transaction, values) {
      const where = conditionOf(columns, values)
      return transaction.first(all, findSql(where), where.parameters)
    },
    async insert(transaction, row) {
      const given = givenValues(columns, row)
      const [inserted] = await transaction.sql<{ id: number }>(
        `INSERT INTO ${name} (${given.map((value) => value.column).join(', ')})
         VALUES (${given.map(() => '?').join(', ')}) RETURNING rowid AS id`,
        given.map(({ stored }) => stored),
      )
      if (inserted === undefined) throw new Error(`Nothing was inserted into ${name}.`)
      return inserted.id
    },
    async update(transaction, values, change) {
      const given = givenValues(columns, change)
      if (given.length === 0) return
      const where = conditionOf(columns, values)
      await transaction.sql(
        `UPDATE ${name} SET ${given.map(({ column }) => `${column} = ?`).join(', ')} ${where.sql}`,
        [...given.map(({ stored }) => stored), ...where.parameters],
      )
    },
    async delete(transaction, values) {
      const where = conditionOf(columns, values)
      await transaction.sql(`DELETE FROM ${name} ${where.sql}`, where.parameters)
    },
  }
}

function selectionOf<C extends Columns>(columns: C): Selection<C> {
  const of = (prefix: string) =>
    Object.keys(columns)
      .map((name) => {
        const column = columnName(name)
        return column === name ? `${prefix}${column}` : `${prefix}${column} AS ${name}`
      })
      .join(', ')
  // Made once: statements are looked up by their text at each reading.
  const bare = of('')
  return {
    ...rowOf(columns),
    columns,
    list: (alias) => (alias === undefined ? bare : of(`${alias}.`)),
    and: <More extends Columns>(more: More) =>
      rowOf({ ...columns, ...more }) as RowReader<RowOf<C> & RowOf<More>>,
  }
}

const chosen = (columns: Columns, isChosen: (name: string) => boolean): Columns =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => isChosen(name)))

type Given = { column: string; stored: SqlValue }

/** @throws TypeError for a name that is no column of the table */
function givenValues(columns: Columns, values: object): Given[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    const column = columns[name]
    if (column === undefined) throw new TypeError(`The table has no column ${name}.`)
    if (value === undefined) return []
    return [{ column: columnName(name), stored: storedValue(column, value) }]
  })
}

type Condition = { sql: string; parameters: SqlValue[] }

/**
 * Rows with exactly these values. Nothing given would be every row, which nobody means.
 * @throws TypeError if no value is given
 */
function conditionOf(columns: Columns, values: object): Condition {
  const given = givenValues(columns, values)
  if (given.length === 0) throw new TypeError('Rows are found by at least one value.')
  const terms = given.map(({ column, stored }) => `${column} ${stored === null ? 'IS' : '='} ?`)
  return {
    sql: `WHERE ${terms.join(' AND ')}`,
    parameters: given.map(({ stored }) => stored),
  }
}
