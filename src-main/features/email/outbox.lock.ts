// One owner of the outbox at a time, whichever host it runs in: an exclusive lock on a tiny SQLite file, which the system frees
// by itself when the owner dies.
import { isBusy, sqliteDriver } from '#main/database/sqliteConnection.ts'

/** @returns the function that gives the lock back, or null where somebody else has it */
export function takeLock(path: string): (() => void) | null {
  const connection = new sqliteDriver(path, { timeout: 0 })
  try {
    connection.pragma('journal_mode = DELETE')
    connection.exec('BEGIN EXCLUSIVE')
    return () => connection.close()
  } catch (error) {
    connection.close()
    if (isBusy(error)) return null
    throw error
  }
}
