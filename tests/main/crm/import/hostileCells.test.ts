// Cells that no person wrote: each is read once, from its ends or its first signs. A pattern that
// begins anew at every sign would take minutes for these, and end the test by hanging.
import { expect, it } from 'vitest'
import { readAddresses, readPhones, readTags } from '#main/features/crm/import/importCells.ts'
import {
  normaliseHeader,
  recogniseCells,
  recogniseColumns,
} from '#main/features/crm/import/importColumns.ts'
import { judgeText } from '#main/features/crm/import/importFormat.ts'
import { phoneNumbers } from '#shared/rules/phoneNumber.ts'

const many = 1_000_000
const signs = [' ', '(', '[', '"', '.', '\t', '/', ':', '\u00a0']

it.each(signs)('of a million %j', (sign) => {
  const run = sign.repeat(many)
  for (const cell of [run, `x${run}x`, `a@b${run}!`]) {
    expect(judgeText(`nom,mail\n${cell},x\n`, 'utf-8', {}).separator).toBeTypeOf('string')
    expect(recogniseColumns([cell])).toHaveLength(1)
    expect(recogniseCells(1, [[cell]])).toEqual([null])
    expect(readAddresses(cell).addresses).toEqual([])
    expect(readTags(cell).every((tag) => tag.length <= 100)).toBe(true)
    expect(readPhones(cell)).toBeTypeOf('object')
    expect(phoneNumbers(cell)).toEqual([])
  }
})

it('are read as before where they are short', () => {
  expect(normaliseHeader('Téléphone (bureau)')).toBe('telephone')
  expect(readTags('"vip" ; " a "" , client')).toEqual(['vip', 'a', 'client'])
  expect(readPhones('06 12 34 56 78  ou 01 23 45 67 89 ; 0499887766').phones).toHaveLength(3)
  expect(readAddresses('zoe@exemple.fr.:').addresses).toEqual(['zoe@exemple.fr'])
})
