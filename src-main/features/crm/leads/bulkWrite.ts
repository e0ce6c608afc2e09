// Writes many leads in one transaction with the triggers standing aside, and derives the rest
// set-wise: six times quicker a row. See decision 25.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { createLeadDerivations } from './leadDerivations.ts'

/**
 * Rows after which what they change is derived: more make a total worth its row, fewer keep a
 * waiting writer waiting for less than it did when triggers wrote.
 */
const rowsBetweenSettlings = 10_000

export type BulkWriter = {
  readonly isOpen: boolean
  /** Opens the transaction; waits for another writer as long as the connection does. */
  begin(): void
  /** Says that about so many rows were written since the last call. */
  wrote(rows: number): void
  /** Derives what is left and commits durably. */
  commit(): void
  /** Leaves the state before `begin`. */
  rollBack(): void
  /** All of it around `work`: committed as a whole, or not at all where it throws. */
  run<T>(work: () => T): T
}

/** One a connection: between `begin` and `commit` every write to leads is derived from later. */
export function createBulkWriter(connection: SqliteConnection): BulkWriter {
  const derivations = createLeadDerivations(connection)
  let pending = 0
  const writer: BulkWriter = {
    get isOpen() {
      return connection.inTransaction
    },
    begin() {
      connection.exec('BEGIN IMMEDIATE')
      pending = 0
      derivations.begin()
    },
    wrote(rows) {
      pending += rows
      if (pending < rowsBetweenSettlings) return
      derivations.settle()
      pending = 0
    },
    commit() {
      derivations.settle()
      derivations.end()
      connection.exec('COMMIT')
    },
    rollBack() {
      // Where the disk is full SQLite has taken the transaction back by itself.
      if (connection.inTransaction) connection.exec('ROLLBACK')
    },
    run(work) {
      writer.begin()
      try {
        const result = work()
        writer.commit()
        return result
      } catch (error) {
        writer.rollBack()
        throw error
      }
    },
  }
  return writer
}
