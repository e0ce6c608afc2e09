// Reads a sheet of an Excel workbook as records, row by row: a sheet of any length passes through
// without being held. Formulas give what they last gave, errors nothing.
import { maxColumns, maxRecordLength, type ImportRecord } from './importRecord.ts'
import { UnreadableFileError } from '../importErrors.ts'
import { shownValue, type NumberStyle } from './workbookCells.ts'
import {
  createDecoder,
  createTextCollector,
  openWorkbook,
  readSharedTexts,
  readStyles,
  unescapedSigns,
  type Workbook,
} from './workbookParts.ts'
import { attributeOf, createXmlScanner, type XmlHandler } from './xmlScanner.ts'
import { openEntry, type EntryStream } from './zipFile.ts'

/** Rows that Excel has at most. */
const maxRows = 1_048_576

/** Words for the two truth values, of the user's language: they may become other data of a person. */
type TruthWords = { yes: string; no: string }

type SheetContext = {
  isFrom1904: boolean
  styles: readonly NumberStyle[]
  texts: readonly string[]
  truth: TruthWords
}

/** @param sheet its position */
export function readSheet(
  path: string,
  sheet: number,
  truth: TruthWords,
): AsyncIterable<ImportRecord> & { bytesRead(): number } {
  let source: EntryStream | null = null
  return {
    bytesRead: () => source?.bytesRead() ?? 0,
    async *[Symbol.asyncIterator]() {
      const workbook = await openWorkbook(path)
      const context = await contextOf(workbook, truth)
      source = openEntry(path, sheetOf(workbook, sheet).entry)
      const rows: ImportRecord[] = []
      const scanner = createXmlScanner(sheetHandler(context, rows))
      const decode = createDecoder()
      for await (const piece of source) {
        scanner.write(decode(piece))
        yield* rows.splice(0)
      }
      scanner.write(decode(null))
      scanner.end()
      yield* rows
    },
  }
}

export function sheetOf({ sheets }: Workbook, position: number): Workbook['sheets'][number] {
  const sheet = sheets[position]
  if (sheet === undefined) throw new UnreadableFileError(`There is no sheet ${position + 1}.`)
  return sheet
}

async function contextOf(workbook: Workbook, truth: TruthWords): Promise<SheetContext> {
  const { isFrom1904 } = workbook
  return {
    ...{ isFrom1904, truth },
    styles: await readStyles(workbook),
    texts: await readSharedTexts(workbook),
  }
}

/** Puts each row that says something into `rows`. @throws UnreadableFileError past the limits */
function sheetHandler(context: SheetContext, rows: ImportRecord[]): XmlHandler {
  let row = 0
  let count = 0
  let column = -1
  let cells: string[] = []
  let length = 0
  let cell = { type: 'n', style: 0 }
  let value = ''
  let isInValue = false
  const inline = createTextCollector((text) => (value = text), 'is')

  function endCell(): void {
    const text = cellText(cell, value, context)
    if (text === '') return
    // Far to the right of any table stand remarks and slips; a column of contacts never does.
    if (column >= maxColumns) throw new UnreadableFileError(`Row ${row} has ${column + 1} columns.`)
    length += text.length
    if (length > maxRecordLength) throw new UnreadableFileError(`Row ${row} is too long.`)
    while (cells.length < column) cells.push('')
    cells[column] = text
  }
  function endRow(): void {
    if (cells.length === 0) return
    count += 1
    if (count > maxRows) throw new UnreadableFileError('The sheet has more rows than Excel has.')
    rows.push({ cells, line: row })
  }
  return {
    open(name, attributes) {
      if (name === 'c') {
        column = columnOf(attributeOf(attributes, 'r')) ?? column + 1
        cell = {
          type: attributeOf(attributes, 't') ?? 'n',
          style: Number(attributeOf(attributes, 's') ?? 0),
        }
        value = ''
      } else if (name === 'v') isInValue = true
      else if (name === 'row') {
        row = Number(attributeOf(attributes, 'r') ?? row + 1)
        cells = []
        length = 0
        column = -1
      } else inline.open(name, attributes)
    },
    close(name) {
      if (name === 'v') isInValue = false
      else if (name === 'c') endCell()
      else if (name === 'row') endRow()
      else inline.close(name)
    },
    text(text) {
      if (!isInValue) return inline.text(text)
      value += text
      if (value.length > maxRecordLength) throw new UnreadableFileError('A cell is too long.')
    },
  }
}

/** `C` of `C5` is 2. */
function columnOf(reference: string | null): number | null {
  if (reference === null) return null
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

function cellText(
  { type, style }: { type: string; style: number },
  value: string,
  { texts, styles, truth, isFrom1904 }: SheetContext,
): string {
  if (value === '') return ''
  switch (type) {
    case 's':
      return texts[Number(value)] ?? ''
    case 'inlineStr':
      return value
    case 'str':
      return unescapedSigns(value)
    case 'b':
      return value === '1' || value === 'true' ? truth.yes : truth.no
    case 'e':
      return ''
    case 'd':
      return value.replace('T', ' ')
    default:
      return shownValue(value, styles[style] ?? { kind: 'plain' }, isFrom1904)
  }
}
