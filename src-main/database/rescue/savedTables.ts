// The tables of a salvaged database as CSV files, one each: for whoever wants the data in hand before
// anything else is done.
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { csvLines, csvText, type CsvCell, type CsvSeparator } from '#shared/rules/csvText.ts'
import { sqliteDriver } from '../sqliteConnection.ts'
import { quoted } from './readableRows.ts'
import { readableTables } from './salvagedSchema.ts'

const rowsAtOnce = 1_000

/**
 * Tables without a row have no file. What is neither number nor text stands in Base64.
 * @param folder is made, for the user only
 * @returns names of the files
 */
export function saveTables(
  path: string,
  folder: string,
  separator: CsvSeparator,
  told: (table: string, rows: number) => void,
): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const source = new sqliteDriver(path, { readonly: true })
  try {
    return readableTables(source).flatMap(({ name, columns }) => {
      const listed = columns.map(quoted).join(', ')
      const rows = source
        .prepare<[], unknown[]>(`SELECT ${listed} FROM ${quoted(name)}`)
        .safeIntegers(true)
        .raw(true)
        .iterate()
      const count = saveRows(join(folder, `${name}.csv`), columns, rows, separator)
      told(name, count)
      return count === 0 ? [] : [`${name}.csv`]
    })
  } finally {
    source.close()
  }
}

function saveRows(
  path: string,
  columns: readonly string[],
  rows: Iterable<unknown[]>,
  separator: CsvSeparator,
): number {
  let file: number | null = null
  let count = 0
  let piece: CsvCell[][] = []
  const write = (text: string) => {
    file ??= openSync(path, 'wx', 0o600)
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
  }
  const end = () => {
    if (piece.length > 0) write(csvLines(piece, separator))
    piece = []
  }
  try {
    for (const row of rows) {
      if (count === 0) write(csvText([...columns], [], separator))
      count += 1
      piece.push(row.map(cellOf))
      if (piece.length === rowsAtOnce) end()
    }
    end()
    if (file !== null) fsyncSync(file)
  } finally {
    if (file !== null) closeSync(file)
  }
  return count
}

function cellOf(value: unknown): CsvCell {
  if (value === null) return null
  // Numbers of more digits than a double holds stand as they are.
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  return typeof value === 'number' || typeof value === 'string'
    ? value
    : Buffer.from(value as Uint8Array).toString('base64') // all SQLite has besides
}
