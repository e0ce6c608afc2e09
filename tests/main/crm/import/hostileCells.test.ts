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
import { customFieldKinds } from '#shared/rules/leadFilter/filterFields.ts'
import { suggestField } from '#main/features/crm/import/fields/customGuess.ts'
import { customCellReader } from '#main/features/crm/import/fields/importCustomCells.ts'
import { createDateReader } from '#main/features/crm/import/importDates.ts'
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

const clock = { now: Date.UTC(2026, 1, 1), timeZone: 'Europe/Paris' }
const rules = { dateOrder: 'day_first', decimalMark: null, blankMeansNo: false } as const

it.each([...signs, 't', '-', '%', ',', ';', '1'])('of a million %j, for own fields', (sign) => {
  const run = sign.repeat(many)
  const readDate = createDateReader(clock.now, clock.timeZone)
  const readers = customFieldKinds.map((kind) =>
    customCellReader({ key: 'k', name: 'k', kind, options: ['a'], isOpen: false }, clock),
  )
  for (const cell of [
    `x${run}x`,
    `-${run}x`,
    `(${run}x`,
    `1/2/2024 ${run}x`,
    `1/2/2024 10${run}:x`,
  ]) {
    for (const read of readers) expect(read(cell, rules)).toBeTypeOf('object')
    expect(readDate(cell, 'day_first')).toBeNull()
    expect(suggestField('t', [cell], new Set(), clock).kind).toBeTypeOf('string')
  }
})

it('are read as before where they are short', () => {
  expect(normaliseHeader('Téléphone (bureau)')).toBe('telephone')
  expect(readTags('"vip" ; " a "" , client')).toEqual(['vip', 'a', 'client'])
  expect(readPhones('06 12 34 56 78  ou 01 23 45 67 89 ; 0499887766').phones).toHaveLength(3)
  const numbers = customCellReader(
    { key: 'k', name: 'k', kind: 'number', options: [], isOpen: false },
    clock,
  )
  for (const [cell, value] of [
    ...([
      ['- 5', -5],
      ['(12,5)', -12.5],
      ['7 -', -7],
      ['\u00a0−3 %', -3],
      ['12,-', 12],
      ['8 %', 8],
    ] as const),
  ])
    expect([cell, numbers(cell, rules)]).toEqual([cell, { value }])
  expect(readAddresses('zoe@exemple.fr.:').addresses).toEqual(['zoe@exemple.fr'])
})
