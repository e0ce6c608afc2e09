// A damaged ledger must not stop sending for ever, nor be sent without: it is kept aside, and a new
// one learns who was written to from what can still be read. The folder is held then like one whose
// ledger is missing, and what is left a person decides.
import { existsSync } from 'node:fs'
import {
  openConnection,
  type SqliteConnection,
  sqliteDriver,
} from '#main/database/sqliteConnection.ts'
import { damageOf } from '#main/database/damage/sqliteCheck.ts'
import { keepDatabaseAside } from '#main/platform/files/keptAside.ts'
import type { Log } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { openLedger } from '../outbox.ledger.ts'
import { handedOverSql } from '../outbox.states.ts'

type Entry = {
  message_id: string
  recipient_hash: string
  handed_at: number
  outcome: string | null
}

/** @returns the name it is kept under, null if it is sound or missing */
export function keepDamagedAside(path: string): string | null {
  return existsSync(path) && damageOf(path) !== null ? keepDatabaseAside(path) : null
}

/** Of no effect on a sound ledger, and on a folder that has none. */
export function makeLedgerSound(database: SqliteConnection, path: string, log: Log): void {
  const aside = keepDamagedAside(path)
  if (aside === null) return
  openLedger(path).close()
  const ledger = openConnection(path)
  try {
    const salvaged = learn(ledger, readableEntries(aside))
    const known = learn(
      ledger,
      database.prepare<[], Omit<Entry, 'recipient_hash'>>(handedOverSql).iterate(),
    )
    log('error', 'The ledger was damaged: it is kept aside, and a new one was made.', {
      ...{ aside, salvaged, known },
    })
  } finally {
    ledger.close()
  }
}

/** @returns how many were not known before */
function learn(
  ledger: SqliteConnection,
  entries: Iterable<Omit<Entry, 'recipient_hash'> & Partial<Entry>>,
): number {
  // `accepted` is the strongest word: whoever has it is never written to again.
  const insert = ledger.prepare(
    `INSERT INTO handed_over (message_id, recipient_hash, handed_at, outcome) VALUES (?, ?, ?, ?)
     ON CONFLICT (message_id) DO UPDATE SET outcome = 'accepted' WHERE excluded.outcome = 'accepted'`,
  )
  const insertAll = ledger.transaction(() => {
    let learned = 0
    for (const { message_id: id, recipient_hash: hash = '', handed_at: at, outcome } of entries)
      if (typeof id === 'string')
        learned += insert.run(id, hash, Number.isInteger(at) ? at : 0, outcome).changes
    return learned
  })
  return insertAll.immediate()
}

/** From both ends up to the damage. */
function* readableEntries(path: string): Generator<Entry> {
  for (const order of ['ASC', 'DESC']) {
    let connection: SqliteConnection | undefined
    try {
      connection = new sqliteDriver(path, { readonly: true })
      const all = connection.prepare<[], Entry>(
        `SELECT message_id, recipient_hash, handed_at, outcome FROM handed_over ORDER BY message_id ${order}`,
      )
      yield* all.iterate()
      return
    } catch (error) {
      if (storageProblem(error) !== 'damaged' && !isWithoutTable(error)) throw error
    } finally {
      connection?.close()
    }
  }
}

const isWithoutTable = (error: unknown): boolean =>
  error instanceof Error && /no such table|no such column|malformed/.test(error.message)
