// Days as the user lives them: where each of the last days begins, in a time zone, across changes of clock time.

export type CalendarDay = { date: string; from: number; to: number }

const minute = 60_000
const day = 24 * 60 * minute

/**
 * The last `count` days up to and including the one of `now`, oldest first. Moments are milliseconds since 1970.
 * @throws RangeError where the zone is unknown
 */
export function lastDays(count: number, now: number, timeZone: string): CalendarDay[] {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const dateOf = (moment: number) => format.format(moment)
  const starts: { date: string; from: number }[] = []
  // Noon is never cut by a change of clock time, so stepping by a day from noon meets every date once.
  let noon = startOfDay(dateOf(now), now, timeZone) + day / 2
  for (let index = 0; index < count; index += 1) {
    const date = dateOf(noon)
    starts.push({ date, from: startOfDay(date, noon, timeZone) })
    noon -= day
  }
  starts.reverse()
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? startOfDay(nextDate(start.date), start.from + day, timeZone) }))
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + day).toISOString().slice(0, 10)
}

/** The moment at which a date begins in a zone: midnight there, found from the zone's offset around it. */
function startOfDay(date: string, near: number, timeZone: string): number {
  const midnightUtc = Date.parse(`${date}T00:00:00Z`)
  const first = midnightUtc - offset(near, timeZone)
  const exact = midnightUtc - offset(first, timeZone)
  return exact
}

/** Milliseconds by which a zone's clock is ahead of UTC at a moment. */
function offset(moment: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(moment)
    .find((part) => part.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name ?? '')
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -1 : 1) * minutes * minute
}
