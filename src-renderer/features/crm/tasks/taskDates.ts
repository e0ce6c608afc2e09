// When tasks are due, for the eye: which group of the list, and the days one click offers.
import type { Task } from '#shared/contract/crm/tasks.ts'
import { addDays, dateAt } from '#shared/rules/calendar/calendarDays.ts'
import { momentOn } from '#shared/rules/calendar/recurrence.ts'
import { localTimeAt } from '#shared/rules/zonedMoment.ts'

export const taskGroups = ['overdue', 'today', 'week', 'later', 'none'] as const
export type TaskGroup = (typeof taskGroups)[number]

/** Today's date and the zone of the business, as `tasks.due` tells them. */
export type Today = { date: string; timeZone: string }

export const isWholeDay = (dueAt: string): boolean => dueAt.length === 10

/** The day something is due on, in the business's zone. */
export const dayOfDue = (dueAt: string, timeZone: string): string =>
  isWholeDay(dueAt) ? dueAt : dateAt(Date.parse(dueAt), timeZone)

/** Days from a Monday on. */
const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The week is the seven days after today: on a Sunday, Monday is not far off. @param now milliseconds since 1970 */
export function groupOf(
  { dueAt }: Pick<Task, 'dueAt'>,
  { date, timeZone }: Today,
  now: number,
): TaskGroup {
  if (dueAt === null) return 'none'
  const day = dayOfDue(dueAt, timeZone)
  if (day < date || (!isWholeDay(dueAt) && Date.parse(dueAt) < now)) return 'overdue'
  if (day === date) return 'today'
  return day <= addDays(date, 7) ? 'week' : 'later'
}

export const quickDays = ['today', 'tomorrow', 'inThreeDays', 'nextWeek'] as const
export type QuickDay = (typeof quickDays)[number]

export function quickDay(choice: QuickDay, date: string): string {
  if (choice === 'nextWeek') return addDays(date, 7 - weekday(date))
  return addDays(date, { today: 0, tomorrow: 1, inThreeDays: 3 }[choice])
}

/** Another day at the same time of the clock; a whole day stays one. */
export function movedTo(day: string, dueAt: string | null, timeZone: string): string {
  if (dueAt === null || isWholeDay(dueAt)) return day
  const { hour, minute } = localTimeAt(Date.parse(dueAt), timeZone)
  const two = (value: number) => String(value).padStart(2, '0')
  return new Date(momentOn(day, `${two(hour)}:${two(minute)}`, timeZone)).toISOString()
}

/** The first day that is not due yet: what is before it is late or for today. */
export const tomorrowOf = (date: string): string => addDays(date, 1)
