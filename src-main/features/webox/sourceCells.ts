// What a cell of a foreign table says, whatever type it has: text, a line, a moment, an amount, a
// count, JSON.
import { createDateReader, readAmount, readLine, readText } from '#main/features/crm/crm.feature.ts'

/** A value as text: numbers as they are written, bytes as UTF-8, nothing as nothing. */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  return ''
}

export type Shortened = { text: string | null; isShortened: boolean }

/** Halves of characters, which UTF-8 cannot write, become the replacement sign. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** Cut to a length without cutting a character in two. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max)
  const last = cut.charCodeAt(cut.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut
}

/** One line without control characters; null if nothing is left. */
export function cellLine(value: unknown, max: number): Shortened {
  const line = readLine(wellFormed(cellText(value)))
  return {
    text: line === null ? null : shorten(line, max).trim(),
    isShortened: line !== null && line.length > max,
  }
}

/** Several lines; null if nothing is left. */
export function cellParagraphs(value: unknown, max: number): Shortened {
  const text = readText(wellFormed(cellText(value)))
  return {
    text: text === null ? null : shorten(text, max),
    isShortened: text !== null && text.length > max,
  }
}

/**
 * `value` is null if the cell is empty or says nothing that can be read; then `isUnreadable`
 * tells which.
 */
export type Read<T> = { value: T | null; isUnreadable: boolean }
const empty = { value: null, isUnreadable: false }
const unreadable = { value: null, isUnreadable: true }

const earliest = Date.UTC(1990, 0, 1)

/** Now, and the zone of what people wrote without one: the business's. */
export type SourceClock = { now: number; timeZone: string }

/**
 * A moment as milliseconds since 1970: an ISO date with a time, with or without a zone (without is
 * UTC, as WeBox IA writes it), any other date as people write them, or seconds or milliseconds since
 * 1970. Before 1990 or more than `ahead` milliseconds after now it is taken for a mistake. A day
 * without a time is the business's.
 */
export function cellMoment(cell: unknown, { now, timeZone }: SourceClock, ahead = 0): Read<number> {
  const text = cellText(cell).trim()
  if (text === '') return empty
  const moment = momentOf(text, now + ahead, timeZone)
  return moment !== null && moment >= earliest && moment <= now + ahead
    ? { value: moment, isUnreadable: false }
    : unreadable
}

function momentOf(text: string, latest: number, timeZone: string): number | null {
  if (/^\d{9,13}(\.\d+)?$/.test(text)) {
    const number = Number(text)
    return Math.round(number >= 1e11 ? number : number * 1000)
  }
  const iso =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text)
  if (iso) {
    const [, day, time, fraction = '', zone = 'Z'] = iso
    const parsed = Date.parse(
      `${day}T${time?.length === 5 ? `${time}:00` : time}${fraction.slice(0, 4)}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()}`,
    )
    return Number.isNaN(parsed) ? null : parsed
  }
  return createDateReader(latest, timeZone)(text, 'day_first')
}

/** An amount in cents, 0 or more. */
export function cellAmount(cell: unknown): Read<number> {
  if (typeof cell === 'number')
    return cell >= 0 && cell <= 1e12
      ? { value: Math.round(cell * 100), isUnreadable: false }
      : unreadable
  // WeBox IA writes whole numbers and decimals after a point.
  const read = readAmount(cellText(cell), '.')
  if ('cents' in read) return { value: read.cents, isUnreadable: false }
  return read.problem === 'nothing' ? empty : unreadable
}

/** A whole number, 0 or more. */
export function cellCount(cell: unknown): Read<number> {
  const text = cellText(cell).trim()
  if (text === '') return empty
  const number = Number(text)
  return Number.isFinite(number) && number >= 0 && number <= 1e12
    ? { value: Math.round(number), isUnreadable: false }
    : unreadable
}

/** True for 1, true, yes in the forms databases and people write them. */
export function cellFlag(cell: unknown): boolean {
  return /^(1|true|t|yes|y|oui|vrai)$/i.test(cellText(cell).trim())
}

/** JSON; empty cells and `null` are empty. */
export function cellJson(cell: unknown): Read<unknown> {
  const text = cellText(cell).trim()
  if (text === '') return empty
  try {
    const value: unknown = JSON.parse(text)
    return value === null ? empty : { value, isUnreadable: false }
  } catch {
    return unreadable
  }
}

/**
 * What JSON holds as lines `name : value`, for a reader; nested values as JSON. Empty values are
 * left out.
 */
export function jsonLines(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(plain)
      .filter((text) => text !== '')
      .join('\n')
  if (typeof value !== 'object' || value === null) return plain(value)
  return Object.entries(value)
    .map(([name, inner]) => [name, plain(inner)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name} : ${text}`)
    .join('\n')
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return value.map(plain).join(', ')
  return typeof value === 'object'
    ? JSON.stringify(value)
    : String(value as string | number | boolean)
}
