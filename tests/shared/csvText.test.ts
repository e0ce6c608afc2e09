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

test.each([
  ...['=1+1', '+33', '-cmd', '@SUM(A1)', ' =1', '\tx', '\rx', '\nx', '\u00a0=1'],
  // In full width, and small.
  ...['＝1+1', '＋33', '－1', '＠SUM(A1)', '﹦1', '﹢1', '﹣1', '﹫x', '\u22121+1', '\u3000＝1'],
  // Behind signs that nobody sees.
  ...['\u200b=1', '\u200d\u2060=1', '\ufeff=1', '\u00ad=1', '\u202e=1', '\u2066 =1', '\u034f=1'],
  ...['\u0000=1', '\u007f=1', '\u180e=1', '\u3164=1'],
])('The text %j is no formula; a negative number stays one', (text) => {
  expect(csvText(['a'], [[text], [-5]])).toContain(`"'${text}"\r\n-5\r\n`)
})

test.each([
  ['Dupont;=1+1', "Dupont;'=1+1"],
  ['Dupont,@SUM(A1)', "Dupont,'@SUM(A1)"],
  ['Dupont\t=1', "Dupont\t'=1"],
  ['Dupont|-1', "Dupont|'-1"],
  ['Dupont\r=1', "Dupont\r'=1"],
  ['Dupont\n+1', "Dupont\n'+1"],
  ['Dupont; \u200b＝1', "Dupont; \u200b'＝1"],
  ['Dupont;"=1"', `Dupont;"'=1"`],
  ['=1;=2,=3', "'=1;'=2,'=3"],
  ['\t=1', "'\t'=1"],
  ['\r\n=1', "'\r\n'=1"],
  ['\u200b \t\u200b＝1', "'\u200b \t\u200b'＝1"],
  // Not parted: words and sums of every day.
  ['a=b', 'a=b'],
  ['Jean-Luc + Ève', 'Jean-Luc + Ève'],
  ['a@b.example; c', 'a@b.example; c'],
])('Whatever parts the text %j, no half of it is a formula', (text, written) => {
  for (const separator of [',', ';'] as const) {
    const [read]: string[][] = parse(csvText([text], [], separator), {
      bom: true,
      delimiter: separator,
    })
    expect(read).toEqual([written])
  }
})

test.each([' ', '\t', ',', '"', '\u200b', ';\t', ', "'])(
  'A long run of %j is read once: what is behind it is found',
  (piece) => {
    const text = `a${piece.repeat(200_000)}=1`
    const isParted = /[,;\t]/.test(piece)
    expect(csvText([text], []).includes(isParted ? "'=1" : "'")).toBe(isParted)
    expect(csvText([`${text.slice(0, -2)}b`], []).includes("'")).toBe(false)
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
        const plain = (cells: string[][]) =>
          cells.map((row) => row.map((cell) => cell.replaceAll("'", '')))
        expect(plain(read.slice(1))).toEqual(plain(rows))
        for (const cell of read.flat())
          expect(cell).not.toMatch(/(?:^|[,;|\t\r\n]"*)[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]/u)
      },
    ),
  )
})
