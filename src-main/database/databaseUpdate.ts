// Brings an older database up to date in a thread of its own, before anything else opens it: the window stays answering meanwhile.
import { existsSync } from 'node:fs'
import type { Startup } from '#main/platform/startup.ts'
import { StartupStopped } from '#main/platform/startup.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { StartupState } from '#shared/startup.ts'
import { NewerDatabaseError, UpdateError } from './databaseProblem.ts'
import { migrations } from './migrations/index.ts'
import { sqliteDriver } from './sqliteConnection.ts'

export type UpdateThreadData = { path: string; stopped: SharedArrayBuffer }
export type FromUpdate =
  | { kind: 'progress'; state: StartupState }
  | { kind: 'done' }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string; code: string | undefined; backup: string | null }

/** The migrations this version knows, oldest first. */
export const knownMigrations = migrations.map((Migration) => new Migration().name)

/**
 * What is left to do on a file, without writing to it.
 * @returns `applied` is the last migration that ran; null for a file that is missing or empty, which nobody has to wait for
 * @throws NewerDatabaseError, and SQLite's errors where the file cannot be read
 */
export function pendingMigrations(path: string): { applied: string; pending: string[] } | null {
  if (!existsSync(path)) return null
  const connection = new sqliteDriver(path, { readonly: true, timeout: 5_000 })
  try {
    if (connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'migrations'`).get() === undefined) return null
    const applied = connection.prepare<[], { name: string }>('SELECT name FROM migrations ORDER BY id').all().map(({ name }) => name)
    const unknown = applied.find((name) => !knownMigrations.includes(name))
    if (unknown !== undefined) throw new NewerDatabaseError(unknown)
    const last = applied.at(-1)
    return last === undefined ? null : { applied: last, pending: knownMigrations.filter((name) => !applied.includes(name)) }
  } finally {
    connection.close()
  }
}

/**
 * Checks, copies and migrates an older database; does nothing on a present or a new one. Each migration is one transaction: whoever is
 * killed in the middle leaves the state before it.
 * @throws StartupStopped where the user gave it up, UpdateError where it failed, NewerDatabaseError
 */
export async function updateDatabase(path: string, startup: Startup): Promise<void> {
  const left = pendingMigrations(path)
  if (left === null || left.pending.length === 0) return
  startup.report({ kind: 'checking' })
  const stopped = new SharedArrayBuffer(1)
  const stop = () => void Atomics.store(new Uint8Array(stopped), 0, 1)
  startup.signal.addEventListener('abort', stop)
  if (startup.signal.aborted) stop()
  const data: UpdateThreadData = { path, stopped }
  try {
    await new Promise<void>((resolve, reject) => {
      const worker = startWorkerThread(new URL('./update.worker.ts', import.meta.url), { workerData: data, name: 'update' })
      let end = () => reject(new UpdateError('The updating thread ended without a word.', undefined, null))
      worker.on('message', (message: FromUpdate) => {
        if (message.kind === 'progress') startup.report(message.state)
        else if (message.kind === 'done') end = resolve
        else if (message.kind === 'stopped') end = () => reject(new StartupStopped())
        else end = () => reject(new UpdateError(message.message, message.code, message.backup))
      })
      worker.on('error', (error) => (end = () => reject(error)))
      // The connection is closed once the thread has ended: only then may the next one open.
      worker.on('exit', () => end())
    })
  } finally {
    startup.signal.removeEventListener('abort', stop)
  }
}
