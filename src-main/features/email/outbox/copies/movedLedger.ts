// The ledger that came with a move, joined with the one that is here: who is known to either was
// written to.
import { existsSync } from 'node:fs'
import {
  openConnection,
  openReader,
  type SqliteConnection,
} from '#main/database/sqliteConnection.ts'
import { openLedger } from '../outbox.ledger.ts'

/**
 * What the other ledger knows, or knows later, becomes known to this one, which is a single file
 * afterwards.
 * @param path of the ledger that is to count; made where it is missing
 * @param other may be missing; nobody has it open
 */
export function joinInto(path: string, other: string): void {
  openLedger(path).close()
  const connection = openConnection(path)
  try {
    if (existsSync(other)) {
      connection.prepare('ATTACH DATABASE ? AS other').run(other)
      if (hasHandOvers(connection, 'other'))
        connection.exec(`INSERT INTO main.handed_over (message_id, recipient_hash, handed_at, outcome)
          SELECT message_id, recipient_hash, handed_at, outcome FROM other.handed_over WHERE true
          ON CONFLICT (message_id) DO UPDATE SET outcome = excluded.outcome, handed_at = excluded.handed_at
            WHERE excluded.handed_at >= handed_at`)
      connection.exec('DETACH DATABASE other')
    }
    connection.pragma('journal_mode = DELETE')
  } finally {
    connection.close()
  }
}

/** Whether anything was ever handed over by it; not by one that is missing. */
export function knowsHandOvers(path: string): boolean {
  if (!existsSync(path)) return false
  const connection = openReader(path)
  try {
    return (
      hasHandOvers(connection, 'main') &&
      connection.prepare('SELECT 1 FROM handed_over LIMIT 1').get() !== undefined
    )
  } finally {
    connection.close()
  }
}

const hasHandOvers = (connection: SqliteConnection, schema: 'main' | 'other'): boolean =>
  connection.prepare(`SELECT 1 FROM ${schema}.sqlite_schema WHERE name = 'handed_over'`).get() !==
  undefined
