// The list as CSV: quoted, parted by semicolons, and with nothing a spreadsheet would compute.
import { expect, test } from 'vitest'
import { csvText } from '../../src-renderer/features/webox/csvText.ts'

test('Cells are quoted and lines end as spreadsheets expect', () => {
  expect(csvText([['Table', 'Valeur'], ['leads', 'a "b"; c\nd']])).toBe('\ufeff"Table";"Valeur"\r\n"leads";"a ""b""; c\nd"\r\n')
})

test.each(['=1+1', '+33 6', '-5', '@SUM(A1)', '\tx'])('What would be a formula is text: %j', (text) => {
  expect(csvText([[text]])).toBe(`\ufeff"'${text}"\r\n`)
})
