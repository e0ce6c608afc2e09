// A table as a CSV file that Excel and LibreOffice open as meant, and in which no cell is a
// formula.

export type CsvCell = string | number | null

/**
 * What a spreadsheet computes begins with one of these, also in full width (Excel in Japanese and
 * Chinese takes those for the plain ones) and where there are spaces or signs nobody sees before it.
 */
const computes = String.raw`[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]`
const unseen = String.raw`\s\p{Cc}\p{Cf}\p{DI}`
/** Tabs and line breaks are dropped by some programs, with what stands before them. */
const formula = new RegExp(`^(?:[\\t\\r\\n]|[${unseen}]*${computes})`, 'u')
/**
 * What stands between a text and a sign that computes. A quote is one that was doubled. Begins at
 * the beginning of a run, so that a long one is read once.
 */
const gap = new RegExp(`(?<![,;|"${unseen}])[,;|"${unseen}]+(?=${computes})`, 'gu')

/**
 * A text in which no spreadsheet finds anything to compute: neither in itself nor in its second
 * half, which is a cell of its own to a program that parts cells elsewhere than this file does.
 */
function withoutFormulas(text: string): string {
  const parted = text.replace(gap, (run) => (/[,;|\t\r\n]/.test(run) ? `${run}'` : run))
  return formula.test(text) ? `'${parted}` : parted
}

/** French spreadsheets open a file parted by semicolons as a table; a comma is the standard. */
export type CsvSeparator = ',' | ';'

/**
 * RFC 4180: CRLF, quotes doubled; a byte-order mark in front says that it is UTF-8. Numbers keep a
 * point and are written bare; what a spreadsheet would compute has an apostrophe before it, at the
 * beginning of a text and behind each sign that could part it.
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
  const safe = withoutFormulas(cell)
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
