// Tasks that come back: the next date of a series, by the calendar of the business's time zone. A
// month without the day takes its last one, a day without the hour the first that follows, and the
// series goes back to the day and hour it began with.
import { addDays, dateAt, daysInMonth, isoDay, partsOfDay } from './calendarDays.ts'
import { localTimeAt, zonedMoment, type LocalTime } from '../zonedMoment.ts'

export const recurrenceUnits = ['day', 'week', 'month', 'year'] as const
export type RecurrenceUnit = (typeof recurrenceUnits)[number]

export type Recurrence = {
  every: RecurrenceUnit
  /** 1 or more: every second week is 2. */
  interval: number
  /** Of months and years: the day of the month the series goes back to, 1 to 31. */
  day?: number | undefined
  /** Where there is a time: the one the series goes back to after a day that leaves it out, `HH:MM`. */
  time?: string | undefined
}

/** A whole day, `YYYY-MM-DD`, or a moment in milliseconds since 1970. */
export type Due = { kind: 'day'; day: string } | { kind: 'moment'; at: number }

/** The same rule with what it takes from the date it begins on, where it does not say it. */
export function anchored(rule: Recurrence, due: Due, timeZone: string): Recurrence {
  const local = due.kind === 'day' ? null : localTimeAt(due.at, timeZone)
  const { day } = local ?? partsOfDay(due.kind === 'day' ? due.day : '')
  const isByMonth = rule.every === 'month' || rule.every === 'year'
  return {
    every: rule.every,
    interval: rule.interval,
    ...(isByMonth ? { day: rule.day ?? day } : {}),
    ...(local === null ? {} : { time: rule.time ?? clockOf(local) }),
  }
}

/**
 * The date after one that was done, the first of the series that is not past: whoever was late is
 * late once.
 * @param rule as `anchored` makes it
 * @param now milliseconds since 1970
 * @returns null where the calendar ends: a year of five digits is planned by nobody
 */
export function nextDue(rule: Recurrence, due: Due, now: number, timeZone: string): Due | null {
  const from = due.kind === 'day' ? due.day : dateAt(due.at, timeZone)
  const today = dateAt(now, timeZone)
  for (let step = stepsBefore(rule, from, today); ; step += 1) {
    const day = dayAfter(rule, from, step)
    if (day > lastDay) return null
    if (due.kind === 'day') {
      if (day >= today) return { kind: 'day', day }
      continue
    }
    const at = momentOn(day, rule.time ?? clockOf(localTimeAt(due.at, timeZone)), timeZone)
    if (at >= now && at > due.at) return { kind: 'moment', at }
  }
}

const lastDay = '2999-12-31'

/** How many steps certainly lie before today, so that a series left for years is not walked. */
function stepsBefore({ every, interval }: Recurrence, from: string, today: string): number {
  const longest = { day: 1, week: 7, month: 31, year: 366 }[every] * interval
  const days = Math.floor((Date.parse(today) - Date.parse(from)) / (24 * 60 * 60 * 1000))
  return Math.max(1, Math.floor(days / longest))
}

function dayAfter(rule: Recurrence, from: string, steps: number): string {
  const many = steps * rule.interval
  if (rule.every === 'day') return addDays(from, many)
  if (rule.every === 'week') return addDays(from, many * 7)
  const { year, month, day } = partsOfDay(from)
  const months = year * 12 + (month - 1) + many * (rule.every === 'year' ? 12 : 1)
  const [inYear, inMonth] = [Math.floor(months / 12), (months % 12) + 1]
  return isoDay({
    year: inYear,
    month: inMonth,
    day: Math.min(rule.day ?? day, daysInMonth(inYear, inMonth)),
  })
}

/** A time of the clock on a day; where the clocks leave it out, as many minutes after the leap. */
export function momentOn(day: string, time: string, timeZone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const zoned = zonedMoment({ ...partsOfDay(day), hour, minute }, timeZone)
  if (zoned.kind !== 'gap') return zoned.at
  // An hour the clocks skip is the same distance from the midnight before as on any other day.
  const before = zonedMoment({ ...partsOfDay(addDays(day, -1)), hour, minute }, timeZone)
  if (before.kind !== 'gap') return before.at + 24 * 60 * 60 * 1000
  return Date.parse(`${day}T${time}:00Z`)
}

const two = (value: number): string => String(value).padStart(2, '0')
export const clockOf = ({ hour, minute }: Pick<LocalTime, 'hour' | 'minute'>): string =>
  `${two(hour)}:${two(minute)}`
