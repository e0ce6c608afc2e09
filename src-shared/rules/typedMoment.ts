// Dates and times as people type them, in French and English. What is not understood is never
// taken for another date: it has a problem.
import { isoDay } from './calendar/calendarDays.ts'
import { foldText } from './foldText.ts'
import { isCalendarTime, localTimeAt, zonedMoment } from './zonedMoment.ts'

export type MomentProblem =
  | 'empty'
  | 'unread'
  | 'no_such_day'
  | 'no_such_time'
  | 'other_weekday'
  | 'time_missing'
  /** The clocks go forward over this time. */
  | 'gap'

export type MomentReading =
  /** `isDoubled`: the clocks show this time twice; the first is meant. */
  { ok: true; at: number; isDoubled: boolean } | { ok: false; problem: MomentProblem }

export type DayReading = { ok: true; day: string } | { ok: false; problem: MomentProblem }

export type TypedMomentOptions = {
  timeZone: string
  /** Milliseconds since 1970: what "tomorrow" and a date without its year are counted from. */
  now: number
  /** True where 12/5 is 5 December: American English. */
  isMonthFirst: boolean
}

type Day = { year: number; month: number; day: number }
type Time = { hour: number; minute: number }
type Failed = { problem: MomentProblem }
const hasFailed = (value: object): value is Failed => 'problem' in value

/** A day and a time of the clock: `5/12/2026 9h`, `5 déc. 2026 à 9 h 30`, `tomorrow 9am`, ISO. */
export function readMoment(typed: string, options: TypedMomentOptions): MomentReading {
  const text = plainText(typed)
  if (text === '') return { ok: false, problem: 'empty' }
  const exact = readExact(typed.trim())
  if (exact !== null) return exact
  const { time, rest } = takeTime(text)
  if (time !== null && hasFailed(time)) return { ok: false, ...time }
  const day = readPlainDay(rest, options)
  if (hasFailed(day)) return { ok: false, ...day }
  if (time === null) return { ok: false, problem: 'time_missing' }
  const zoned = zonedMoment({ ...day, ...time }, options.timeZone)
  return zoned.kind === 'gap'
    ? { ok: false, problem: 'gap' }
    : { ok: true, at: zoned.at, isDoubled: zoned.kind === 'doubled' }
}

/** A day alone, as `YYYY-MM-DD`; a time beside it is not understood. */
export function readDay(typed: string, options: TypedMomentOptions): DayReading {
  const text = plainText(typed)
  if (text === '') return { ok: false, problem: 'empty' }
  const day = readPlainDay(text, options)
  return hasFailed(day) ? { ok: false, ...day } : { ok: true, day: isoDay(day) }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** How a moment stands in a field: what `readMoment` reads back in any order of day and month. */
export function momentForField(at: number, language: 'fr' | 'en', timeZone: string): string {
  const { hour, minute, ...day } = localTimeAt(at, timeZone)
  return `${dayForField(isoDay(day), language)} ${two(hour)}:${two(minute)}`
}

/** The same for a day, `YYYY-MM-DD`. */
export function dayForField(day: string, language: 'fr' | 'en'): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (language === 'fr') return `${date}/${month}/${year}`
  return `${Number(date)} ${englishShort[Number(month) - 1] ?? ''} ${year}`
}

const englishShort = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function plainText(typed: string): string {
  return foldText(typed)
    .replace(/(?<=\d ?(?:h|heures?)(?: ?\d{2})?) (?:du matin)$/, '')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/,/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** With a zone of its own, as programs write it. */
function readExact(typed: string): MomentReading | null {
  const parts =
    /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i.exec(
      typed,
    )
  if (parts === null) return null
  const [, year, month, day, hour, minute] = parts.map(Number)
  const local = {
    ...{ year: year ?? 0, month: month ?? 0, day: day ?? 0 },
    ...{ hour: hour ?? 0, minute: minute ?? 0 },
  }
  const problem = wrongPart(local)
  if (problem !== null) return { ok: false, problem }
  return {
    ok: true,
    at: Date.parse(typed.replace(' ', 'T').replace(/\s/g, '').toUpperCase()),
    isDoubled: false,
  }
}

function wrongPart(local: Day & Time): MomentProblem | null {
  if (!isCalendarTime({ ...local, hour: 0, minute: 0 })) return 'no_such_day'
  return isCalendarTime(local) ? null : 'no_such_time'
}

const timeForms: readonly RegExp[] = [
  // 9h, 9 h 30, 9 heures, 9h30min
  /(?:^|[\s t])(?:a |at |vers )?(\d{1,2}) ?(?:h|hrs?|heures?|hours?)\.? ?(?:(\d{1,2}) ?(?:m|mn|min|minutes?)?\.?)?$/,
  // 9:30, 09:30:00, 9:30 pm
  /(?:^|[\s t])(?:a |at |vers )?(\d{1,2}) ?: ?(\d{2})(?::\d{2}(?:\.\d+)?)?(?: ?h)?(?: ?([ap])\.? ?m\.?)?$/,
  // 9am, 9 p.m.
  /(?:^|\s)(?:a |at )?(\d{1,2})() ?([ap])\.? ?m\.?$/,
]
const namedTimes: readonly (readonly [RegExp, Time])[] = [
  [/(?:^|\s)(?:a |at )?(?:midi|noon|midday)$/, { hour: 12, minute: 0 }],
  [/(?:^|\s)(?:a |at )?(?:minuit|midnight)$/, { hour: 0, minute: 0 }],
]

/** Takes the time off the end of a text, or off its beginning: `9h le 5/12/2026`. */
function takeTime(text: string): { time: Time | Failed | null; rest: string } {
  const atEnd = timeAtEnd(text)
  if (atEnd !== null) return atEnd
  const turned =
    /^(.*?(?:h ?\d{0,2}|:\d{2}|[ap]\.?m\.?|midi|noon|minuit|midnight)) (?:le |on |the )?(.+)$/.exec(
      text,
    )
  const atBeginning = turned === null ? null : timeAtEnd(turned[1] ?? '')
  return atBeginning?.rest === ''
    ? { time: atBeginning.time, rest: turned?.[2] ?? '' }
    : { time: null, rest: text }
}

function timeAtEnd(text: string): { time: Time | Failed; rest: string } | null {
  for (const [form, time] of namedTimes) {
    const found = form.exec(text)
    if (found !== null) return { time, rest: text.slice(0, found.index).trim() }
  }
  for (const form of timeForms) {
    const found = form.exec(text)
    if (found === null) continue
    const time = clockTime(Number(found[1]), Number(found[2] || 0), found[3])
    return { time, rest: text.slice(0, found.index).trim() }
  }
  return null
}

function clockTime(hour: number, minute: number, half: string | undefined): Time | Failed {
  const isFine = half === undefined ? hour <= 23 : hour >= 1 && hour <= 12
  if (!isFine || minute > 59) return { problem: 'no_such_time' }
  if (half === undefined) return { hour, minute }
  return { hour: (hour % 12) + (half === 'p' ? 12 : 0), minute }
}

const months: readonly RegExp[] = [
  ...[/^(?:janv?|janvier|january)$/, /^(?:fevr?|fevrier|feb|february)$/, /^(?:mars?|march)$/],
  ...[/^(?:avr|avril|apr|april)$/, /^(?:mai|may)$/, /^(?:juin|june?)$/],
  ...[/^(?:juil|juillet|july?)$/, /^(?:aout?|aug|august)$/, /^(?:sept?|septembre|september)$/],
  ...[/^(?:oct|octobre|october)$/, /^(?:nov|novembre|november)$/, /^(?:dec|decembre|december)$/],
]
const monthNamed = (word: string): number => months.findIndex((month) => month.test(word)) + 1

const weekdays: readonly RegExp[] = [
  ...[/^(?:dimanche|dim|sunday|sun)$/, /^(?:lundi|lun|monday|mon)$/],
  ...[/^(?:mardi|mar|tuesday|tues?)$/, /^(?:mercredi|mer|wednesday|wed)$/],
  ...[/^(?:jeudi|jeu|thursday|thu|thurs?)$/, /^(?:vendredi|ven|friday|fri)$/],
  /^(?:samedi|sam|saturday|sat)$/,
]

const relativeDays: Readonly<Record<string, number>> = {
  ...{ hier: -1, yesterday: -1, "aujourd'hui": 0, today: 0 },
  ...{ demain: 1, tomorrow: 1, 'apres-demain': 2, 'apres demain': 2 },
}

function readPlainDay(text: string, options: TypedMomentOptions): Day | Failed {
  const bare = text.replace(/^(?:le|on|the) /, '').replace(/ (?:a|at)$/, '')
  const relative = relativeDays[bare]
  const today = localTimeAt(options.now, options.timeZone)
  if (relative !== undefined) return shifted(today, relative)
  const coming = comingDay(bare, today)
  if (coming !== null) return coming
  const [first = '', ...others] = bare.split(' ')
  const weekday = weekdays.findIndex((name) => name.test(first.replace(/\.$/, '')))
  const isNamed = weekday >= 0 && others.length > 0
  const dated = isNamed ? others.join(' ').replace(/^(?:le|the) /, '') : bare
  const parts = dayParts(dated, options.isMonthFirst)
  if (parts === null) return { problem: 'unread' }
  const day = { ...parts, year: parts.year ?? nearestYear(parts, today) }
  if (!isCalendarTime({ ...day, hour: 0, minute: 0 })) return { problem: 'no_such_day' }
  const isOther =
    isNamed && new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay() !== weekday
  return isOther ? { problem: 'other_weekday' } : day
}

/** A date without its year is the one that lies nearest: 2/1 in December is that of next year. */
function nearestYear({ month, day }: Omit<Day, 'year'>, today: Day): number {
  const at = Date.UTC(today.year, today.month - 1, today.day)
  const distance = (year: number) => Math.abs(Date.UTC(year, month - 1, day) - at)
  const years = [today.year, today.year + 1, today.year - 1]
  // A 29 February is none in most years.
  const fine = years.filter((year) => isCalendarTime({ year, month, day, hour: 0, minute: 0 }))
  return fine.toSorted((one, other) => distance(one) - distance(other))[0] ?? today.year
}

/** `lundi prochain`, `next Monday`, `dans 3 jours`, `in 2 weeks`; null: nothing of it. */
function comingDay(text: string, today: Day): Day | null {
  const counted = /^(?:dans|in) (\d{1,3}) (jours?|days?|semaines?|weeks?)$/.exec(text)
  if (counted !== null)
    return shifted(today, Number(counted[1]) * (/^[sw]/.test(counted[2] ?? '') ? 7 : 1))
  const name = /^(?:next )?([a-z]+)\.?(?: prochain)?$/.exec(text)?.[1] ?? ''
  const isNext = /^next | prochain$/.test(text)
  const weekday = isNext ? weekdays.findIndex((one) => one.test(name)) : -1
  if (weekday < 0) return null
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay()
  return shifted(today, (weekday - now + 7) % 7 || 7)
}

function shifted({ year, month, day }: Day, days: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day + days))
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

type DayParts = Omit<Day, 'year'> & { year: number | null }

/** The three parts of a date in any form; null if it has none. They need be no day yet. */
function dayParts(text: string, isMonthFirst: boolean): DayParts | null {
  const iso = /^(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/.exec(text)
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) }
  const numbers =
    /^(\d{1,2}) ?([-/.]) ?(\d{1,2})(?: ?\2 ?(\d{4}|\d{2}))?\.?$/.exec(text) ??
    /^(\d{1,2})( )(\d{1,2}) (\d{4}|\d{2})$/.exec(text)
  if (numbers !== null) {
    const [one, other] = [Number(numbers[1]), Number(numbers[3])]
    const [month, day] = isMonthFirst && numbers[2] === '/' ? [one, other] : [other, one]
    return { year: fullYear(numbers[4]), month, day }
  }
  const worded =
    /^(\d{1,2})(?:er|e|st|nd|rd|th)?[ -]?(?:of )?([a-z]+)\.?(?:[ -](\d{4}|\d{2}))?$/.exec(text)
  if (worded !== null) return named(worded[1], worded[2], worded[3])
  const american = /^([a-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}|\d{2}))?$/.exec(text)
  return american === null ? null : named(american[2], american[1], american[3])
}

function named(day: string | undefined, month = '', year: string | undefined): DayParts | null {
  const number = monthNamed(month)
  return number === 0 ? null : { year: fullYear(year), month: number, day: Number(day) }
}

/** Two digits are of this century; null if no year was typed. */
const fullYear = (typed: string | undefined): number | null =>
  typed === undefined ? null : Number(typed) + (typed.length === 2 ? 2000 : 0)
