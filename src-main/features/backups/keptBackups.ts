// Which backups are old enough to go: the age of what stays grows, so that a mistake noticed late can
// still be taken back.
import type { BackupReason } from '#shared/contract/backups/backups.contract.ts'
import { dateAt, daysBetween } from '#shared/rules/calendar/calendarDays.ts'

/** The newest of each of so many days, weeks and months that have one. */
const days = 7
const weeks = 4
const months = 12
/** What was there before a restore, in days. */
const keptBeforeRestore = 30
/**
 * Days with a backup of their own since then, at least: a clock that jumps ahead makes everything old at
 * once, and only days that were lived through bear witness that it is.
 */
const livedThrough = days

type Aged = { id: number; reason: BackupReason }

/** A clock that is set right may go back a little. */
const ahead = 24 * 60 * 60_000

/** What a clock that ran ahead has named after a day to come: it takes nobody's place until then. */
export const isOfLater = ({ id }: Pick<Aged, 'id'>, now: number): boolean => id > now + ahead

/**
 * Those that may go. What was made by hand stays until it is deleted by hand; the copies before an
 * update are the update's own matter.
 * @param all in any order
 * @param timeZone in which days begin
 */
export function outdatedBackups<Item extends Aged>(
  all: readonly Item[],
  now: number,
  timeZone: string,
): Item[] {
  const daily = all
    .filter((item) => item.reason === 'daily' && !isOfLater(item, now))
    .toSorted((one, other) => other.id - one.id)
  const day = ({ id }: Aged) => dateAt(id, timeZone)
  const kept = new Set([
    ...newestOfEach(daily, day, days),
    ...newestOfEach(daily, (item) => weekOf(day(item)), weeks),
    ...newestOfEach(daily, (item) => day(item).slice(0, 7), months),
  ])
  const today = dateAt(now, timeZone)
  const daysSince = ({ id }: Aged) =>
    new Set(daily.filter((later) => later.id > id).map((later) => day(later))).size
  return all.filter(
    (item) =>
      (item.reason === 'daily' && !isOfLater(item, now) && !kept.has(item)) ||
      (item.reason === 'before_restore' &&
        daysBetween(day(item), today) > keptBeforeRestore &&
        daysSince(item) >= livedThrough),
  )
}

function newestOfEach<Item>(
  newestFirst: readonly Item[],
  group: (item: Item) => string,
  howMany: number,
): Item[] {
  const groups = new Map<string, Item>()
  for (const item of newestFirst) if (!groups.has(group(item))) groups.set(group(item), item)
  return [...groups.values()].slice(0, howMany)
}

/** The Monday of a date, counted from one. */
const weekOf = (date: string): string => String(Math.floor(daysBetween('2024-01-01', date) / 7))
