// A look at a database file before anything opens it: bounded in what it reads, and cheap enough for
// every start. Whether the rest is sound is checked in the background (see checkTask.ts).
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { sqliteDriver, type SqliteConnection } from '../sqliteConnection.ts'
import { damageIn } from './sqliteCheck.ts'

/** A file up to this is checked whole, in bytes: about ten milliseconds. */
const smallFile = 4 * 1024 * 1024
const headerBytes = 100
/** First bytes of a page that begins a table or an index. */
const treePages = new Set([2, 5, 10, 13])

/** The error SQLite itself would meet with, sooner or later. */
export const damageError = (detail: string): Error =>
  Object.assign(new Error(`The database is damaged: ${detail}`), { code: 'SQLITE_CORRUPT' })

/**
 * Header, length, and the page each table and index begins with; a small file whole.
 * @param path of a file that exists and is not empty
 * @throws with SQLite's code where it is damaged, or cannot be read
 */
export function lookAtFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    lookAtHeader(file, path)
  } finally {
    closeSync(file)
  }
  const connection = new sqliteDriver(path, { readonly: true, timeout: 5_000 })
  try {
    connection.pragma('cell_size_check = ON')
    if (statSync(path).size > smallFile) return lookAtRoots(connection, path)
    const damage = damageIn(connection)
    if (damage !== null) throw damageError(damage)
  } finally {
    connection.close()
  }
}

function lookAtHeader(file: number, path: string): void {
  const header = Buffer.alloc(headerBytes)
  const read = readSync(file, header, 0, headerBytes, 0)
  if (read < headerBytes || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw damageError('it does not begin like one.')
  const pageSize = pageSizeIn(header)
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0)
    throw damageError('its header names a page size that cannot be.')
  const { size } = fstatSync(file)
  if (size % pageSize !== 0) throw damageError('it is cut in the middle of a page.')
  // What a log beside it holds may not be in it yet, so that only a file without one has its length.
  const hasLog = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92)
  if (!hasLog && isCounted && header.readUInt32BE(28) * pageSize > size)
    throw damageError('it is shorter than its header says.')
}

const pageSizeIn = (header: Buffer): number => {
  const written = header.readUInt16BE(16)
  return written === 1 ? 65_536 : written
}

/** The file as it lies there: what a log holds of these pages has been checked with that log. */
function lookAtRoots(connection: SqliteConnection, path: string): void {
  const roots = connection
    .prepare<[], { name: string; page: number }>(
      'SELECT name, rootpage AS page FROM sqlite_schema WHERE rootpage > 0',
    )
    .all()
  const pageSize = Number(connection.pragma('page_size', { simple: true }))
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const page = Buffer.alloc(pageSize)
    for (const { name, page: number } of roots) {
      const at = (number - 1) * pageSize
      // It may still be in the log alone.
      if (at + pageSize > size) continue
      readSync(file, page, 0, pageSize, at)
      if (!isTreePage(page, number === 1 ? headerBytes : 0))
        throw damageError(`the first page of ${name} is none.`)
    }
  } finally {
    closeSync(file)
  }
}

/** Its kind, and that its cells lie within it. */
function isTreePage(page: Buffer, start: number): boolean {
  const kind = page[start] as number
  if (!treePages.has(kind)) return false
  const cells = page.readUInt16BE(start + 3)
  const content = page.readUInt16BE(start + 5) || 65_536
  const pointers = start + (kind === 2 || kind === 5 ? 12 : 8) + 2 * cells
  return pointers <= content && content <= page.length
}
