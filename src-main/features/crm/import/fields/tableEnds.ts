// Rows below the people of a table that are none: the notes of a report (Salesforce), and sums. They are
// told like any row that says who nobody is, and kept to be looked at; nobody is made of them.
import type { ReadRow } from './importedRow.ts'
import { foldText } from '#shared/rules/foldText.ts'

/** Rows below a table that may be its notes: more of them are a list of names. */
export const maxEndRows = 12
/** Columns from which on a row with one cell is not what people write. */
const leastColumns = 3
const longest = 300

const sumWord =
  /^(?:(?:grand|sous|sub|zwischen|gesamt)[ -]?)?(?:totale?s?|totaux|summe|gesamt|gesamtsumme|somme|sum)(?: (?:general|generale|ht|ttc|count|records?|des?|du|generales?)\b.*)?\s*:?\s*(?:\(.*\))?$/
const reportWords =
  /\bcopyright\b|©|\(c\) ?\d{4}|all rights reserved|tous droits reserves|alle rechte vorbehalten|confidential information|informations? confidentielles?|do not distribute|ne pas (?:distribuer|diffuser)|^generated (?:by|on)\b|^genere(?:e|es|s)? (?:par|le)\b|^(?:exported|exporte\w*) (?:by|on|from|par|le|depuis)\b|^(?:erstellt von|generado por|generato da)\b|^(?:end of report|fin du rapport|\d+ records?|\d+ (?:lignes|enregistrements))$/

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '')

/** Whether a row can be one of the notes below a table: it has one cell, or is a sum. */
export function mayEndTable(cells: readonly string[], columns: number): boolean {
  // Nearly every row of people has an address: the quickest to see.
  if (cells.some((cell) => cell.includes('@'))) return false
  const found = filled(cells)
  const [only = ''] = found
  if (found.length === 0) return false
  return (found.length === 1 && columns >= leastColumns) || isSum(cells, only)
}

const isSum = (cells: readonly string[], first: string): boolean =>
  first.length <= 60 &&
  sumWord.test(foldText(first)) &&
  filled(cells)
    .slice(1)
    .every((cell) => /^[\s\d.,'’\u00a0\u202f€$£%kK()-]+$/u.test(cell))

/** Of the last rows of a table: from which on they are its notes; their number where they are people. */
export function tableEnd(rows: readonly (readonly string[])[]): number {
  const isNote = (cells: readonly string[]) => {
    const [first = ''] = filled(cells)
    return isSum(cells, first) || reportWords.test(foldText(first.slice(0, longest)))
  }
  if (!rows.some(isNote)) return rows.length
  const isReport = rows.some(
    (cells) => filled(cells).length === 1 && isNote(cells) && !isSum(cells, filled(cells)[0] ?? ''),
  )
  return isReport ? 0 : rows.findIndex(isNote)
}

/** A row that is about nobody, whatever stands in it: a sum, or a note below the table. */
export const noPerson = (cells: string[]): ReadRow => ({
  ...{ lead: { custom: {} }, consent: 'none', leftOut: [], kept: [], otherData: {}, further: [] },
  ...{ address: null, cells, ok: false, reason: 'no_identity' },
  value: cells.join(' ').trim().slice(0, longest),
})
