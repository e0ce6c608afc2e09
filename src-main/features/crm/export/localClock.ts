// What a clock on the wall of the business shows at a moment, to the second.
import { localTimeAt } from '#shared/rules/zonedMoment.ts'

/** `universal`: the shown time as if it were universal, in milliseconds since 1970. */
export type ShownTime = { text: string; universal: number }

const two = (part: number): string => String(part).padStart(2, '0')

/** `2026-11-29 14:05:33`: spreadsheets of every language take it for a date, and so does the import. */
export function shownTime(at: number, timeZone: string): ShownTime {
  const { year, month, day, hour, minute } = localTimeAt(at, timeZone)
  // Zones are whole minutes apart from one another.
  const second = new Date(at).getUTCSeconds()
  return {
    text: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`,
    universal: Date.UTC(year, month - 1, day, hour, minute, second),
  }
}
