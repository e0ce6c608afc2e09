// When a wait is over: in the business's days, right across changes of the clocks.
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import { addDays, dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { clockOf, momentOn } from '#shared/rules/calendar/recurrence.ts'
import { localTimeAt } from '#shared/rules/zonedMoment.ts'

type WaitStep = Extract<SequenceStep, { kind: 'wait' }>
const minute = 60_000

/** @param from when the step before was really done. Both in milliseconds since 1970. */
export function waitEnd(step: WaitStep, from: number, timeZone: string): number {
  const end = withoutHour(step, from, timeZone)
  if (step.notBefore === null) return end
  return Math.max(end, momentOn(dateAt(end, timeZone), step.notBefore, timeZone))
}

function withoutHour({ amount, unit }: WaitStep, from: number, timeZone: string): number {
  if (unit === 'minutes') return from + amount * minute
  if (unit === 'hours') return from + amount * 60 * minute
  const today = dateAt(from, timeZone)
  const day = unit === 'days' ? addDays(today, amount) : workingDayAfter(today, amount)
  if (day === today) return from
  const time = clockOf(localTimeAt(from, timeZone))
  return momentOn(day, time, timeZone) + (from % minute)
}

/** Monday to Friday; public holidays are not known. After none at all, the same day if it is one. */
function workingDayAfter(day: string, amount: number): string {
  let at = isWorkingDay(day) || amount > 0 ? day : addDays(day, daysToMonday(day))
  // Whole weeks first: a thousand days are not walked one by one.
  if (isWorkingDay(at)) at = addDays(at, Math.floor(amount / 5) * 7)
  for (let left = isWorkingDay(at) ? amount % 5 : amount; left > 0;) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left -= 1
  }
  return at
}

/** 0 is Sunday. */
const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay()
const isWorkingDay = (day: string): boolean => weekday(day) !== 0 && weekday(day) !== 6
const daysToMonday = (day: string): number => (weekday(day) === 6 ? 2 : 1)
