// What the disk, the file or another program put in the way, as one of the few things a user can do
// something about.
import { closeSync, openSync } from 'node:fs'
import { spokenLanguage, startupSentence, type StartupProblem } from '#shared/startup.ts'
import { isCode } from './files/keptAside.ts'
import { StartRefused, StartupError, StartupStopped } from './startup.ts'

export type StorageProblem = Exclude<StartupProblem, 'newer' | 'missing' | 'unexpected'>

const problems: [RegExp, StorageProblem][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|SQLITE_IOERR_SHMSIZE)/, 'disk_full'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EACCES|EPERM|EROFS|EISDIR)/, 'not_writable'],
  [/^(EMFILE|ENFILE)/, 'too_many_files'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED|SQLITE_PROTOCOL|EBUSY)/, 'in_use'],
  [/^(SQLITE_IOERR|EIO$)/, 'disk_error'],
]

/** SQLite's or the system's code for an error, also where the mapper of tables has wrapped it. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const inner = 'driverError' in error ? error.driverError : error
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string'
    ? inner.code
    : undefined
}

/** @returns null if an error says nothing of disk or file */
export function storageProblem(error: unknown): StorageProblem | null {
  const code = codeOf(error)
  if (code === undefined) return null
  // SQLite has one word for a file that may not be opened and for one too many.
  if (code === 'SQLITE_CANTOPEN' && hasNoDescriptorLeft()) return 'too_many_files'
  return problems.find(([pattern]) => pattern.test(code))?.[1] ?? null
}

function hasNoDescriptorLeft(): boolean {
  try {
    closeSync(openSync(process.execPath, 'r'))
    return false
  } catch (error) {
    return isCode(error, 'EMFILE') || isCode(error, 'ENFILE')
  }
}

/**
 * The error as the hosts tell it. One that already says so, or that the user asked for, stays what
 * it is.
 */
export function asStartupError(
  error: unknown,
  backup: string | null = null,
): StartupError | StartupStopped {
  if (error instanceof StartupError || error instanceof StartupStopped) return error
  return new StartupError({ problem: storageProblem(error) ?? 'unexpected', backup }, error)
}

/**
 * What a user is told where the application did not start. Errors of neither the data nor its disk
 * say it in their own words.
 */
export function startupWords(error: unknown, language: string): string {
  if (error instanceof StartupError) return startupSentence(error, language)
  if (error instanceof StartRefused) return error.words[spokenLanguage(language)]
  const problem = storageProblem(error)
  if (problem !== null) return startupSentence({ problem, backup: null }, language)
  return error instanceof Error ? error.message : String(error)
}
