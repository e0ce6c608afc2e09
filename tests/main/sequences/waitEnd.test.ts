// When a wait is over: in the business's days, across changes of the clocks.
import { describe, expect, it } from 'vitest'
import { waitEnd } from '#main/features/sequences/steps/waitEnd.ts'

const paris = 'Europe/Paris'
type Unit = 'minutes' | 'hours' | 'days' | 'workingDays'
const end = (from: string, amount: number, unit: Unit, notBefore: string | null = null): string =>
  new Date(
    waitEnd({ kind: 'wait', key: 'w', amount, unit, notBefore }, Date.parse(from), paris),
  ).toISOString()

describe('a wait', () => {
  it.each([
    ['2026-11-22T09:00:00.000Z', 0, 'minutes', null, '2026-11-22T09:00:00.000Z'],
    ['2026-11-22T09:00:00.000Z', 90, 'minutes', null, '2026-11-22T10:30:00.000Z'],
    ['2026-11-22T09:00:30.500Z', 2, 'days', null, '2026-11-24T09:00:30.500Z'],
    // The clocks go forward on 29 March and back on 25 October: the same time of the day.
    ['2026-03-28T09:00:00.000Z', 1, 'days', null, '2026-03-29T08:00:00.000Z'],
    ['2026-10-24T09:00:00.000Z', 1, 'days', null, '2026-10-25T10:00:00.000Z'],
    ['2026-03-28T09:00:00.000Z', 24, 'hours', null, '2026-03-29T09:00:00.000Z'],
    // 2:30 is left out that night.
    ['2026-03-28T01:30:00.000Z', 1, 'days', null, '2026-03-29T01:30:00.000Z'],
    // Friday, Saturday, Sunday.
    ['2026-11-27T09:00:00.000Z', 1, 'workingDays', null, '2026-11-30T09:00:00.000Z'],
    ['2026-11-28T09:00:00.000Z', 1, 'workingDays', null, '2026-11-30T09:00:00.000Z'],
    ['2026-11-29T09:00:00.000Z', 0, 'workingDays', null, '2026-11-30T09:00:00.000Z'],
    ['2026-11-27T09:00:00.000Z', 6, 'workingDays', null, '2026-12-07T09:00:00.000Z'],
    // Not before a time of the day: then that day's, never another's.
    ['2026-11-22T05:00:00.000Z', 1, 'days', '09:30', '2026-11-23T08:30:00.000Z'],
    ['2026-11-22T12:00:00.000Z', 1, 'days', '09:30', '2026-11-23T12:00:00.000Z'],
  ] as const)('from %s of %s %s, not before %s, ends %s', (from, amount, unit, notBefore, at) => {
    expect(end(from, amount, unit, notBefore)).toBe(at)
  })
})
