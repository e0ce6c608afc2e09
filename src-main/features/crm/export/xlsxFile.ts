// Leads as an Excel workbook, piece by piece: a table of any length passes through without being
// held. Texts are inline and never formulas; what Excel would not open is not written.
import { Zip, ZipDeflate } from 'fflate'
import type { ExportCell, ExportColumn, ExportedLead } from './exportedLead.ts'
import { shownTime } from './localClock.ts'
import * as parts from './xlsxParts.ts'

/** Rows of a sheet and characters of a cell that Excel takes at most. */
const maxRows = 1_048_576
const maxCell = 32_767

const day = 86_400_000
const epoch = Date.UTC(1899, 11, 30)
/** Before it Excel counts a day that never was. */
const firstDay = Date.UTC(1900, 2, 1)

/**
 * @param title of the sheet; a further one is numbered
 * @param madeAt milliseconds since 1970
 * @param rowsPerSheet the title line included
 */
export function* xlsxFile(
  columns: readonly ExportColumn[],
  batches: Iterable<ExportedLead[]>,
  { title, timeZone, madeAt }: { title: string; timeZone: string; madeAt: number },
  rowsPerSheet = maxRows,
): Generator<Uint8Array> {
  const written: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error
    written.push(chunk)
  })
  const file = (path: string): ZipDeflate => {
    const entry = new ZipDeflate(path, { level: 6 })
    entry.mtime = madeAt
    zip.add(entry)
    return entry
  }
  const whole = (path: string, content: string) => file(path).push(Buffer.from(content), true)
  const titleRow = columns.map(({ title: text }): ExportCell => ({ kind: 'text', text }))
  const sheets: string[] = []
  let sheet: ZipDeflate | null = null
  let rows = 0
  const rowOf = (cells: ExportCell[], style?: number): string => {
    rows += 1
    return rowXml(cells, rows, timeZone, style)
  }
  function begin(): ZipDeflate {
    rows = 0
    sheets.push(sheets.length === 0 ? title : `${title} ${sheets.length + 1}`)
    const entry = file(`xl/worksheets/sheet${sheets.length}.xml`)
    entry.push(
      Buffer.from(`${parts.sheetBegin(columns.length)}${rowOf(titleRow, parts.cellStyles.title)}`),
    )
    return entry
  }
  const end = (entry: ZipDeflate) => entry.push(Buffer.from(parts.sheetEnd), true)
  sheet = begin()
  for (const leads of batches) {
    let xml = ''
    for (const lead of leads) {
      if (rows >= rowsPerSheet) {
        sheet.push(Buffer.from(xml))
        xml = ''
        end(sheet)
        sheet = begin()
      }
      xml += rowOf(columns.map((column) => column.cell(lead)))
    }
    sheet.push(Buffer.from(xml))
    yield* written.splice(0)
  }
  end(sheet)
  whole('xl/styles.xml', parts.styles)
  whole('xl/workbook.xml', parts.workbook(sheets.map(xmlText)))
  whole('xl/_rels/workbook.xml.rels', parts.workbookRelations(sheets.length))
  whole('_rels/.rels', parts.relations)
  whole('[Content_Types].xml', parts.contentTypes(sheets.length))
  zip.end()
  yield* written
}

function rowXml(cells: ExportCell[], row: number, timeZone: string, style?: number): string {
  const inner = cells
    .map((cell, index) => cellXml(cell, `${columnName(index)}${row}`, timeZone, style))
    .join('')
  return `<row r="${row}">${inner}</row>`
}

/** A, B, … Z, AA, … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`
}

function cellXml(cell: ExportCell, at: string, timeZone: string, style?: number): string {
  if (cell === null) return ''
  const { cellStyles } = parts
  switch (cell.kind) {
    case 'number':
      return `<c r="${at}"><v>${cell.number}</v></c>`
    case 'moment': {
      const { text, universal } = shownTime(cell.at, timeZone)
      return dateXml(at, universal, cellStyles.moment) ?? textXml(at, text, cellStyles.text)
    }
    case 'day':
      return (
        dateXml(at, Date.parse(cell.day), cellStyles.day) ?? textXml(at, cell.day, cellStyles.text)
      )
    case 'text':
      return textXml(at, cell.text, style ?? cellStyles.text)
  }
}

/** Null for a day before those that Excel counts. */
function dateXml(at: string, universal: number, style: number): string | null {
  if (!(universal >= firstDay)) return null
  return `<c r="${at}" s="${style}"><v>${(universal - epoch) / day}</v></c>`
}

function textXml(at: string, text: string, style: number): string {
  return `<c r="${at}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

const markup: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * A text as XML: without the signs that XML cannot hold, as long as a cell can be, and with `_x000D_`
 * meaning itself and not a line break.
 */
export function xmlText(text: string): string {
  return text
    .slice(0, maxCell)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (sign) => markup[sign] ?? sign)
}
