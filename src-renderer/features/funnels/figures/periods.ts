// The periods figures can be read over: whole days in the user's own time zone, today included.
import type { Period } from '../funnels.queries.ts'

export const periodNames = ['days7', 'days30', 'days90', 'all', 'chosen'] as const
export type PeriodName = (typeof periodNames)[number]
const lengths: Partial<Record<PeriodName, number>> = { days7: 7, days30: 30, days90: 90 }

/** Exact days as they stand in an address: `2026-11-01_2026-11-22`. Null if they are none. */
export function readDays(text: unknown): [number, number] | null {
  const found =
    typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})_(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null
  if (found === null) return null
  const [year = 0, month = 0, day = 0, lastYear = 0, lastMonth = 0, lastDay = 0] = found
    .slice(1)
    .map(Number)
  const days: [number, number] = [
    new Date(year, month - 1, day).getTime(),
    new Date(lastYear, lastMonth - 1, lastDay).getTime(),
  ]
  return days[0] <= days[1] ? days : null
}

export function writeDays(days: [number, number]): string {
  const text = (moment: number) => {
    const day = new Date(moment)
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
  }
  return days.map(text).join('_')
}

/** @param chosen first and last day, as moments of those days */
export function periodOf(name: PeriodName, now: Date, chosen: [number, number] | null): Period {
  if (name === 'chosen')
    return chosen === null
      ? {}
      : { from: dayStart(new Date(chosen[0]), 0), to: dayStart(new Date(chosen[1]), 1) }
  const days = lengths[name]
  return days === undefined ? {} : { from: dayStart(now, 1 - days), to: dayStart(now, 1) }
}

function dayStart(moment: Date, offset: number): string {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + offset).toISOString()
}
