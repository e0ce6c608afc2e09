// A copy of a damaged file that SQLite can be asked of: its own list of tables where that is whole; with
// a header written anew, or the list that a backup of the same database has, where it is not.
import { closeSync, fstatSync, openSync, readSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { storageProblem } from '#main/platform/storageProblem.ts'
import { sqliteDriver, type SqliteConnection } from '../sqliteConnection.ts'

const headerBytes = 100
/** What every database of ours has. */
const pageSize = 4_096
/** First bytes of a page of a table, and of one of an index. */
const kinds = { table: new Set([5, 13]), index: new Set([2, 10]) }
/** Of the first pages that can be told at all, this share at least is what a lent list says. */
const sameEnough = 0.9
/** Of fewer nothing is concluded: in any text some byte looks like one of a page. */
const fewestTold = 10

/** @see openMended */
export type Opened = { connection: SqliteConnection; tables: 'own' | 'header' | 'backup' }

/**
 * @param path of a copy, which is written to
 * @param donors paths of backups, the best first: their tables begin where this file's do
 * @returns null where nothing of it can be read
 */
export function openMended(path: string, donors: readonly string[]): Opened | null {
  // Of a page that was cut in its middle some rows would be read by half.
  truncateSync(path, Math.floor(sizeOf(path) / pageSize) * pageSize)
  const own = openIfTold(path)
  if (own !== null) return { connection: own, tables: 'own' }
  const kept = pagesOf(path, [1]).get(1)
  // What a log held of it was asked for above.
  for (const end of ['-wal', '-shm', '-journal']) rmSync(path + end, { force: true })
  if (kept === undefined) return null
  lengthen(path, statedPages(kept))
  writePages(path, new Map([[1, withHeader(kept, path)]]))
  const mended = openIfTold(path)
  if (mended !== null) return { connection: mended, tables: 'header' }
  for (const donor of donors) {
    const lent = lentList(donor)
    if (lent === null || !isSameDatabase(path, lent)) continue
    lengthen(path, Math.max(...lent.pages.keys(), ...lent.roots.map(({ page }) => page)))
    writePages(path, lent.pages)
    writePages(path, new Map([[1, withHeader(pagesOf(path, [1]).get(1) ?? kept, path)]]))
    const opened = openIfTold(path)
    if (opened !== null) return { connection: opened, tables: 'backup' }
  }
  return null
}

/** A file is believed to have been this many times as long as it is, and no more. */
const mostCut = 64

const statedPages = (first: Buffer): number =>
  first.toString('latin1', 0, 15) === 'SQLite format 3' ? first.readUInt32BE(28) : 0

/**
 * With pages of zeros for those that were cut off: SQLite believes no list with a table that begins
 * behind the end.
 */
function lengthen(path: string, pages: number): void {
  const size = sizeOf(path)
  if (pages * pageSize > size && pages * pageSize <= size * mostCut)
    truncateSync(path, pages * pageSize)
}

/** Null where its list of tables cannot be read to the end. */
function openIfTold(path: string): SqliteConnection | null {
  return ifReadable(() => {
    const connection = new sqliteDriver(path, { timeout: 5_000 })
    try {
      connection.pragma('cell_size_check = ON')
      const tables = connection
        .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table'`)
        .all()
      if (tables.length > 0) return connection
      connection.close()
      return null
    } catch (error) {
      connection.close()
      throw error
    }
  })
}

function ifReadable<T>(work: () => T | null): T | null {
  try {
    return work()
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    return null
  }
}

type Root = { type: 'table' | 'index'; page: number }
type LentList = { pages: Map<number, Buffer>; roots: Root[] }

/** The pages of a backup that say which tables there are, and where each begins. */
function lentList(donor: string): LentList | null {
  return ifReadable(() => {
    const connection = new sqliteDriver(donor, { readonly: true })
    try {
      const numbers = connection
        .prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'`)
        .pluck()
        .all()
      const roots = connection
        .prepare<[], Root>(
          // A table without numbers of rows is kept as an index is.
          `SELECT CASE WHEN upper(coalesce(sql, '')) LIKE '%WITHOUT ROWID%' THEN 'index' ELSE type END AS type,
             rootpage AS page FROM sqlite_schema WHERE type IN ('table', 'index') AND rootpage > 0`,
        )
        .all()
      return { pages: pagesOf(donor, numbers), roots }
    } finally {
      connection.close()
    }
  })
}

/** A list of another database would give each table rows of some other. */
function isSameDatabase(path: string, { roots }: LentList): boolean {
  const pages = pagesOf(
    path,
    roots.map(({ page }) => page),
  )
  let [told, same] = [0, 0]
  for (const { type, page } of roots) {
    const kind = pages.get(page)?.[0] ?? 0
    if (!kinds.table.has(kind) && !kinds.index.has(kind)) continue
    told += 1
    if (kinds[type].has(kind)) same += 1
  }
  return told >= fewestTold && same / told >= sameEnough
}

/** Those that lie within the file. */
function pagesOf(path: string, numbers: readonly number[]): Map<number, Buffer> {
  const file = openSync(path, 'r')
  try {
    const found = new Map<number, Buffer>()
    for (const number of numbers) {
      const page = Buffer.alloc(pageSize)
      if (readSync(file, page, 0, pageSize, (number - 1) * pageSize) === pageSize)
        found.set(number, page)
    }
    return found
  } finally {
    closeSync(file)
  }
}

function writePages(path: string, pages: ReadonlyMap<number, Buffer>): void {
  const file = openSync(path, 'r+')
  try {
    for (const [number, page] of pages)
      for (let at = 0; at < pageSize;)
        at += writeSync(file, page, at, pageSize - at, (number - 1) * pageSize + at)
  } finally {
    closeSync(file)
  }
}

/** The header every database of ours has, with the length the file has and no free pages. */
function withHeader(page: Buffer, path: string): Buffer {
  const made = Buffer.from(page)
  made.fill(0, 0, headerBytes)
  made.write('SQLite format 3\0', 0, 'latin1')
  made.writeUInt16BE(pageSize, 16)
  // Read and written without a log: none lies beside the copy any more.
  made.set([1, 1, 0, 64, 32, 32], 18)
  made.writeUInt32BE(1, 24)
  made.writeUInt32BE(Math.floor(sizeOf(path) / pageSize), 28)
  made.writeUInt32BE(1, 40)
  made.writeUInt32BE(4, 44)
  made.writeUInt32BE(1, 56)
  made.writeUInt32BE(1, 92)
  return made
}

function sizeOf(path: string): number {
  const file = openSync(path, 'r')
  try {
    return fstatSync(file).size
  } finally {
    closeSync(file)
  }
}
