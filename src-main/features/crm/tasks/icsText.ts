// The text of a calendar file (RFC 5545): lines, escaping, and the rules of a time zone.
import type { TaskRepeats } from '#shared/contract/crm/tasks.ts'
import { daysInMonth, isoDay, partsOfDay } from '#shared/rules/calendar/calendarDays.ts'
import { localTimeAt } from '#shared/rules/zonedMoment.ts'

const day = 24 * 60 * 60 * 1000
/** No zone changes its clocks twice in so few days. */
const week = 7 * day

/** A text as a value: section 3.3.11. Control characters have no place in a calendar. */
export const icsText = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, '\\$&')
    .replace(/\r\n|\r|\n|\u2028|\u2029/g, '\\n')
    .replace(/\p{Cc}/gu, ' ')

/** `2026-11-29` as `20261129`. */
export const icsDay = (date: string): string => date.replaceAll('-', '')

/** A moment in UTC: `20261129T093000Z`. */
export const icsMoment = (at: number): string =>
  new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')

/** What the clocks of a zone show at a moment: `20261129T103000`. */
export function icsLocal(at: number, timeZone: string): string {
  const { year, month, day: date, hour, minute } = localTimeAt(at, timeZone)
  return `${padded(year, 4)}${padded(month, 2)}${padded(date, 2)}T${padded(hour, 2)}${padded(minute, 2)}00`
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0')

const frequencies = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' } as const

/** What a series is in a calendar file: a rule, and days besides that no plain rule has. */
export type IcsSeries = { rule: string; besides: string[] }

/**
 * The series that begins on a day. The 31st is the last of each month, and so is the 29th of each
 * February; the last of February stands beside a rule of the 29th or 30th, because other programs
 * misread what rules can say of it. Null where the series does not begin on its own day: what comes
 * first would then be no part of it.
 * @param until the last day that is told besides
 */
export function icsSeries(repeats: TaskRepeats, first: string, until: string): IcsSeries | null {
  const { every, interval, day: anchor } = repeats
  const rule = `FREQ=${frequencies[every]}${interval === 1 ? '' : `;INTERVAL=${interval}`}`
  if (every === 'day' || every === 'week' || anchor === undefined) return { rule, besides: [] }
  const { year, month, day: date } = partsOfDay(first)
  const last = daysInMonth(year, month)
  if (date !== Math.min(anchor, last)) return null
  if (every === 'year') {
    const isLast = month === 2 && anchor >= 29
    return { rule: `${rule};BYMONTH=${month};BYMONTHDAY=${isLast ? -1 : date}`, besides: [] }
  }
  if (anchor === 31) return { rule: `${rule};BYMONTHDAY=-1`, besides: [] }
  if (date < anchor) return null
  return {
    rule: `${rule};BYMONTHDAY=${anchor}`,
    besides: anchor <= 28 ? [] : shortMonths({ year, month }, interval, anchor, until),
  }
}

/** The last days of the months of a series that lack its day. */
function shortMonths(
  { year, month }: { year: number; month: number },
  interval: number,
  anchor: number,
  until: string,
): string[] {
  const days: string[] = []
  for (let months = year * 12 + month - 1 + interval; ; months += interval) {
    const [inYear, inMonth] = [Math.floor(months / 12), (months % 12) + 1]
    const last = daysInMonth(inYear, inMonth)
    const day = isoDay({ year: inYear, month: inMonth, day: last })
    if (day > until) return days
    if (last < anchor) days.push(day)
  }
}

/** Minutes a zone is ahead of UTC at a moment. */
function offsetAt(at: number, timeZone: string): number {
  const whole = Math.floor(at / 60_000) * 60_000
  const { year, month, day: date, hour, minute } = localTimeAt(whole, timeZone)
  return Math.round((Date.UTC(year, month - 1, date, hour, minute) - whole) / 60_000)
}

const icsOffset = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(minutes) / 60), 2)}${padded(Math.abs(minutes) % 60, 2)}`

/** A zone as its clocks were and will be changed between two moments: section 3.6.5. */
export function icsTimeZone(timeZone: string, from: number, to: number): string[] {
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`]
  let before = offsetAt(from, timeZone)
  const lowest = Math.min(before, offsetAt(from + 182 * day, timeZone))
  lines.push(...observance(before, before, from, lowest))
  for (let at = from; at < to; at += week) {
    const after = offsetAt(at + week, timeZone)
    if (after === before) continue
    lines.push(...observance(before, after, changeBetween(at, at + week, timeZone), lowest))
    before = after
  }
  return [...lines, 'END:VTIMEZONE']
}

function observance(before: number, after: number, at: number, lowest: number): string[] {
  const name = after > lowest ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${name}`,
    `DTSTART:${icsMoment(at + before * 60_000).slice(0, -1)}`,
    `TZOFFSETFROM:${icsOffset(before)}`,
    `TZOFFSETTO:${icsOffset(after)}`,
    `END:${name}`,
  ]
}

/** The first minute at which the clocks are no longer as at the beginning. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const old = offsetAt(from, timeZone)
  let [first, last] = [Math.floor(from / 60_000), Math.ceil(to / 60_000)]
  while (last - first > 1) {
    const middle = Math.floor((first + last) / 2)
    if (offsetAt(middle * 60_000, timeZone) === old) first = middle
    else last = middle
  }
  return last * 60_000
}
