// One owner at a time, whichever host it runs in: an exclusive lock on a tiny SQLite file, which
// the system frees by itself when the owner dies.
import { truncateSync } from 'node:fs'
import { keepDatabasePrivate } from '#main/platform/files/privateFile.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { isBusy, sqliteDriver } from './sqliteConnection.ts'

/**
 * Beside the database: held by the running application's sending thread, and by whoever brings the
 * database up to date.
 */
export const instanceLock = 'instance.lock'

/** @returns the function that gives the lock back, or null if somebody else has it */
export function takeLock(path: string): (() => void) | null {
  try {
    return lockOf(path)
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    // There is nothing in it to lose, and nobody holds it: whoever did would have been met first. It
    // stays the same file, so that of two who come at once one gets it.
    truncateSync(path)
    return lockOf(path)
  }
}

function lockOf(path: string): (() => void) | null {
  keepDatabasePrivate(path)
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
