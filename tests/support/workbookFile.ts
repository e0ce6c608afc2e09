// Makes Excel workbooks for tests, cell by cell, as programs really write them.
import { strToU8, zipSync } from 'fflate'

/** A cell as XML, without its reference: `<c t="s"><v>0</v></c>`; an empty text is no cell. */
type CellXml = string

export type SheetParts = { name: string; rows: CellXml[][]; state?: string; after?: string }

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const inlineCell = (text: string): CellXml =>
  `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
export const numberCell = (value: number | string, style = 0): CellXml =>
  `<c s="${style}"><v>${value}</v></c>`

const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`

function sheetXml({ rows, after = '' }: SheetParts): string {
  const body = rows.map((cells, row) => {
    const inner = cells.map((cell, column) =>
      cell.replace('<c', `<c r="${columnName(column)}${row + 1}"`),
    )
    return `<row r="${row + 1}">${inner.join('')}</row>`
  })
  return `<?xml version="1.0"?><worksheet><dimension ref="A1:Z${rows.length}"/><sheetData>${body.join('')}</sheetData>${after}</worksheet>`
}

const packaged = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/**
 * @param styles the inside of the style sheet
 * @param texts the inside of the shared texts
 */
export function workbookFile(
  sheets: SheetParts[],
  { styles = '', texts = '', properties = '' } = {},
): Uint8Array<ArrayBuffer> {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${packaged}/${kind}" Target="${target}"/>`
  const files: Record<string, string> = {
    // As Excel does: the sheets come before the texts they use.
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]),
    ),
    'xl/sharedStrings.xml': `<sst>${texts}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
    'xl/workbook.xml': `<workbook>${properties}<sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="r${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_sheet, index) =>
        relation(`r${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
      )
      .join(
        '',
      )}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('s', 'styles', 'styles.xml')}</Relationships>`,
    '_rels/.rels': `<Relationships>${relation('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  }
  const zipped = zipSync(
    Object.fromEntries(Object.entries(files).map(([path, xml]) => [path, strToU8(xml)])),
  )
  return new Uint8Array(zipped)
}
