// What a cell of a contact file says: an amount, a date, a stage, tags, a refusal, as people and
// programs write them.
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'

// Line breaks and other control characters have no place in one-line fields.
// eslint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// eslint-disable-next-line no-control-regex
const forbiddenInText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** One line, trimmed (non-breaking spaces included); empty is null. */
export function readLine(cell: string): string | null {
  const line = cell.replace(controlCharacters, ' ').trim()
  return line === '' ? null : line
}

/** Several lines; empty is null. */
export function readText(cell: string): string | null {
  const text = cell.replace(/\r\n?/g, '\n').replace(forbiddenInText, '').trim()
  return text === '' ? null : text
}

/**
 * An amount in cents: `1 234,56 €`, `1,234.56`, `1.234,56`, `250`. A question mark between digits
 * is the narrow space that
 * Windows-1252 cannot write. @returns null for an empty cell, NaN where no amount from 0 to a
 * thousand billion can be read
 */
export function readAmount(cell: string): number | null {
  const bare = cell
    .replace(/(?<=\d)\?(?=\d{3})/g, '')
    .replace(/[\s\u00a0\u202f'’]|€|\$|£|EUR|USD|CHF/gi, '')
  if (bare === '') return null
  const amount = amountShapes.some((shape) => shape.test(bare))
    ? Number(plainDigits(bare))
    : Number.NaN
  return Number.isFinite(amount) && amount <= leadFields.estimatedValue.max
    ? Math.round(amount * 100)
    : Number.NaN
}

/**
 * One mark before the decimals; or thousands parted by one mark, with or without decimals after the
 * other.
 */
const amountShapes = [
  /^\d+(?:[.,]\d+)?$/,
  /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
  /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/,
]

/**
 * The last mark is the decimal one, unless it comes more than once or is the only one with three
 * digits behind: then it parts thousands.
 */
function plainDigits(bare: string): string {
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
  const mark = bare[last] ?? ''
  const marks = bare.replace(/\d/g, '')
  const partsThousands =
    marks.lastIndexOf(mark) !== marks.indexOf(mark) ||
    (marks.length === 1 && bare.length - last === 4)
  if (last < 0 || partsThousands) return marks.length > 0 ? bare.replace(/[.,]/g, '') : bare
  return `${bare.slice(0, last).replace(/[.,]/g, '')}.${bare.slice(last + 1)}`
}

/**
 * A date: ISO, or day-month-year as Europe writes it (month-day only where the second number cannot
 * be a month).
 * @returns milliseconds since 1970, null if it is none or lies in the future
 */
export function readDate(cell: string, now: number): number | null {
  const text = cell.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(text)
  if (iso) return moment(iso[1], iso[2], iso[3], iso.slice(4), now)
  const european =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(text)
  if (!european) return null
  const [, first, second, year] = european
  return Number(second) > 12
    ? moment(year, first, second, european.slice(4), now)
    : moment(year, second, first, european.slice(4), now)
}

function moment(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: (string | undefined)[],
  now: number,
): number | null {
  const [hours, minutes, seconds] = time.map((part) => Number(part ?? 0))
  const date = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    hours ?? 0,
    minutes ?? 0,
    seconds ?? 0,
  )
  const real =
    new Date(date).getUTCDate() === Number(day) && Number(month) >= 1 && Number(month) <= 12
  return real && date <= now && date > 0 ? date : null
}

const stageNames: Record<LeadStatus, string[]> = {
  new: ['nouveau', 'nouvelle', 'open', 'lead', 'prospect'],
  contacted: ['contacte', 'contactee', 'attemptedtocontact', 'connected', 'inprogress', 'encours'],
  qualified: [
    'qualifie',
    'qualifiee',
    'opendeal',
    'opportunity',
    'opportunite',
    'marketingqualifiedlead',
    'salesqualifiedlead',
  ],
  proposal: ['proposition', 'devis', 'offre', 'proposalsent', 'quote'],
  negotiation: ['negociation', 'ennegociation'],
  won: ['gagne', 'gagnee', 'client', 'customer', 'closedwon', 'signe'],
  lost: ['perdu', 'perdue', 'unqualified', 'closedlost', 'badtiming', 'nonqualifie'],
}
const stages = new Map(
  leadStatuses.flatMap((status) =>
    [status, ...stageNames[status]].map((name) => [name, status] as const),
  ),
)

/** The stage a word means; null if it is no word for one. */
export function readStage(cell: string): LeadStatus | null {
  return stages.get(lettersOf(cell)) ?? null
}

const lettersOf = (cell: string): string =>
  cell
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '')

/**
 * Tags parted by commas, semicolons, bars or Google's `:::`; Google's own groups (`* myContacts`)
 * are no tags.
 */
export function readTags(cell: string): string[] {
  return cell
    .split(/:::|[,;|\n]/)
    .map((tag) =>
      tag
        .replace(controlCharacters, ' ')
        .trim()
        .replace(/^"+|"+$/g, '')
        .trim()
        .slice(0, leadFields.tags.maxTagLength),
    )
    .filter((tag) => tag !== '' && !tag.startsWith('* '))
    .slice(0, leadFields.tags.max)
}

const notRefused = new Set([
  '',
  '0',
  'false',
  'faux',
  'no',
  'non',
  'n',
  'subscribed',
  'abonne',
  'inscrit',
  'null',
  '-',
])

const refusalStatus =
  /^(unsubscribed?|desinscrite?|desabonnee?|optedout|optout|(black|block)listed|bounced|hardbounced?|complained|complaint|spamcomplaint)$/

/**
 * True if a status is no stage but says that the person refused mail, as mail programs export
 * it.
 */
export function isRefusalStatus(cell: string): boolean {
  return refusalStatus.test(lettersOf(cell))
}

/**
 * True if the cell says that the person refused mail: `true`, `oui`, a date of unsubscribing.
 */
export function readRefusal(cell: string): boolean {
  return !notRefused.has(
    cell
      .trim()
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase(),
  )
}
