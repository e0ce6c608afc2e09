// CSV as spreadsheets read it: quoting, the byte-order mark, and nothing that computes.
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvText } from '#shared/rules/csvText.ts'

test('A table is RFC 4180 with a byte-order mark', () => {
  expect(
    csvText(
      ['a', 'b'],
      [
        ['x,y', 1.5],
        ['"q"', null],
      ],
    ),
  ).toBe('\ufeffa,b\r\n"x,y",1.5\r\n"""q""",\r\n')
})

test('Semicolons part the cells where they are asked for, and are quoted inside one', () => {
  expect(csvText(['a', 'b'], [['x;y', 'p,q']], ';')).toBe('\ufeffa;b\r\n"x;y";p,q\r\n')
})

test.each(['=1+1', '+33', '-cmd', '@SUM(A1)', '\t=1', ' =1'])(
  'The text %j is no formula; a negative number stays one',
  (text) => {
    expect(csvText(['a'], [[text], [-5]])).toContain(`"'${text}"\r\n-5\r\n`)
  },
)

test('Whatever is written is read back, but for the apostrophe', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 }),
      (rows) => {
        const read: string[][] = parse(csvText(['a', 'b'], rows), {
          bom: true,
          record_delimiter: '\r\n',
          relax_column_count: true,
        })
        expect(read.slice(1).map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
          rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
        )
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      },
    ),
  )
})
