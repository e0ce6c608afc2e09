// Days of the calendar as `2026-11-29`, which no clock changes; and as the business lives them: where
// one begins in a time zone, across changes of clock time.
import { zonedMoment } from '../zonedMoment.ts'

export type CalendarDay = { year: number; month: number; day: number }

/** Month 1 to 12. */
export function partsOfDay(day: string): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, day: date }
}

export const isoDay = ({ year, month, day }: CalendarDay): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** 28 to 31. Month 1 to 12. */
export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()

const minute = 60_000
const day = 24 * 60 * minute
const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs more than a hundred uses of it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone)
  if (made !== undefined) return made
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}

/** The date (`2026-11-22`) of a moment in a zone. @throws RangeError if the zone is unknown */
export const dateAt = (moment: number, timeZone: string): string =>
  formatOf(timeZone).format(moment)

/** A date so many days later, or earlier. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** The same day so many months later, or earlier; the last of a month that has no such day. */
export function addMonths(date: string, months: number): string {
  const { year, month, day: wanted } = partsOfDay(date)
  const count = year * 12 + (month - 1) + months
  const [newYear, newMonth] = [Math.floor(count / 12), (count % 12) + 1]
  const newDay = Math.min(wanted, daysInMonth(newYear, newMonth))
  return isoDay({ year: newYear, month: newMonth, day: newDay })
}

/** Days from one date to another. */
export const daysBetween = (first: string, second: string): number =>
  Math.round((Date.parse(second) - Date.parse(first)) / day)

/**
 * The moment at which a date begins in a zone: its first midnight where clocks show two; where they
 * leave midnight out, the moment they go on from.
 */
export function startOfDate(date: string, timeZone: string): number {
  const zoned = zonedMoment({ ...partsOfDay(date), hour: 0, minute: 0 }, timeZone)
  return zoned.kind === 'gap' ? startInGap(date, timeZone) : zoned.at
}

/** The first minute that shows the date or a later one: dates only ever follow one another. */
function startInGap(date: string, timeZone: string): number {
  let before = Date.parse(`${date}T00:00:00Z`) - 2 * day
  let after = before + 4 * day
  while (after - before > minute) {
    const middle = before + Math.floor((after - before) / (2 * minute)) * minute
    if (dateAt(middle, timeZone) < date) before = middle
    else after = middle
  }
  return after
}

/** Whether a text is a day of the calendar, as `2026-11-29`: `2026-02-29` is none. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
