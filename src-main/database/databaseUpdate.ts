// Looks at a database before anything else opens it, and brings an older one up to date, in a
// thread of its own: the window stays answering.
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Startup, StartupError, StartupStopped } from '#main/platform/startup.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { startTask } from '#main/platform/task.ts'
import type { StartupState } from '#shared/startup.ts'
import { damageError, lookAtFile } from './damage/fileLook.ts'
import { backupsIn } from './backups.ts'
import { migrations } from './migrations/index.ts'
import { sqliteDriver } from './sqliteConnection.ts'

export type UpdateInput = { path: string; checkOnly: boolean }
/** What came of it: errors are results here, because they carry the copy that was made. */
export type UpdateResult =
  | { kind: 'done' }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string; code: string | undefined; backup: string | null }

/** Beside the database once anything may have been sent. */
const ledgerFile = 'ledger.db'

/** The migrations this version knows, oldest first. */
export const knownMigrations = migrations.map((Migration) => new Migration().name)

/**
 * What is left to do on a file, without writing to it.
 * @returns `applied` is the last migration that ran; null for a file that is missing or empty,
 * which nobody has to wait for
 * @throws StartupError if it was written by a newer version, and SQLite's errors where the file
 * cannot be read
 */
export function pendingMigrations(path: string): { applied: string; pending: string[] } | null {
  if (!existsSync(path)) return null
  const connection = new sqliteDriver(path, { readonly: true, timeout: 5_000 })
  try {
    if (
      connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'migrations'`).get() ===
      undefined
    )
      return null
    const applied = connection
      .prepare<[], { name: string }>('SELECT name FROM migrations ORDER BY id')
      .all()
      .map(({ name }) => name)
    const unknown = applied.find((name) => !knownMigrations.includes(name))
    if (unknown !== undefined)
      throw new StartupError(
        { problem: 'newer', backup: null },
        new Error(`The migration ${unknown} is not known.`),
      )
    const last = applied.at(-1)
    return last === undefined
      ? null
      : { applied: last, pending: knownMigrations.filter((name) => !applied.includes(name)) }
  } finally {
    connection.close()
  }
}

/**
 * A log with changes in it is left by a copy of the application that was cut off (or runs now), or
 * lies beside a file that was put in the
 * place of another: SQLite cannot tell, and would mix the two.
 */
export function hasUnfinishedLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/**
 * Checks, copies and migrates an older database; checks one that was not closed in order; does
 * nothing on a present or a new one. Each
 * migration is one transaction: whoever is killed in the middle leaves the state before it.
 * @throws StartupStopped if the user gave it up, StartupError if it failed or the file is
 * damaged or newer
 */
export async function updateDatabase(path: string, startup: Startup): Promise<void> {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  // Before it is opened: SQLite takes the log of an empty file away.
  if (size === 0) refuseLost(path)
  else if (!hasUnfinishedLog(path)) lookAtFile(path)
  const left = pendingMigrations(path)
  if (left === null) return refuseLost(path)
  const checkOnly = left.pending.length === 0
  if (checkOnly && !hasUnfinishedLog(path)) return
  if (!checkOnly) startup.report({ kind: 'checking' })
  const { outcome, cancel } = startTask<UpdateInput, UpdateResult, StartupState>(
    new URL('./update.worker.ts', import.meta.url),
    { path, checkOnly },
    (state) => startup.report(state),
  )
  startup.signal.addEventListener('abort', cancel)
  if (startup.signal.aborted) cancel()
  try {
    const result = await outcome
    if (result.kind === 'stopped') throw new StartupStopped()
    if (result.kind === 'failed') throw failureOf(result, dirname(path))
  } finally {
    startup.signal.removeEventListener('abort', cancel)
  }
}

/**
 * A folder that has sent has a ledger: where its database is missing or empty, a new one in its
 * place would look as if everything was gone, and be given the next copy's place. A log tells of one
 * only where there is no file: beside a file without tables it is left by a first start cut short.
 */
export function refuseLost(path: string): void {
  const folder = dirname(path)
  const sizeOf = (name: string) =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  const file = basename(path)
  const traces = [ledgerFile, ...(sizeOf(file) === 0 ? [`${file}-wal`] : [])].filter(
    (name) => sizeOf(name) > 0,
  )
  if (traces.length === 0) return
  throw new StartupError(
    { problem: 'missing', backup: backupsIn(folder)[0] ?? null },
    damageError(`it is missing or empty beside ${traces.join(' and ')}.`),
  )
}

function failureOf(
  { message, code, backup }: Extract<UpdateResult, { kind: 'failed' }>,
  folder: string,
): StartupError {
  const cause = Object.assign(new Error(message), { code })
  const problem = storageProblem(cause) ?? 'unexpected'
  const wayOut = problem === 'damaged' ? (backupsIn(folder)[0] ?? null) : null
  return new StartupError({ problem, backup: backup ?? wayOut }, cause)
}
