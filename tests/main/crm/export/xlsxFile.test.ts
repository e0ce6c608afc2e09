// Workbooks: what Excel would refuse to open is not written.
import { strFromU8, unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import type { ExportCell, ExportedLead } from '#main/features/crm/export/exportedLead.ts'
import { xlsxFile, xmlText } from '#main/features/crm/export/xlsxFile.ts'

const options = { title: 'Leads', timeZone: 'Europe/Paris', madeAt: Date.UTC(2026, 10, 29) }
const nobody = {} as ExportedLead

function filesOf(cells: ExportCell[], leads = 1, rowsPerSheet?: number): Record<string, string> {
  const columns = cells.map((cell, index) => ({ title: `T${index}`, cell: () => cell }))
  const batches = [Array.from({ length: leads }, () => nobody)]
  const bytes = Buffer.concat([...xlsxFile(columns, batches, options, rowsPerSheet)])
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]),
  )
}

it('cuts a text at the 32,767 characters a cell can hold', () => {
  const text = 'é'.repeat(40_000)
  const sheet = filesOf([{ kind: 'text', text }])['xl/worksheets/sheet1.xml'] ?? ''
  expect(sheet.match(/é+/)?.[0]).toHaveLength(32_767)
})

it('leaves out what XML cannot hold and keeps what it can', () => {
  expect(xmlText('a\u0000b\ufffe<&>"\u202e👩‍👧_x000D_\r\nc\ud800')).toBe(
    'ab&lt;&amp;&gt;&quot;\u202e👩‍👧_x005F_x000D_\nc\ufffd',
  )
})

it('writes moments on the clock of the business, and days before Excel as texts', () => {
  const sheet =
    filesOf([
      { kind: 'moment', at: Date.UTC(2026, 0, 1, 11) },
      { kind: 'day', day: '2026-01-01' },
      { kind: 'day', day: '1850-01-01' },
    ])['xl/worksheets/sheet1.xml'] ?? ''
  expect(sheet).toContain('<c r="A2" s="2"><v>46023.5</v></c><c r="B2" s="3"><v>46023</v></c>')
  expect(sheet).toContain('>1850-01-01</t>')
})

it('goes on in a further sheet where one is full', () => {
  const files = filesOf([{ kind: 'number', number: 7 }], 5, 3)
  expect(Object.keys(files).filter((path) => path.includes('sheets/'))).toHaveLength(3)
  expect(files['xl/worksheets/sheet3.xml']).toContain('<c r="A2"><v>7</v></c></row></sheetData>')
  expect(files['xl/workbook.xml']).toContain('<sheet name="Leads 3" sheetId="3" r:id="rId3"/>')
})
