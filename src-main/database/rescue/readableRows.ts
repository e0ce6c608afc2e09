// The rows of one table of a damaged file, as far as they can be read: by ranges of their number, so
// that a page that cannot be read costs its own rows and no others.
import { storageProblem } from '#main/platform/storageProblem.ts'
import type { SqliteConnection } from '../sqliteConnection.ts'

export type Row = unknown[]
/** Columns that are stored, in the order of the table; `key` is the primary key where rows have no number. */
export type ReadableTable = { name: string; columns: string[]; key: string[]; hasNumbers: boolean }

/** A range of more numbers than this is looked at in places before every number of it is tried. */
const sparse = 8_192
const places = 64

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** @throws what else than damage is in the way */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    return undefined
  }
}

/**
 * Calls back with each row once.
 * @param most a number no row lies above, where the table does not say
 * @returns whether nothing was in the way
 */
export function readRows(
  source: SqliteConnection,
  table: ReadableTable,
  most: bigint,
  take: (row: Row) => void,
): boolean {
  return table.hasNumbers
    ? readByNumber(source, table, most, take)
    : readFromBothEnds(source, table, take)
}

function readByNumber(
  source: SqliteConnection,
  { name, columns }: ReadableTable,
  most: bigint,
  take: (row: Row) => void,
): boolean {
  const listed = ['rowid', ...columns.map(quoted)].join(', ')
  const from = `FROM ${quoted(name)} NOT INDEXED`
  const range = source
    .prepare<[bigint, bigint], Row>(
      `SELECT ${listed} ${from} WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
    )
    .safeIntegers(true)
    .raw(true)
  const end = (which: 'min' | 'max') =>
    attempt(() =>
      source
        .prepare<[], bigint | null>(`SELECT ${which}(rowid) ${from}`)
        .safeIntegers(true)
        .pluck()
        .get(),
    )
  const [first, last] = [end('min'), end('max')]
  if (first === null && last === null) return true
  const isReadable = (at: bigint) => attempt(() => (range.all(at, at), true)) === true
  // Ranges that are still to be read, the lowest last.
  const left: [bigint, bigint][] = [[first ?? 0n, last ?? most]]
  let isWhole = first !== undefined && last !== undefined
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [low, high] = next
    let reached = low - 1n
    const isRead = attempt(() => {
      for (const row of range.iterate(low, high)) {
        // What comes twice, or out of its place, is no row of the range.
        const number = row[0] as bigint // rowid, read as such
        if (number <= reached) continue
        take(row)
        reached = number
      }
      return true
    })
    if (isRead === true) continue
    isWhole = false
    const rest = reached + 1n
    if (rest >= high) continue
    if (high - rest > sparse && !hasReadable(rest, high, isReadable)) continue
    const middle = rest + (high - rest) / 2n
    left.push([middle + 1n, high], [rest, middle])
  }
  return isWhole
}

/** Close to both ends, where the last page that was read ended, and evenly between. */
function hasReadable(low: bigint, high: bigint, isReadable: (at: bigint) => boolean): boolean {
  const step = (high - low) / BigInt(places)
  for (let away = 1n; away < high - low; away *= 2n)
    if (isReadable(low + away) || isReadable(high - away)) return true
  for (let at = 0; at <= places; at += 1) if (isReadable(low + BigInt(at) * step)) return true
  return false
}

/** In the order of its key up to what cannot be read, and the same from the end. */
function readFromBothEnds(
  source: SqliteConnection,
  { name, columns, key }: ReadableTable,
  take: (row: Row) => void,
): boolean {
  const read = (direction: 'ASC' | 'DESC') =>
    attempt(() => {
      const order = key.map((column) => `${quoted(column)} ${direction}`).join(', ')
      const rows = source
        .prepare<[], Row>(
          `SELECT NULL, ${columns.map(quoted).join(', ')} FROM ${quoted(name)} ORDER BY ${order}`,
        )
        .safeIntegers(true)
        .raw(true)
      for (const row of rows.iterate()) take(row)
      return true
    }) === true
  if (read('ASC')) return true
  read('DESC')
  return false
}

/** How many rows there are by an index that can be read; null where none can. */
export const countedRows = (source: SqliteConnection, name: string): number | null =>
  attempt(() =>
    Number(
      source
        .prepare(`SELECT count(*) FROM ${quoted(name)}`)
        .pluck()
        .get(),
    ),
  ) ?? null
