// The prepared reads of one connection: each statement is prepared once, and compared once with
// what its reader reads.
import { integer, optional } from './columnKinds.ts'
import type { Database, Transaction } from './database.ts'
import { checkNames, rowOf, type RawRow, type RowReader } from './rowReader.ts'
import type { SqliteConnection, SqlValue, Statement } from './sqliteConnection.ts'

type Known = { prepared: Statement<SqlValue[], RawRow>; compared: WeakSet<RowReader<unknown>> }

const counted = rowOf({ n: optional(integer()) })

/** Statements kept prepared: those of the application, and of filters that people make. */
const maxStatements = 500

/** The reading half of a `Database`. */
export function preparedReads(
  connection: SqliteConnection,
): Pick<Database, 'query' | 'all' | 'first' | 'count'> {
  const statements = new Map<string, Known>()
  const prepare = (sql: string): Known => {
    const known = statements.get(sql) ?? {
      prepared: connection.prepare<SqlValue[], RawRow>(sql),
      compared: new WeakSet(),
    }
    // The last used stands last: the first is the one that was not asked for the longest.
    statements.delete(sql)
    statements.set(sql, known)
    const [oldest] = statements.keys()
    if (statements.size > maxStatements && oldest !== undefined) statements.delete(oldest)
    return known
  }
  const prepareFor = (reader: RowReader<unknown>, sql: string) => {
    const { prepared, compared } = prepare(sql)
    if (!compared.has(reader)) {
      checkNames(
        reader,
        prepared.columns().map(({ name }) => name),
      )
      compared.add(reader)
    }
    return prepared
  }
  const first = <Row>(reader: RowReader<Row>, sql: string, parameters: SqlValue[] = []) => {
    const row = prepareFor(reader, sql).get(...parameters)
    return row === undefined ? null : reader.read(row)
  }
  return {
    query: <Row>(sql: string, parameters: SqlValue[] = []) =>
      prepare(sql).prepared.all(...parameters) as Row[],
    all: (reader, sql, parameters = []) =>
      prepareFor(reader, sql)
        .all(...parameters)
        .map((row) => reader.read(row)),
    first,
    count: (sql, parameters) => first(counted, sql, parameters)?.n ?? 0,
  }
}

/** The same three ways of reading inside a write. */
export function transactionReads(
  run: (sql: string, parameters: SqlValue[]) => Promise<RawRow[]>,
): Pick<Transaction, 'all' | 'first' | 'count'> {
  const all = async <Row>(reader: RowReader<Row>, sql: string, parameters: SqlValue[] = []) => {
    const rows = await run(sql, parameters)
    if (rows[0] !== undefined) checkNames(reader, Object.keys(rows[0]))
    return rows.map((row) => reader.read(row))
  }
  const first = async <Row>(reader: RowReader<Row>, sql: string, parameters?: SqlValue[]) =>
    (await all(reader, sql, parameters))[0] ?? null
  return {
    all,
    first,
    count: async (sql, parameters) => (await first(counted, sql, parameters))?.n ?? 0,
  }
}
