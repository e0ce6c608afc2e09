// Tasks that come back: every date against a naive walk through the calendar, across changes of
// clock time, month ends and leap days.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dateAt,
  daysInMonth,
  isoDay,
  partsOfDay,
} from '#shared/rules/calendar/calendarDays.ts'
import {
  anchored,
  clockOf,
  momentOn,
  nextDue,
  recurrenceUnits,
  type Due,
  type Recurrence,
} from '#shared/rules/calendar/recurrence.ts'
import { localTimeAt } from '#shared/rules/zonedMoment.ts'

const paris = 'Europe/Paris'
const at = (text: string) => Date.parse(text)
const day = (text: string): Due => ({ kind: 'day', day: text })
const moment = (text: string): Due => ({ kind: 'moment', at: at(text) })
const every = (unit: Recurrence['every'], interval = 1): Recurrence => ({ every: unit, interval })

/** Done again and again on the day it is due: the dates it takes. */
function series(rule: Recurrence, first: Due, count: number, timeZone = paris): string[] {
  const whole = anchored(rule, first, timeZone)
  const dates: string[] = []
  let due = first
  for (let done = 0; done < count; done += 1) {
    const now = due.kind === 'moment' ? due.at : momentOn(due.day, '12:00', timeZone)
    const next = nextDue(whole, due, now, timeZone)
    if (next === null) break
    dates.push(next.kind === 'day' ? next.day : new Date(next.at).toISOString())
    due = next
  }
  return dates
}

describe('a series', () => {
  it('takes the last day of a short month and goes back to its own', () => {
    expect(series(every('month'), day('2027-01-31'), 4)).toEqual(
      '2027-02-28 2027-03-31 2027-04-30 2027-05-31'.split(' '),
    )
    expect(series(every('year'), day('2024-02-29'), 4)).toEqual(
      '2025-02-28 2026-02-28 2027-02-28 2028-02-29'.split(' '),
    )
    expect(series(every('month', 2), day('2026-12-31'), 3)).toEqual(
      '2027-02-28 2027-04-30 2027-06-30'.split(' '),
    )
  })

  it('keeps its hour when the clocks change, and where they leave it out for a day', () => {
    expect(series(every('week'), moment('2026-10-19T07:00:00Z'), 2)).toEqual([
      '2026-10-26T08:00:00.000Z',
      '2026-11-02T08:00:00.000Z',
    ])
    // 02:30 does not exist on 28 March 2027 in Paris.
    expect(series(every('day'), moment('2027-03-27T01:30:00Z'), 3)).toEqual([
      '2027-03-28T01:30:00.000Z',
      '2027-03-29T00:30:00.000Z',
      '2027-03-30T00:30:00.000Z',
    ])
    // The clocks of Beirut leave midnight out.
    expect(momentOn('2026-03-29', '00:00', 'Asia/Beirut')).toBe(at('2026-03-28T22:00:00Z'))
  })

  it('of somebody late begins again today or later, once', () => {
    const now = at('2026-11-25T10:00:00Z')
    expect(nextDue(every('week'), day('2026-11-02'), now, paris)).toEqual(day('2026-11-30'))
    expect(nextDue(every('day'), day('2026-11-20'), now, paris)).toEqual(day('2026-11-25'))
    const daily = anchored(every('day'), moment('2026-11-20T09:00:00Z'), paris)
    expect(nextDue(daily, moment('2026-11-20T09:00:00Z'), now, paris)).toEqual(
      moment('2026-11-26T09:00:00Z'),
    )
    expect(nextDue(every('day'), day('1970-01-01'), now, paris)).toEqual(day('2026-11-25'))
  })

  it('done before its day goes on from its day', () => {
    const now = at('2026-11-25T10:00:00Z')
    expect(nextDue(every('week'), day('2026-12-04'), now, paris)).toEqual(day('2026-12-11'))
  })

  it('ends where the calendar does', () => {
    expect(nextDue(every('year', 99), day('2950-01-01'), 0, paris)).toBeNull()
  })
})

/** One day after the other, by what a wall calendar shows. */
function naiveNext(rule: Recurrence, due: Due, now: number, timeZone: string): Due {
  const first = due.kind === 'day' ? due.day : dateAt(due.at, timeZone)
  const began = partsOfDay(first)
  const today = dateAt(now, timeZone)
  const time = rule.time ?? (due.kind === 'moment' ? clockOf(localTimeAt(due.at, timeZone)) : '')
  for (let distance = 1; ; distance += 1) {
    const date = addDays(first, distance)
    const { year, month, day: number } = partsOfDay(date)
    const months = (year - began.year) * 12 + month - began.month
    const isOwnDay = number === Math.min(rule.day ?? began.day, daysInMonth(year, month))
    const isIn = {
      day: () => distance % rule.interval === 0,
      week: () => distance % (7 * rule.interval) === 0,
      month: () => isOwnDay && months > 0 && months % rule.interval === 0,
      year: () => isOwnDay && months > 0 && months % (12 * rule.interval) === 0,
    }[rule.every]()
    if (!isIn) continue
    if (due.kind === 'day') {
      if (date >= today) return { kind: 'day', day: date }
    } else {
      const found = momentOn(date, time, timeZone)
      if (found >= now && found > due.at) return { kind: 'moment', at: found }
    }
  }
}

describe('the next date', () => {
  const from = at('2023-06-01T00:00:00Z')
  const years = 5 * 365 * 24 * 60
  const minutes = fc.integer({ min: 0, max: years }).map((minute) => from + minute * 60_000)
  const zones = fc.constantFrom(
    paris,
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Beirut',
    'Asia/Kathmandu',
    'UTC',
  )

  it('is the one a naive walk finds', () => {
    fc.assert(
      fc.property(
        fc.record({
          every: fc.constantFrom(...recurrenceUnits),
          interval: fc.integer({ min: 1, max: 3 }),
        }),
        fc.boolean(),
        minutes,
        minutes,
        zones,
        (rule, isDay, start, now, timeZone) => {
          const due: Due = isDay ? day(dateAt(start, timeZone)) : { kind: 'moment', at: start }
          const whole = anchored(rule, due, timeZone)
          expect(nextDue(whole, due, now, timeZone)).toEqual(naiveNext(whole, due, now, timeZone))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never drifts: a month end comes back, and an hour does', () => {
    fc.assert(
      fc.property(minutes, zones, fc.constantFrom('day', 'month'), (start, timeZone, unit) => {
        const rule = anchored(
          { every: unit as 'day', interval: 1 },
          { kind: 'moment', at: start },
          timeZone,
        )
        let due: Due = { kind: 'moment', at: start }
        for (let step = 0; step < 14; step += 1) {
          const next = nextDue(rule, due, start, timeZone)
          if (next?.kind !== 'moment' || due.kind !== 'moment') throw new Error('It has an hour.')
          expect(next.at).toBeGreaterThan(due.at)
          const local = localTimeAt(next.at, timeZone)
          if (unit === 'month')
            expect(local.day).toBe(Math.min(rule.day ?? 0, daysInMonth(local.year, local.month)))
          // Only where the clocks leave the hour out is it another one, and only that day.
          const wanted = momentOn(isoDay(local), rule.time ?? '', timeZone)
          expect(next.at).toBe(wanted)
          due = next
        }
      }),
      { numRuns: 100 },
    )
  })
})
