// Which backups stay: by day, week and month, and never what a person made.
import { expect, test } from 'vitest'
import { outdatedBackups } from '#main/features/backups/keptBackups.ts'
import type { BackupReason } from '#shared/contract/backups/backups.contract.ts'

const day = 24 * 60 * 60_000
const now = Date.parse('2026-11-29T09:00:00Z')
const of = (reason: BackupReason, ages: number[]) =>
  ages.map((age) => ({ id: now - age * day, reason }))
const agesKept = (all: ReturnType<typeof of>, zone = 'UTC') => {
  const gone = new Set(outdatedBackups(all, now, zone))
  return all.filter((one) => !gone.has(one)).map(({ id }) => Math.round((now - id) / day))
}
const everyDay = Array.from({ length: 800 }, (_, age) => age)

test('of two years of daily backups, seven days, four weeks and twelve months stay', () => {
  const kept = agesKept(of('daily', everyDay))
  expect(kept.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
  const dates = kept.map((age) => new Date(now - age * day).toISOString().slice(0, 10))
  expect(dates.slice(7)).toEqual([
    ...['2026-11-22', '2026-11-15', '2026-11-08', '2026-10-31', '2026-09-30', '2026-08-31'],
    ...['2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31', '2026-02-28'],
    ...['2026-01-31', '2025-12-31'],
  ])
})

test('after a long time without any, the last ones still stay', () => {
  expect(agesKept(of('daily', [300, 301, 302]))).toEqual([300, 301, 302])
})

test('what a clock that ran ahead named after days to come takes no place of those of now', () => {
  const ahead = Array.from({ length: 400 }, (_, day) => -900 + day)
  expect(agesKept(of('daily', [...ahead, 0, 1]))).toEqual([...ahead, 0, 1])
})

test('what was made by hand, or before an update, goes by no rule', () => {
  expect(agesKept([...of('by_hand', [500, 501]), ...of('before_update', [900])])).toHaveLength(3)
})

test('what was there before a restore stays thirty days', () => {
  const lived = of('daily', [0, 1, 2, 3, 4, 5, 6])
  const kept = outdatedBackups([...lived, ...of('before_restore', [0, 1, 30, 31])], now, 'UTC')
  expect(kept).toEqual(of('before_restore', [31]))
})

test('what was there before a restore is not taken by a clock that jumps ahead', () => {
  expect(agesKept([...of('daily', [0, 400, 401]), ...of('before_restore', [400])])).toHaveLength(4)
})

test('a day begins where the business is', () => {
  const late = Date.parse('2026-11-28T23:30:00Z')
  const all = [
    { id: late, reason: 'daily' as const },
    { id: late - 60 * 60_000, reason: 'daily' as const },
  ]
  expect(outdatedBackups(all, now, 'UTC')).toHaveLength(1)
  expect(outdatedBackups(all, now, 'Europe/Paris')).toHaveLength(0)
})
