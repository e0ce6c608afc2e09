// Days as the user lives them: where a date begins in a time zone, across changes of clock time.

const minute = 60_000
const day = 24 * 60 * minute
const formats = new Map<string, { date: Intl.DateTimeFormat; offset: Intl.DateTimeFormat }>()

/** Making a formatter costs more than a hundred uses of it. */
function formatsOf(timeZone: string) {
  let made = formats.get(timeZone)
  if (made === undefined) {
    made = {
      date: new Intl.DateTimeFormat('en-CA', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      }),
      offset: new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }),
    }
    formats.set(timeZone, made)
  }
  return made
}

/**
 * A browser may report a zone this runtime does not know: the days are then counted in UTC rather
 * than not at all.
 */
export function knownZone(timeZone: string): string {
  if (formats.has(timeZone)) return timeZone
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** The date (`2026-11-22`) of a moment in a zone. @throws RangeError if the zone is unknown */
export const dateAt = (moment: number, timeZone: string): string =>
  formatsOf(timeZone).date.format(moment)

/** A date so many days later, or earlier. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** Days from one date to another. */
export const daysBetween = (first: string, second: string): number =>
  Math.round((Date.parse(second) - Date.parse(first)) / day)

/**
 * The moment at which a date begins in a zone: midnight there, found from the zone's offset around
 * it.
 */
export function startOfDate(date: string, timeZone: string): number {
  const midnightUtc = Date.parse(`${date}T00:00:00Z`)
  const first = midnightUtc - offset(midnightUtc + day / 2, timeZone)
  return midnightUtc - offset(first, timeZone)
}

/** Milliseconds by which a zone's clock is ahead of UTC at a moment. */
function offset(moment: number, timeZone: string): number {
  const name = formatsOf(timeZone)
    .offset.formatToParts(moment)
    .find((part) => part.type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name ?? '')
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -1 : 1) * minutes * minute
}
