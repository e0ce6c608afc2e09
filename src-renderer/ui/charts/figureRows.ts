// Rows of figures: each cell as it is shown and as it is, so that a table and its file say the
// same.
import type { CsvCell } from '#shared/rules/csvText.ts'

/** `raw` is what a file gets; `to` leads to what the cell counts. */
export type FigureCell = { text: string; raw: CsvCell; to?: string }
export type FigureColumn = { label: string; align?: 'end' }
/** `to` belongs to the first cell. */
export type FigureRow = { cells: FigureCell[]; to?: string }

export const textCell = (text: string): FigureCell => ({ text, raw: text })
/** Unknown is a dash on the screen and nothing in a file. */
export const figureCell = (
  value: number | null,
  write: (value: number) => string,
  to?: string,
): FigureCell =>
  value === null
    ? { text: '—', raw: null }
    : { text: write(value), raw: value, ...(to === undefined ? {} : { to }) }

/** An address with what of the query is given. */
export function pathWith(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
