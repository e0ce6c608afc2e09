// Files that hold what the user entrusted: for the user alone, whatever the folder or the mask of
// the process would allow.
import { chmodSync, closeSync, openSync, statSync } from 'node:fs'
import { isCode } from './keptAside.ts'

const forUserOnly = 0o600

/**
 * Makes a file that is missing, and closes one that others may read. Where a disk knows no
 * permissions, or the file is another user's, it stays as it is: the folder's own must do.
 * @throws what the system says where it cannot be made
 */
export function keepPrivate(path: string, { make }: { make: boolean }): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) {
    if (make) closeSync(openSync(path, 'a', forUserOnly))
    return
  }
  if (process.platform === 'win32' || !found.isFile() || (found.mode & 0o077) === 0) return
  try {
    chmodSync(path, forUserOnly)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EROFS', 'ENOSYS'].some((code) => isCode(error, code))) throw error
  }
}

/** A database, and the files SQLite makes beside it with the permissions it finds. */
export function keepDatabasePrivate(path: string): void {
  if (path === ':memory:') return
  try {
    keepPrivate(path, { make: true })
  } catch {
    // SQLite meets with the same, and says it in words that are known.
    return
  }
  for (const end of ['-wal', '-shm', '-journal']) keepPrivate(path + end, { make: false })
}
