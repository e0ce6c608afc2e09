// Dates as files have them: with and without zones, months in words, Excel's day numbers. The order
// of day and month is judged for a whole column. What cannot be read is no date, never another one.
import { foldText } from '#shared/rules/foldText.ts'
import {
  isCalendarTime,
  localTimeAt,
  zonedMoment,
  type LocalTime,
} from '#shared/rules/zonedMoment.ts'

export type DateOrder = 'day_first' | 'month_first'

type Parts = { year: number; month: number; day: number }
type Clock = { hour: number; minute: number; second: number; millisecond: number }
/** Minutes ahead of universal time; null: the business's own zone. */
type Read = { parts: Parts; clock: Clock; offset: number | null }

const midnight: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 }
const numeric = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?=$|[\st,àa])/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const weekday =
  /^(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun|die|mit|don|fre|son|mie|jue|vie|sab|dom|gio|mo|di|mi|do|fr|sa|so)\p{L}*[.,]?\s+(?=\d|\p{L})/u
const dayWordYear =
  /^(?:le )?(\d{1,2})(?:er|st|nd|rd|th)?[-. /]+(?:de |of )?(\p{L}{3,10})\.?(?:[-, /.]+|\s+de(?:l)?\s+)(\d{2,4})(?!\d)/u
const wordDayYear = /^(\p{L}{3,10})\.?[- ]+(\d{1,2})(?:st|nd|rd|th)?[-, ]+(\d{4})(?!\d)/u

const monthNames: readonly string[] =
  `janvier january janv januar janner enero gennaio|fevrier february fevr februar febrero febbraio|
   mars march marz marzo|avril april avr abril aprile|mai may mayo maggio|juin june juni junio giugno|
   juillet july juil juli julio luglio|aout august agosto|
   septembre september sept septiembre setiembre settembre|octobre october oktober octubre ottobre|
   novembre november noviembre|decembre december dezember diciembre dicembre`.split(/\|\s*/)
/** By its name or any beginning of three letters that is only this month's. */
function monthNamed(word: string): number | null {
  const found = monthNames.findIndex((names) =>
    names.split(' ').some((name) => name.startsWith(word) && word.length >= 3),
  )
  // "jui" is June or July.
  return found < 0 || word === 'jui' ? null : found + 1
}

/**
 * Reads the date in a cell: milliseconds since 1970; null if it is none, lies before 1900, or in
 * the future where that cannot be.
 */
export type DateReader = (cell: string, order: DateOrder) => number | null

/** What is longer is no date, in characters: the patterns here take the square of what they are given. */
const longestDate = 100

/**
 * @param now nothing in a file has happened after it
 * @param timeZone of the business: the zone of dates that name none
 * @param isPlanFine true for dates that may lie ahead
 */
export function createDateReader(now: number, timeZone: string, isPlanFine = false): DateReader {
  const inZone = createZoneClock(timeZone)
  const thisYear = localTimeAt(now, timeZone).year
  return (given, order) => {
    const cell = given.trim()
    if (cell.length > longestDate) return null
    const read = excelSerial(cell) ?? readWritten(cell, order, thisYear)
    const at = read === null ? null : momentOf(read, inZone)
    return at !== null && (isPlanFine || at <= now) ? at : null
  }
}

/** Zones by the letters that are in no other zone's name. */
const zoneMinutes: Readonly<Record<string, number>> = {
  ...{ cet: 60, mez: 60, cest: 120, mesz: 120, wet: 0, west: 60, bst: 60, eet: 120, eest: 180 },
  ...{ est: -300, edt: -240, cdt: -300, mdt: -360, mst: -420, pst: -480, pdt: -420 },
}

function readWritten(cell: string, order: DateOrder, thisYear: number): Read | null {
  const text = foldText(cell)
  const whole = compact.exec(text)
  if (whole !== null)
    return {
      parts: { year: Number(whole[1]), month: Number(whole[2]), day: Number(whole[3]) },
      clock: midnight,
      offset: null,
    }
  // "mar" is a month before it is a day of the week.
  const found =
    numericDay(text, order, thisYear) ??
    wordedDay(text, thisYear) ??
    wordedDay(text.replace(weekday, ''), thisYear)
  if (found === null) return null
  const time = readTime(found.rest)
  return time === null ? null : { parts: found.parts, ...time }
}

type Found = { parts: Parts; rest: string }

function numericDay(text: string, order: DateOrder, thisYear: number): Found | null {
  const match = numeric.exec(text)
  if (match === null) return null
  const [all, first = '', , second = '', third = ''] = match
  const rest = text.slice(all.length)
  const [one, two, three] = [Number(first), Number(second), Number(third)]
  if (first.length === 4)
    return third.length > 2 ? null : { parts: { year: one, month: two, day: three }, rest }
  if (first.length === 3 || third.length === 1 || third.length === 3) return null
  const year = fullYear(three, third.length, thisYear)
  // Where only one order is a date, it is that one, whatever the column has.
  const isMonthFirst = order === 'month_first' ? one <= 12 : two > 12
  return {
    parts: isMonthFirst ? { year, month: one, day: two } : { year, month: two, day: one },
    rest,
  }
}

function wordedDay(text: string, thisYear: number): Found | null {
  const dayFirst = dayWordYear.exec(text)
  const match = dayFirst ?? wordDayYear.exec(text)
  if (match === null) return null
  const [all, first = '', second = '', third = ''] = match
  const month = monthNamed(dayFirst === null ? first : second)
  if (month === null) return null
  const day = Number(dayFirst === null ? second : first)
  return {
    parts: { year: fullYear(Number(third), third.length, thisYear), month, day },
    rest: text.slice(all.length),
  }
}

/** Two digits are the century in which the date is not in the future. */
function fullYear(year: number, digits: number, thisYear: number): number {
  if (digits !== 2) return year
  return 2000 + year <= thisYear ? 2000 + year : 1900 + year
}

const time =
  /^[\st,]*(?:at |a |de )?\s*(\d{1,2})(?:\s*(?:h|:|\.)\s*(\d{2})?(?:\s*(?::|m|min|\.)\s*(\d{2})(?:[.,](\d{1,9}))?)?\s*s?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:uhr\b|h(?:rs?|oras?)?\b\.?)?\s*(.*)$/
const zone = /^(?:\(?(?:utc|gmt)\)?\s*)?([+-])(\d{1,2}):?(\d{2})?(?:\s*\(.*\))?$/

/** @returns null if what follows the day is no time */
function readTime(rest: string): { clock: Clock; offset: number | null } | null {
  if (/^[\s.,]*$/.test(rest)) return { clock: midnight, offset: null }
  const match = time.exec(rest)
  if (match === null) return null
  const [, hours = '', minutes, seconds, fraction, half, tail = ''] = match
  if (
    minutes === undefined &&
    half === undefined &&
    !/^[\st,]*(?:a |at )?\s*\d{1,2}\s*h/.test(rest)
  )
    return null
  const hour = onTheClock(Number(hours), half)
  const offset = offsetOf(tail.trim())
  if (hour === null || offset === undefined) return null
  const second = Number(seconds ?? 0)
  const millisecond = Math.trunc(Number(`0.${fraction ?? '0'}`) * 1000)
  if (second > 60) return null
  return { clock: { hour, minute: Number(minutes ?? 0), second, millisecond }, offset }
}

function onTheClock(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour > 23 ? null : hour
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half.startsWith('p') ? 12 : 0)
}

/** Minutes; null where no zone is named, undefined for what is none. */
function offsetOf(tail: string): number | null | undefined {
  if (tail === '') return null
  if (/^(?:z|utc|gmt|\(utc\))$/.test(tail)) return 0
  const named = zoneMinutes[tail.replace(/[()]/g, '')]
  if (named !== undefined) return named
  const match = zone.exec(tail)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? -minutes : minutes
}

const excel = /^\s*([1-7]\d{4})(?:[.,](\d+))?\s*$/
const day = 86_400_000

/** Days since 30 December 1899, as spreadsheets count them: from 1955 to 2095. */
function excelSerial(cell: string): Read | null {
  const match = excel.exec(cell)
  if (match === null) return null
  const days = Number(match[1])
  if (days < 20_000 || days > 71_000) return null
  const minutes = Math.round(Number(`0.${match[2] ?? '0'}`) * 24 * 60)
  const date = new Date(Date.UTC(1899, 11, 30) + days * day + minutes * 60_000)
  return {
    parts: { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
    clock: { ...midnight, hour: date.getUTCHours(), minute: date.getUTCMinutes() },
    offset: null,
  }
}

function momentOf({ parts, clock, offset }: Read, inZone: ZoneClock): number | null {
  const local: LocalTime = { ...parts, hour: clock.hour, minute: clock.minute }
  if (parts.year < 1900 || !isCalendarTime(local)) return null
  const rest = clock.second * 1000 + clock.millisecond
  const universal = Date.UTC(parts.year, parts.month - 1, parts.day, clock.hour, clock.minute)
  if (offset !== null) return universal - offset * 60_000 + rest
  return inZone(local, universal) + rest
}

/** The moment at which a zone's clocks show a local time, given also as if it were universal. */
type ZoneClock = (local: LocalTime, universal: number) => number

/** Keeps the offset of each day: asking the calendar costs more than a whole row. */
function createZoneClock(timeZone: string): ZoneClock {
  const offsets = new Map<number, number | null>()
  function inZone(local: LocalTime, universal: number): number {
    const date = Math.floor(universal / day)
    const noted = offsets.get(date)
    const offset = noted === undefined ? offsetOfDay(date, timeZone) : noted
    if (noted === undefined) offsets.set(date, offset)
    if (offset !== null) return universal - offset
    const zoned = zonedMoment(local, timeZone)
    if (zoned.kind !== 'gap') return zoned.at
    // An hour that summer time leaves out: what the clocks showed an hour later.
    return inZone({ ...local, hour: local.hour + 1 }, universal + 3_600_000)
  }
  return inZone
}

/** Milliseconds ahead of universal time; null on a day on which that changes. */
function offsetOfDay(date: number, timeZone: string): number | null {
  const [begin, end] = [date * day, date * day + day - 60_000].map((at) => {
    const moment = new Date(at)
    const zoned = zonedMoment(
      {
        year: moment.getUTCFullYear(),
        month: moment.getUTCMonth() + 1,
        day: moment.getUTCDate(),
        hour: moment.getUTCHours(),
        minute: moment.getUTCMinutes(),
      },
      timeZone,
    )
    return zoned.kind === 'gap' ? null : at - zoned.at
  })
  return begin !== undefined && begin === end ? begin : null
}

/**
 * The order in which a column's dates are written, judged from many cells: the one in which more of
 * them are dates; day first where both are.
 */
export function judgeDateOrder(cells: readonly string[]): DateOrder {
  let dayFirst = 0
  let monthFirst = 0
  for (const cell of cells) {
    const match = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/.exec(cell)
    if (match === null) continue
    if (Number(match[1]) > 12) dayFirst += 1
    if (Number(match[2]) > 12) monthFirst += 1
  }
  return monthFirst > dayFirst ? 'month_first' : 'day_first'
}
