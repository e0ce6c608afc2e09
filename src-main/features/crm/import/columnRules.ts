// What is judged once for a whole column, from many of its cells.
import { judgeDecimalMark, type DecimalMark } from './importCells.ts'
import { judgeDateOrder, type DateOrder } from './importDates.ts'

export type ColumnRules = {
  dateOrder: DateOrder
  /** Null if the cells do not tell: amounts like `1.250` are asked about then. */
  decimalMark: DecimalMark | null
  /** True where agreeing is a tick and an empty cell a box that was left empty. */
  blankMeansNo: boolean
}

/** What the user says about the whole file; null is judged. */
export type ColumnChoices = { dateOrder: DateOrder | null; decimalMark: DecimalMark | null }

const tick = /^\s*(?:[✓✔☑☒×√x]|coch[ée]+|checked|tick(?:ed)?|on)\s*$/iu

export function judgeColumns(
  count: number,
  rows: readonly string[][],
  choices: ColumnChoices,
): ColumnRules[] {
  return Array.from({ length: count }, (_, index) => {
    const cells = rows.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '')
    return {
      dateOrder: choices.dateOrder ?? judgeDateOrder(cells),
      decimalMark: choices.decimalMark ?? judgeDecimalMark(cells),
      blankMeansNo: cells.length > 0 && cells.every((cell) => tick.test(cell)),
    }
  })
}
