// Files that cannot be used any more: kept beside their place under a name that says so, never
// deleted.
import { randomBytes } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'

/** A name beside `path` that nobody has: `secrets.json` gives `secrets.json.unreadable-20261129-…`. */
export function asideName(path: string, now: Date = new Date()): string {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  return `${path}.unreadable-${day}-${randomBytes(3).toString('hex')}`
}

/**
 * Moves a database out of the way with the files that belong to it. Where it was cut off, the same name
 * brings the rest to what was moved already.
 * @returns the name it has now
 */
export function keepDatabaseAside(path: string, aside = asideName(path)): string {
  for (const end of ['', '-wal', '-shm', '-journal'])
    if (existsSync(path + end)) renameSync(path + end, aside + end)
  return aside
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
