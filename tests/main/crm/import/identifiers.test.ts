// Which columns of a file tell its rows apart.
import { expect, it } from 'vitest'
import { isIdentifier } from '#main/features/crm/import/fields/customGuess.ts'

it.each([
  ['numbers', ['1', '2', '3'], true],
  ['numbers with noughts', ['0012', '0013', '0120'], true],
  ['hashes', ['dac32acd4db4c29c', '8c18d1de7f67e60d', 'b4bc852d233dfefc'], true],
  ['codes', ['CLI-0001', 'CLI-0002', ' CLI-0003 '], true],
  ['one that comes twice', ['1', '2', '2'], false],
  ['the same code in other letters', ['a1', 'A1', 'b2'], false],
  ['a blank', ['1', '', '3'], false],
  ['names', ['Anne', 'Bernard', 'Chloé'], false],
  ['sentences', ['lot 1', 'lot 2', 'lot 3'], false],
  ['days', ['2018-02-01', '2018-02-02', '2018-02-03'], false],
  ['French days', ['01/02/2018', '02/02/2018', '03/02/2018'], false],
  ['amounts with a comma', ['12,50', '13,50', '14,50'], false],
  ['amounts with a point', ['12.50', '13.75', '99.90'], false],
  ['too few rows', ['1', '2'], false],
])('%s', (_, cells, expected) => {
  expect(isIdentifier(cells)).toBe(expected)
})
