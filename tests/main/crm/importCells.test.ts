// Cells as people and programs write them.
import { describe, expect, it } from 'vitest'
import {
  readAmount,
  readDate,
  readRefusal,
  readStage,
  readTags,
} from '#main/features/crm/import/importCells.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

describe('cells', () => {
  it.each([
    ['1 234,56 €', 123456],
    ['1\u202f234\u00a0567,89', 123456789],
    ['1?234?567,89', 123456789],
    ['1,234.56', 123456],
    ['1.234,56', 123456],
    ['1,234,567', 123456700],
    ['1234567.89', 123456789],
    ['1.234', 123400],
    ['12,5', 1250],
    ['0', 0],
    ['', null],
  ])('amount %j', (cell, cents) => expect(readAmount(cell)).toBe(cents))

  it.each([
    'douze',
    '-5',
    '1e5',
    '12?',
    '1e400',
    '99999999999999999',
    'NaN',
    'Infinity',
    '1,2.3,4',
  ])('no amount: %j', (cell) => {
    expect(readAmount(cell)).toBeNaN()
  })

  it.each([
    ['06/06/2025', '2025-06-06T00:00:00.000Z'],
    ['08-07-2024 22:36:00', '2024-07-08T22:36:00.000Z'],
    ['12/25/2024', '2024-12-25T00:00:00.000Z'],
    ['2024-04-01 21:44', '2024-04-01T21:44:00.000Z'],
    ['2024-04-01T21:44:05Z', '2024-04-01T21:44:05.000Z'],
  ])('date %j', (cell, date) => expect(new Date(readDate(cell, now) ?? 0).toISOString()).toBe(date))

  it.each(['', 'hier', '31/02/2025', '2027-01-01', '0000-00-00', '45/45/2025'])(
    'no date: %j',
    (cell) => expect(readDate(cell, now)).toBeNull(),
  )

  it('stages in both languages, anything else left to the default', () => {
    expect(
      ['Qualifié', 'NEGOTIATION', 'Gagné', 'closed won', 'In progress', '???'].map(readStage),
    ).toEqual(['qualified', 'negotiation', 'won', 'won', 'contacted', null])
  })

  it('tags and refusals', () => {
    expect(readTags('* myContacts ::: été ::: vip')).toEqual(['été', 'vip'])
    expect(readTags('"été","salon-2025"')).toEqual(['été', 'salon-2025'])
    expect(['true', 'Oui', '1', '2025-01-01', 'unsubscribed'].map(readRefusal)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(['', 'false', 'Non', '0', 'Abonné', ' subscribed '].map(readRefusal)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ])
  })
})
