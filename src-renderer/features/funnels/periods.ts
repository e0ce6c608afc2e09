// The periods figures can be read over: whole days in the user's own time zone, today included.
import type { Period } from './funnels.queries.ts'

export const periodNames = ['days7', 'days30', 'days90', 'all', 'chosen'] as const
export type PeriodName = (typeof periodNames)[number]
const lengths: Partial<Record<PeriodName, number>> = { days7: 7, days30: 30, days90: 90 }

/** @param chosen first and last day, as moments of those days */
export function periodOf(name: PeriodName, now: Date, chosen: [number, number] | null): Period {
  if (name === 'chosen') return chosen === null ? {} : { from: dayStart(new Date(chosen[0]), 0), to: dayStart(new Date(chosen[1]), 1) }
  const days = lengths[name]
  return days === undefined ? {} : { from: dayStart(now, 1 - days), to: dayStart(now, 1) }
}

function dayStart(moment: Date, offset: number): string {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + offset).toISOString()
}
