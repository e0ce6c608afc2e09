// Days of the calendar as `YYYY-MM-DD`, which no clock and no time zone changes.

export type CalendarDay = { year: number; month: number; day: number }

const dayLength = 24 * 60 * 60 * 1000

/** Month 1 to 12. */
export function partsOfDay(day: string): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, day: date }
}

export const isoDay = ({ year, month, day }: CalendarDay): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** The day so many days later, or earlier. */
export const addDaysTo = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10)

/** 28 to 31. Month 1 to 12. */
export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()
