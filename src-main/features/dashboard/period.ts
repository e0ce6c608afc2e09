// From a period's name to its quarters of an hour: which days are meant, what they are compared with, and the
// points of a chart.
import type { DashboardOverview } from '#shared/contract/dashboard.contract.ts'
import type { Period, PeriodChoice, PeriodName } from '#shared/contract/period.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { apiError } from '#main/platform/apiError.ts'
import { addDays, dateAt, daysBetween, startOfDate } from '#shared/rules/calendar/calendarDays.ts'

/**
 * How long the shortest span of kept totals is, in milliseconds: the clocks of all zones differ by
 * whole quarters of an hour, so that days of any zone are made of them.
 */
export const quarter = 15 * 60 * 1000
const maxDays = 3_660
/**
 * Dates beyond four digits of a year are written otherwise: they would never come after the last
 * one.
 */
const latestDate = '2999-12-31'
/** More points than these are too many to read side by side. */
const maxDayPoints = 92
const maxWeekPoints = 731

/** Quarters of an hour since 1970: kept totals are read between them. */
export type Quarters = { from: number; until: number }
export type ResolvedPeriod = Quarters & Pick<Period, 'firstDate' | 'lastDate' | 'days'>
/** With the zone its days are counted in: the business's, where none was asked for. */
export type PeriodAsked = Omit<PeriodChoice, 'timeZone'> & { days?: number; timeZone: string }

const lastDays: Partial<Record<PeriodName, number>> = {
  days7: 7,
  days30: 30,
  days90: 90,
  days365: 365,
}

/**
 * @throws 422 if the dates given make no period of ten years or less, or stand beside another
 * period
 */
export function resolvePeriods(
  asked: PeriodAsked,
  now: number,
): { current: ResolvedPeriod; previous: ResolvedPeriod } {
  const zone = asked.timeZone
  const { first, last } = datesOf(asked, dateAt(now, zone))
  const days = daysBetween(first, last) + 1
  const current = periodOf(first, last, zone)
  const previous =
    asked.compare === 'lastYear'
      ? periodOf(yearBefore(first), lastYearBefore(first, last), zone)
      : periodOf(addDays(first, -days), addDays(first, -1), zone)
  return { current, previous }
}

export const resolvePeriod = (asked: PeriodAsked, now: number): ResolvedPeriod =>
  resolvePeriods(asked, now).current

/** A period as the interface is told of it. */
export function shownPeriod({ from, until, ...dates }: ResolvedPeriod): Period {
  return { ...dates, from: toTimestamp(from * quarter), to: toTimestamp(until * quarter) }
}

function datesOf(asked: PeriodAsked, today: string): { first: string; last: string } {
  const { from, to } = asked
  const hasDates = from !== undefined || to !== undefined
  const name = asked.period ?? (hasDates ? 'dates' : 'days30')
  // Figures of another period than the one that was asked for would be taken for it.
  if (hasDates && (name !== 'dates' || asked.days !== undefined)) {
    throw apiError(
      'UNPROCESSABLE',
      'period_invalid',
      'Dates were given beside another period: give one of them.',
      { field: 'period' },
    )
  }
  const days = asked.days ?? lastDays[name]
  if (days !== undefined) return { first: addDays(today, 1 - days), last: today }
  if (name !== 'dates') return { first: beginningOf(name, today), last: today }
  if (
    from === undefined ||
    to === undefined ||
    from > to ||
    from < '1971-01-01' ||
    to > latestDate ||
    daysBetween(from, to) >= maxDays
  ) {
    throw apiError(
      'UNPROCESSABLE',
      'period_invalid',
      'A period of chosen dates has a first and a last day, in this order, within ten years.',
      { field: 'from' },
    )
  }
  return { first: from, last: to }
}

function beginningOf(name: PeriodName, today: string): string {
  const month = Number(today.slice(5, 7))
  if (name === 'year') return `${today.slice(0, 4)}-01-01`
  const first = name === 'quarter' ? month - ((month - 1) % 3) : month
  return `${today.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

/** The 29th of February has the 28th for its year before. */
function yearBefore(date: string): string {
  const before = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`
  return before.endsWith('02-29') ? before.replace('02-29', '02-28') : before
}

const isMonthEnd = (date: string) => addDays(date, 1).endsWith('-01')

/**
 * Whole months are compared with whole months: February 2025 with all 29 days of February 2024.
 */
function lastYearBefore(first: string, last: string): string {
  const before = yearBefore(last)
  return first.endsWith('-01') && isMonthEnd(last) && !isMonthEnd(before)
    ? addDays(before, 1)
    : before
}

/** The first quarter of an hour of a date. */
export const quarterOf = (date: string, zone: string): number =>
  Math.floor(startOfDate(date, zone) / quarter)

function periodOf(firstDate: string, lastDate: string, zone: string): ResolvedPeriod {
  const from = quarterOf(firstDate, zone)
  const until = quarterOf(addDays(lastDate, 1), zone)
  return { firstDate, lastDate, days: daysBetween(firstDate, lastDate) + 1, from, until }
}

export type ChartPoint = Quarters & { date: string }

/**
 * The points of a chart over a period: days, or weeks from Monday, or months where days would be
 * too many.
 */
export function chartPoints(
  period: ResolvedPeriod,
  zone: string,
): { unit: DashboardOverview['unit']; points: ChartPoint[] } {
  const unit = period.days <= maxDayPoints ? 'day' : period.days <= maxWeekPoints ? 'week' : 'month'
  const dates: string[] = []
  for (let date = period.firstDate; date <= period.lastDate; date = nextPoint(date, unit))
    dates.push(date)
  const starts = [...dates, addDays(period.lastDate, 1)].map((date) => quarterOf(date, zone))
  return {
    unit,
    points: dates.map((date, index) => ({
      date,
      from: starts[index] ?? 0,
      until: starts[index + 1] ?? 0,
    })),
  }
}

function nextPoint(date: string, unit: DashboardOverview['unit']): string {
  if (unit === 'day') return addDays(date, 1)
  if (unit === 'week')
    return addDays(date, 7 - ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7))
  return `${addDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`
}
