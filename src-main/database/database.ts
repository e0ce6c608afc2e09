// What features see of the database: reads that never wait, writes that queue and announce what
// changed.
import type { EntityManager } from 'typeorm'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { RowReader } from './rowReader.ts'
import type { SqlValue } from './sqliteConnection.ts'

export type { SqlValue }

/**
 * A transaction under way. `save` and `remove` are left out on purpose: they would open a
 * transaction of their own.
 * Await nothing in it but its own methods: no network, no timer, no other connection.
 */
export type Transaction = Pick<
  EntityManager,
  'insert' | 'update' | 'delete' | 'findBy' | 'findOneBy' | 'countBy' | 'createQueryBuilder'
> & {
  /** A statement whose answer nobody reads, or whose rows nobody checks. */
  sql<Row>(statement: string, parameters?: SqlValue[]): Promise<Row[]>
  /** Rows as `reader` promises them, with what this transaction has written so far. */
  all<Row>(reader: RowReader<Row>, statement: string, parameters?: SqlValue[]): Promise<Row[]>
  /** The first row; null if there is none. */
  first<Row>(
    reader: RowReader<Row>,
    statement: string,
    parameters?: SqlValue[],
  ): Promise<Row | null>
  /** The one number of a statement like `SELECT count(*) AS n`; 0 if there is none. */
  count(statement: string, parameters?: SqlValue[]): Promise<number>
}

export type Database = {
  /** Absolute path of the file, for worker threads that open their own connection. */
  readonly path: string
  /**
   * One number: how many writes wait for another connection's transaction. Shared with worker
   * threads, which end theirs.
   */
  readonly waitingWriters: Int32Array
  /** True if whoever had it open before did not close it in order. */
  readonly wasCutOff: boolean
  /** Repositories and query builders on the read-only connection: sees committed rows only. */
  readonly read: EntityManager
  /** A prepared read, for the statements that must be quick. Throws where the statement writes. */
  query<Row>(statement: string, parameters?: SqlValue[]): Row[]
  /**
   * A prepared read whose rows are as `reader` promises.
   * @throws StoredValueError if the statement or a stored value breaks that promise
   */
  all<Row>(reader: RowReader<Row>, statement: string, parameters?: SqlValue[]): Row[]
  /** The first row; null if there is none. */
  first<Row>(reader: RowReader<Row>, statement: string, parameters?: SqlValue[]): Row | null
  /** The one number of a statement like `SELECT count(*) AS n`; 0 if there is none. */
  count(statement: string, parameters?: SqlValue[]): number
  /** Runs `work` in one IMMEDIATE transaction, commits durably, then publishes `topics`. */
  write<T>(topics: readonly Topic[], work: (transaction: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}
