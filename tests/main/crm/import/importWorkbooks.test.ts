// Excel workbooks through the import: sheets, dates, texts of every kind, and what must not be read.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportChoices } from '#shared/contract/crm/imports.ts'
import { judgeFile } from '#main/features/crm/import/fileLayout.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import {
  inlineCell,
  numberCell,
  workbookFile,
  type SheetParts,
} from '../../../support/workbookFile.ts'
import { importCalls } from './importCalls.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
  await app.client.settings.update({ timeZone: 'Europe/Paris' })
})
afterEach(() => app.remove())
const { run, byEmail } = importCalls(() => app)

const runBook = (book: Uint8Array<ArrayBuffer>, options?: ImportChoices, name = 'contacts.xlsx') =>
  run(book, undefined, options, name)
const preview = (book: Uint8Array<ArrayBuffer>) =>
  app.client.crm.imports.preview({ file: new File([book], 'contacts.xlsx') })
const table = (name: string, ...rows: string[][]): SheetParts => ({
  name,
  rows: rows.map((row) => row.map((text) => (text.startsWith('<c') ? text : inlineCell(text)))),
})

const styles = `<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="0#&quot; &quot;##&quot; &quot;##&quot; &quot;##&quot; &quot;##"/><numFmt numFmtId="166" formatCode="00000"/><numFmt numFmtId="167" formatCode="_-* #,##0.00\\ [$€-40C]_-"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs>`

describe('a workbook', () => {
  it('is not believed to have more rows than its bytes can hold', async () => {
    const parts = unzipSync(workbookFile([table('Feuil1', ['E-mail'], ['a@exemple.fr'])]))
    const sheet = 'xl/worksheets/sheet1.xml'
    const claimed = strFromU8(parts[sheet] ?? new Uint8Array()).replace('A1:Z2', 'A1:Z1048576')
    const path = join(app.host.dataFolder, 'claims.xlsx')
    writeFileSync(path, zipSync({ ...parts, [sheet]: strToU8(claimed) }))
    const { rows, size } = await judgeFile(path, {}, 'fr')
    expect(rows).toBeLessThanOrEqual(size)
    expect(size).toBeLessThan(1_000)
  })

  it('is known by what is in it, whatever it is called', async () => {
    const book = workbookFile([table('Feuil1', ['E-mail', 'Nom'], ['a@exemple.fr', 'Roux'])])
    expect(await runBook(book, undefined, 'contacts.csv')).toMatchObject({ created: 1, invalid: 0 })
    expect(await byEmail('a@exemple.fr')).toMatchObject({ lastName: 'Roux' })
  })

  it('has its fullest sheet read, and another where that is chosen', async () => {
    const people = Array.from({ length: 30 }, (_, index) => [`p${index}@exemple.fr`])
    const book = workbookFile([
      table('Lisez-moi', ['Ceci est un export']),
      table('Clients', ['E-mail'], ...people),
      table('Autres', ['E-mail'], ['autre@exemple.fr']),
      { ...table('Cachée', ['E-mail'], ...people, ...people), state: 'hidden' },
    ])
    const { format, uploadId, buckets } = await preview(book)
    expect(buckets.created).toBe(30)
    expect(format).toMatchObject({ kind: 'workbook', sheet: 1, headerRow: 1 })
    expect(format.kind === 'workbook' && format.sheets).toEqual([
      { name: 'Lisez-moi', rows: 1, isHidden: false },
      { name: 'Clients', rows: 31, isHidden: false },
      { name: 'Autres', rows: 2, isHidden: false },
      { name: 'Cachée', rows: 61, isHidden: true },
    ])
    const other = await app.client.crm.imports.remap({ uploadId, options: { sheet: 2 } })
    expect(other.buckets.created).toBe(1)
    expect(other.columns[0]?.samples).toEqual(['autre@exemple.fr'])
  })

  it('has shared, rich, inline and computed texts, truth values, and errors that are nothing', async () => {
    const texts = `<si><t>E-mail</t></si><si><r><t>Za</t></r><r><rPr><b/></rPr><t xml:space="preserve">ra </t></r><rPh sb="0" eb="1"><t>ZARA</t></rPh></si>
      <si><t>a_x005F_x000D_b &amp; &#233; <![CDATA[<i>]]></t></si>`
    const book = workbookFile(
      [
        {
          name: 'F',
          rows: [
            [
              '<c t="s"><v>0</v></c>',
              ...['Prénom', 'Nom', 'Société', 'Newsletter', 'Notes', 'Poste'].map(inlineCell),
            ],
            [
              inlineCell('a@exemple.fr'),
              '<c t="s"><v>1</v></c>',
              '<c t="str"><f>CONCAT("R","oux")</f><v>Roux</v></c>',
              '<c t="s"><v>2</v></c>',
              '<c t="b"><v>0</v></c>',
              inlineCell('=1+1'),
              '<c t="e"><v>#N/A</v></c>',
            ],
          ],
        },
      ],
      { texts },
    )
    expect(await runBook(book)).toMatchObject({ created: 1, suppressed: 1, problems: [] })
    expect(await byEmail('a@exemple.fr')).toMatchObject({
      ...{ firstName: 'Zara', lastName: 'Roux', company: 'a_x000D_b & é <i>' },
      ...{ notes: '=1+1', jobTitle: null },
    })
  })

  it.each([
    ['1900', '', 45366, 45366.6041666667],
    ['1904', '<workbookPr date1904="1"/>', 45366 - 1462, 45366.6041666667 - 1462],
  ])('has dates as numbers of days since %s', async (_epoch, properties, day, moment) => {
    const book = workbookFile(
      [
        table(
          'F',
          ['E-mail', 'Date de création', 'Né le'],
          ['a@exemple.fr', numberCell(moment, 2), numberCell(day, 1)],
        ),
      ],
      { styles, properties },
    )
    expect((await runBook(book)).problems).toEqual([])
    expect(await byEmail('a@exemple.fr')).toMatchObject({
      createdAt: '2024-03-15T13:30:00.000Z',
      otherData: { 'Né le': '2024-03-15' },
    })
  })

  it('has numbers as people see them: telephones, codes, amounts, long numbers', async () => {
    const book = workbookFile(
      [
        table(
          'F',
          ['E-mail', 'Téléphone', 'Code postal', 'Montant', 'SIRET'],
          [
            ...['a@exemple.fr', numberCell(612345678, 3), numberCell(1000, 4)],
            ...[numberCell('1250.125', 5), numberCell('12345678900011')],
          ],
        ),
      ],
      { styles },
    )
    expect((await runBook(book)).problems).toEqual([])
    expect(await byEmail('a@exemple.fr')).toMatchObject({
      phone: '0612345678',
      estimatedValue: 1250.13,
      otherData: { 'Code postal': '01000', SIRET: '12345678900011' },
    })
  })

  it('has titles in two rows where cells are merged, and rows that are hidden', async () => {
    const book = workbookFile([
      {
        name: 'F',
        rows: [
          ['Liste des clients'].map(inlineCell),
          ['E-mail', 'Identité', '', 'Téléphone', ''].map((text) => (text ? inlineCell(text) : '')),
          ['', 'Nom', 'Prénom', 'bureau', 'portable'].map((text) => (text ? inlineCell(text) : '')),
          ['a@exemple.fr', 'Roux', 'Inès', '', '0612345678'].map(inlineCell),
        ],
        after: '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>',
      },
    ])
    const { columns } = await preview(book)
    expect(columns.map(({ field }) => field)).toEqual([
      ...['email', 'lastName', 'firstName', 'phone', 'phone'],
    ])
    await runBook(book)
    expect(await byEmail('a@exemple.fr')).toMatchObject({ firstName: 'Inès', phone: '0612345678' })
  })

  it('names the row of the sheet on which something is wrong', async () => {
    const book = workbookFile([
      table('F', ['E-mail', 'Nom'], ['a@exemple.fr', 'A'], ['', ''], ['personne', 'B']),
    ])
    expect((await runBook(book)).problems).toMatchObject([{ line: 4, value: 'personne' }])
  })
})

describe('a file that is no workbook to be read', () => {
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
  const zip = (names: Record<string, string>) =>
    new Uint8Array(
      zipSync(
        Object.fromEntries(Object.entries(names).map(([path, text]) => [path, strToU8(text)])),
      ),
    )
  const cut = (book: Uint8Array<ArrayBuffer>) => book.slice(0, book.length - 200)
  const damaged = () => {
    const book = workbookFile([table('F', ['E-mail'], ['a@exemple.fr'])])
    book.fill(0xff, 60, 90)
    return book
  }
  const document = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook/>'
  it.each([
    ['an old one', new Uint8Array([...ole, ...new Array<number>(600).fill(0)]), 'file_old_excel'],
    [
      'one with a password',
      new Uint8Array([...ole, 0, 0, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'file_with_password',
    ],
    ['a binary one', zip({ 'xl/workbook.bin': 'x' }), 'file_old_excel'],
    [
      'a spreadsheet of LibreOffice',
      new Uint8Array(
        zipSync({
          mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
        }),
      ),
      'file_open_document',
    ],
    ['one of Numbers', zip({ 'Index/Document.iwa': 'x' }), 'file_numbers'],
    ['some archive', zip({ 'notes.txt': 'x' }), 'file_other_format'],
    [
      'one that is cut off',
      cut(workbookFile([table('F', ['E-mail'], ['a@exemple.fr'])])),
      'file_unreadable',
    ],
    ['a damaged one', damaged(), 'file_unreadable'],
    ['one that declares entities', zip({ 'xl/workbook.xml': document }), 'file_unreadable'],
    ['an empty one', workbookFile([table('F')]), 'file_empty'],
    [
      'one with a cell beyond five hundred columns',
      workbookFile([
        table(
          'F',
          ['E-mail'],
          Array.from({ length: 501 }, () => 'x'),
        ),
      ]),
      'file_unreadable',
    ],
  ])('%s', async (_name, bytes, reason) => {
    expect(await errorReasonOf(runBook(bytes))).toBe(reason)
    expect((await app.client.crm.leads.list({})).total).toBe(0)
  })

  it('is refused before it fills memory or disk: one that unpacks to far more than it is', async () => {
    const bomb = new Uint8Array(
      zipSync({
        'xl/workbook.xml': strToU8(
          '<workbook><sheets><sheet name="F" r:id="r1"/></sheets></workbook>',
        ),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>',
        ),
        'xl/s.xml': strToU8(
          `<worksheet><sheetData>${' '.repeat(80 * 1024 ** 2)}</sheetData></worksheet>`,
        ),
      }),
    )
    expect(bomb.length).toBeLessThan(200_000)
    expect(await errorReasonOf(runBook(bomb))).toBe('file_unreadable')
  })
})
