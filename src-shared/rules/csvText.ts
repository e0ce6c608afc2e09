// A table as a CSV file that Excel and LibreOffice open as meant, and in which no cell is a
// formula.

export type CsvCell = string | number | null

/**
 * Spreadsheets take a text that begins with one of these for a formula, which may call programs.
 */
const formula = /^[\s]*[=+\-@\t\r]/

/** French spreadsheets open a file parted by semicolons as a table; a comma is the standard. */
export type CsvSeparator = ',' | ';'

/**
 * RFC 4180: CRLF, quotes doubled; a byte-order mark in front says that it is UTF-8. Numbers keep a
 * point and are written
 * bare; texts that a spreadsheet would compute begin with an apostrophe.
 */
export function csvText(
  headers: string[],
  rows: CsvCell[][],
  separator: CsvSeparator = ',',
): string {
  return `\ufeff${[headers, ...rows].map((row) => `${row.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`).join('')}`
}

function csvCell(cell: CsvCell, separator: CsvSeparator): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = formula.test(cell) ? `'${cell}` : cell
  return /["\r\n]/.test(safe) || safe.includes(separator) || safe !== cell
    ? `"${safe.replaceAll('"', '""')}"`
    : safe
}

/** Further rows of such a file, for tables that are written piece by piece. */
export const csvLines = (rows: CsvCell[][], separator: CsvSeparator): string =>
  rows.map((row) => `${row.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`).join('')

/** What stands before a sign that computes because this file put it there. */
const guard =
  /(^|[,;|\t\r\n][,;|"\s\p{Cc}\p{Cf}\p{DI}]*)'(?=[\s\p{Cc}\p{Cf}\p{DI}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])|^'(?=[\t\r\n])/gu

/** A text as it was before `csvText` made it one in which nothing computes. */
export const withoutGuards = (cell: string): string =>
  cell.includes("'") ? cell.replace(guard, '$1') : cell
