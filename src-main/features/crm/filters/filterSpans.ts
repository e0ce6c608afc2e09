// Which days and moments a condition on a date covers, counted from now and in the business's zone.
import {
  addDays,
  dateAt,
  daysInMonth,
  isCalendarDay,
  isoDay,
  partsOfDay,
  startOfDate,
} from '#shared/rules/calendar/calendarDays.ts'
import { isRelative } from '#shared/rules/leadFilter/filterFields.ts'
import type { FilterCondition, FilterScalar } from '#shared/rules/leadFilter/filterTree.ts'

/** When and where days are counted: `now` in milliseconds since 1970. */
type Moment = { now: number; timeZone: string }

export const listed = (value: FilterCondition['value']): FilterScalar[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
type Span = { from?: number; until?: number }
/** What a value of a moment covers: a day of the business, or one moment. In milliseconds. */
function spanOf(value: FilterScalar, timeZone: string): { from: number; until: number } {
  const text = String(value)
  if (!isCalendarDay(text)) return { from: Date.parse(text), until: Date.parse(text) + 1 }
  return { from: startOfDate(text, timeZone), until: startOfDate(addDays(text, 1), timeZone) }
}

/** The days that a condition on a date means, `until` left out: from its first to before another. */
export function daySpan(
  { op, value }: FilterCondition,
  today: string,
): { from?: string; until?: string } {
  if (op === 'thisMonth') {
    const { year, month } = partsOfDay(today)
    const first = isoDay({ year, month, day: 1 })
    return { from: first, until: addDays(first, daysInMonth(year, month)) }
  }
  const days = Number(listed(value)[0])
  const tomorrow = addDays(today, 1)
  if (op === 'withinDays')
    return days >= 0
      ? { from: addDays(today, -days), until: tomorrow }
      : { from: today, until: addDays(tomorrow, -days) }
  // Fewer than nothing: more than so many days ahead.
  return days >= 0 ? { until: addDays(today, -days) } : { from: addDays(tomorrow, -days) }
}

function momentSpan(asked: FilterCondition, { now, timeZone }: Moment): Span {
  const { op, value } = asked
  if (isRelative(op)) {
    const { from, until } = daySpan(asked, dateAt(now, timeZone))
    return {
      ...(from === undefined ? {} : { from: startOfDate(from, timeZone) }),
      ...(until === undefined ? {} : { until: startOfDate(until, timeZone) }),
    }
  }
  const [first = '', second = first] = listed(value)
  const span = spanOf(first, timeZone)
  if (op === 'before') return { until: span.from }
  if (op === 'after') return { from: span.until }
  return { from: span.from, until: spanOf(second, timeZone).until }
}

/** Any of them holds where several values are asked for. */
export const momentSpans = (asked: FilterCondition, place: Moment): Span[] =>
  asked.op === 'is'
    ? listed(asked.value).map((value) => momentSpan({ ...asked, op: 'between', value }, place))
    : [momentSpan(asked, place)]
