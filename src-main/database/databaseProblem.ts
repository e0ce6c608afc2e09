// What went wrong with the database or its disk, as one of the few things a user can do something about.
import type { StartupProblem } from '#shared/startup.ts'
import { StartupError, StartupStopped } from '#main/platform/startup.ts'

/** The schema is of a version this application does not know. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError'
  constructor(migration: string) {
    super(`This database was written by a newer version (${migration}). Nothing was changed: install the newest version to open it.`)
  }
}

/** An update that did not happen, as the thread that tried it tells it. `code` is SQLite's or the system's. */
export class UpdateError extends Error {
  override name = 'UpdateError'
  readonly code: string | undefined
  /** File name of the copy that was made before; null where it had not come so far. */
  readonly backup: string | null
  constructor(message: string, code: string | undefined, backup: string | null) {
    super(message)
    this.code = code
    this.backup = backup
  }
}

const problems: [RegExp, StartupProblem][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_SHMSIZE)/, 'disk_full'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM|EROFS|EISDIR)/, 'not_writable'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|SQLITE_PROTOCOL|EBUSY)/, 'in_use'],
  [/^(SQLITE_IOERR|EIO)/, 'disk_error'],
]

/** SQLite's or the system's code for an error, also where TypeORM has wrapped it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const inner = 'driverError' in error ? error.driverError : error
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : undefined
}

/** @returns what of the disk or the file is in the way; null where the error says nothing of either */
export function storageProblem(error: unknown): StartupProblem | null {
  if (error instanceof NewerDatabaseError) return 'newer'
  const code = codeOf(error)
  return code === undefined ? null : (problems.find(([pattern]) => pattern.test(code))?.[1] ?? null)
}

/** The error as the hosts tell it. One that already says so, or that the user asked for, stays what it is. */
export function asStartupError(error: unknown): Error {
  if (error instanceof StartupError || error instanceof StartupStopped) return error
  const backup = error instanceof UpdateError ? error.backup : null
  return new StartupError({ problem: storageProblem(error) ?? 'unexpected', backup }, error)
}
