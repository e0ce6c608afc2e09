// Between when a task is due, as it is told and as it is kept. A whole day is kept by its name, and
// by its beginning in the business's zone, which is computed anew where the zone is another.
import { momentOn, type Due } from '#shared/rules/calendar/recurrence.ts'
import { toTimestamp } from '#main/database/columns.ts'
import type { TaskRow } from './tasks.table.ts'

type DueColumns = Pick<TaskRow, 'dueAt' | 'dueDay' | 'dueZone' | 'dueOrder'>

/** Later than any moment a calendar has, in milliseconds: where tasks without a date stand. */
export const noDue = 9_000_000_000_000_000

export const isDay = (given: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(given)

export function readDue(given: string): Due {
  return isDay(given)
    ? { kind: 'day', day: given }
    : { kind: 'moment', at: Math.floor(Date.parse(given)) }
}

/** The beginning of a day, or the moment itself. */
export const beginningOf = (due: Due, timeZone: string): number =>
  due.kind === 'moment' ? due.at : momentOn(due.day, '00:00', timeZone)

export function dueColumns(due: Due | null, timeZone: string): DueColumns {
  if (due === null) return { dueAt: null, dueDay: null, dueZone: null, dueOrder: noDue }
  const at = beginningOf(due, timeZone)
  return due.kind === 'moment'
    ? { dueAt: at, dueDay: null, dueZone: null, dueOrder: at }
    : { dueAt: at, dueDay: due.day, dueZone: timeZone, dueOrder: at }
}

export function dueOfRow({ dueAt, dueDay }: Pick<TaskRow, 'dueAt' | 'dueDay'>): Due | null {
  if (dueDay !== null) return { kind: 'day', day: dueDay }
  return dueAt === null ? null : { kind: 'moment', at: dueAt }
}

/** As the contract says it. */
export const toDueAt = ({ dueAt, dueDay }: Pick<TaskRow, 'dueAt' | 'dueDay'>): string | null =>
  dueDay ?? (dueAt === null ? null : toTimestamp(dueAt))
