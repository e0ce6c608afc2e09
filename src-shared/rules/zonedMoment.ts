// Local times of a time zone as moments: with the hour that summer time leaves out, and the one it
// brings twice.

/** Month 1 to 12; what a clock on the wall of a time zone shows. */
export type LocalTime = { year: number; month: number; day: number; hour: number; minute: number }

/** `doubled`: the clock shows this time twice, an hour apart; `at` is the first. */
export type ZonedMoment = { kind: 'one' | 'doubled'; at: number } | { kind: 'gap' }

const day = 24 * 60 * 60 * 1000

/** Leaves out times that no calendar has (31 February, 25:00): null for them. */
function asIfUniversal({ year, month, day: date, hour, minute }: LocalTime): number | null {
  const at = Date.UTC(year, month - 1, date, hour, minute)
  const read = new Date(at)
  const isSame =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === date &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute
  return isSame ? at : null
}

export const isCalendarTime = (local: LocalTime): boolean => asIfUniversal(local) !== null

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs more than a hundred uses of it. @throws RangeError if no such zone is known */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const made = formats.get(timeZone)
  if (made !== undefined) return made
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric' } as const),
  })
  formats.set(timeZone, format)
  return format
}

/** Whether a name is one of a time zone: `Europe/Paris`, `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** The zone of this computer. */
export const systemTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/**
 * A zone that was chosen; this computer's where none was, or one that it does not know: data may
 * have moved here from a computer that does.
 */
export const chosenZone = (zone: unknown): string =>
  typeof zone === 'string' && isTimeZone(zone) ? zone : systemTimeZone()

/** What the clocks of a time zone show at a moment. */
export function localTimeAt(at: number, timeZone: string): LocalTime {
  const parts = formatOf(timeZone).formatToParts(at)
  const value = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value)
  return {
    year: value('year'),
    month: value('month'),
    day: value('day'),
    hour: value('hour'),
    minute: value('minute'),
  }
}

/**
 * The moment at which the clocks of a time zone show a local time.
 * @throws RangeError if the calendar has no such time, see `isCalendarTime`
 */
export function zonedMoment(local: LocalTime, timeZone: string): ZonedMoment {
  const wanted = asIfUniversal(local)
  if (wanted === null) throw new RangeError('The calendar has no such time.')
  const offsets = [wanted - day, wanted + day].map((near) => {
    const whole = near - (((near % 60_000) + 60_000) % 60_000)
    return (asIfUniversal(localTimeAt(whole, timeZone)) ?? whole) - whole
  })
  const found = [...new Set(offsets.map((offset) => wanted - offset))]
    .filter((at) => asIfUniversal(localTimeAt(at, timeZone)) === wanted)
    .toSorted((one, other) => one - other)
  const [first] = found
  if (first === undefined) return { kind: 'gap' }
  return { kind: found.length > 1 ? 'doubled' : 'one', at: first }
}
