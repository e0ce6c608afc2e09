// What a cell of a contact file says: an amount, a date, a stage, tags, a refusal, as people and
// programs write them.
import { tidyTag } from '#shared/rules/tags.ts'
import { stageWords } from './fields/stageWords.ts'
import { isNothing, lettersOf } from './importRefusals.ts'
import { leadFields } from '#shared/leadFields/leadFields.ts'
import { readEmailAddress, type AddressProblem } from '#shared/rules/emailAddress.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { readPhone } from '#shared/rules/phoneNumber.ts'
import { withoutOrderSigns } from '#shared/rules/valueSchemas.ts'
import { trimmedEnd, trimmedOf } from '#shared/rules/trimmed.ts'
import { leadStatuses, type LeadStatus } from '#shared/leadFields/leadStatus.ts'

// Line breaks and other control characters have no place in one-line fields.
// eslint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// eslint-disable-next-line no-control-regex
const forbiddenInText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** One line, trimmed (non-breaking spaces included); empty is null. */
export function readLine(cell: string): string | null {
  const line = withoutOrderSigns(cell).replace(controlCharacters, ' ').trim()
  return line === '' ? null : line
}

/** Several lines; empty is null. */
export function readText(cell: string): string | null {
  const text = cell.replace(/\r\n?/g, '\n').replace(forbiddenInText, '').trim()
  return text === '' ? null : text
}

export type DecimalMark = '.' | ','
/** `nothing`: the cell holds no amount. `ambiguous`: `1.250` where no cell tells which mark is which. */
export type AmountReading =
  { cents: number } | { problem: 'nothing' | 'not_a_number' | 'ambiguous' }

/** What stands beside an amount and does not change it. */
const beside =
  /[\s\u00a0\u202f'’≈~]|€|\$|£|eur(?:os?)?\.?|usd|chf|gbp|(?:ht|ttc|net)$|[,.][-–—](?=\s*(?:€|\$|£|eur|chf|$))/gi

/**
 * An amount: `1 234,56 €`, `1,234.56`, `1.234,56 HT`, `1.5k`, `250`. A question mark between digits is
 * the narrow space that Windows-1252 cannot write. Negative ones, other currencies and prices a
 * month are no amounts.
 * @param mark of the column's decimals; null if its cells do not tell
 */
export function readAmount(cell: string, mark: DecimalMark | null): AmountReading {
  const read = readDecimal(cell, mark)
  if ('problem' in read) return read
  return read.number <= leadFields.estimatedValue.max
    ? { cents: Math.round(read.number * 100) }
    : { problem: 'not_a_number' }
}

const perhapsScaled = /[km] ?(?:€|\$|eur)|milli|thousand|miles|mio/i

/** `CA (k€)`, « Budget en milliers d’euros »: an amount in thousands, or millions, by its title. */
export function scaledBy(title: string, cell: string, read: AmountReading): AmountReading {
  if (!('cents' in read) || !perhapsScaled.test(title)) return read
  const scale = scaleOf(foldText(title))
  // What says its own scale has it: `120 k€`. With a currency alone nobody can tell.
  if (scale === 1 || ownScale.test(bareAmount(cell))) return read
  if (currency.test(cell)) return { problem: 'ambiguous' }
  const cents = read.cents * scale
  return cents <= leadFields.estimatedValue.max * 100 ? { cents } : { problem: 'not_a_number' }
}

const scaleOf = (words: string): number =>
  /\b(?:k ?€|k ?eur\w*|k ?\$|milliers d|in thousands|en miles)/.test(words)
    ? 1_000
    : /\b(?:m ?€|m ?eur\b|millions d|in millions|mio)/.test(words)
      ? 1_000_000
      : 1
const ownScale = /^(.*\d)(k|m|mio|millions?)$/i
const currency = /€|\$|£|\b(?:eur(?:os?)?|usd|chf|gbp)\b/i

/** The same number of any size, with all its decimals. */
export function readDecimal(
  cell: string,
  mark: DecimalMark | null,
): { number: number } | Extract<AmountReading, { problem: string }> {
  // Thousands are three digits: `1 2 3` is no amount.
  if (/\d[\s\u00a0\u202f]+\d(?!\d\d(?!\d))/.test(cell)) return { problem: 'not_a_number' }
  if (!/\d/.test(cell)) return { problem: isNothing(bareAmount(cell)) ? 'nothing' : 'not_a_number' }
  const bare = bareAmount(cell)
  const scaled = ownScale.exec(bare)
  const digits = plainDigits(scaled?.[1] ?? bare, mark)
  if (typeof digits !== 'string') return digits
  const scale = scaled === null ? 1 : /^k$/i.test(scaled[2] ?? '') ? 1_000 : 1_000_000
  const number = Number((Number(digits) * scale).toFixed(6))
  return Number.isFinite(number) ? { number } : { problem: 'not_a_number' }
}

const bareAmount = (cell: string): string =>
  cell
    .replace(/(?<=\d)\?(?=\d{3})/g, '')
    .replace(beside, '')
    .replace(/^\+(?=\d)/, '')

/**
 * One mark before the decimals; or thousands parted by one mark, with or without decimals after the
 * other. Nothing begins with no thousands: `0.500` are decimals.
 */
const amountShapes = [
  /^\d*(?:[.,]\d+)?$/,
  /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/,
  /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/,
]
/** `1.250`, `12,500`, `1250.000`: thousands or decimals, nobody can tell from it alone. */
const ambiguousShape = /^([1-9]\d*)[.,]\d{3}$/

function plainDigits(
  bare: string,
  mark: DecimalMark | null,
): string | Extract<AmountReading, { problem: string }> {
  if (!amountShapes.some((shape) => shape.test(bare))) return { problem: 'not_a_number' }
  const ambiguous = ambiguousShape.exec(bare)
  // With four digits before its mark it cannot be thousands, whatever the column says.
  const isOpen = mark === null || (!bare.includes(mark) && (ambiguous?.[1]?.length ?? 0) > 3)
  if (ambiguous !== null && isOpen) return { problem: 'ambiguous' }
  const decimal = ambiguous === null ? decimalOf(bare) : mark
  return decimal === null
    ? bare.replace(/[.,]/g, '')
    : bare.replace(/[.,]/g, (found) => (found === decimal ? '.' : ''))
}

/** The mark before an amount's decimals; null if it has none. */
function decimalOf(bare: string): DecimalMark | null {
  const marks = bare.replace(/\d/g, '')
  const last = marks.at(-1)
  if (last !== '.' && last !== ',') return null
  // The last mark is the decimal one, unless it comes more than once: then it parts thousands.
  return marks.indexOf(last) === marks.length - 1 ? last : null
}

/** The decimal mark a column's cells show; null if they show none, or both. */
export function judgeDecimalMark(cells: readonly string[]): DecimalMark | null {
  const seen = new Set<DecimalMark>()
  for (const cell of cells) {
    const bare = bareAmount(cell)
    if (ambiguousShape.test(bare) || !amountShapes.some((shape) => shape.test(bare))) continue
    const decimal = decimalOf(bare)
    if (decimal !== null) seen.add(decimal)
    else if (bare.includes(',')) seen.add('.')
    else if (bare.includes('.')) seen.add(',')
  }
  const [first, second] = [...seen]
  return second === undefined ? (first ?? null) : null
}

const stages = new Map(
  leadStatuses.flatMap((status) =>
    [status, ...stageWords[status].split(/\s+/)].map((name) => [name, status] as const),
  ),
)

/** What is longer is no stage, in characters. */
const longestStage = 120

/** The stage a word means; null if it is no word for one. */
export function readStage(cell: string): LeadStatus | null {
  const word = lettersOf(cell)
  // What a program writes beside a stage: `Closed Won (Sales Pipeline)`, `100 % - Gagné`.
  return (
    stages.get(word) ??
    stages.get(lettersOf(cell.slice(0, longestStage).replace(/\([^)]*\)|\d+ ?%?/g, ''))) ??
    null
  )
}

/**
 * Tags parted by commas, semicolons, bars or Google's `:::`; Google's own groups (`* myContacts`)
 * are no tags.
 */
export function readTags(cell: string): string[] {
  return cell
    .split(/:::|[,;|\n]/)
    .map((tag) =>
      tidyTag(withoutQuotes(withoutOrderSigns(tag).replace(controlCharacters, ' '))).slice(
        0,
        leadFields.tags.maxTagLength,
      ),
    )
    .filter((tag) => tag !== '' && !tag.startsWith('* ') && !ownGroups.test(tag))
    .slice(0, leadFields.tags.max)
}

/** Google's own groups, as cards have them. */
const ownGroups = /^(?:my ?contacts|starred)$/i

const withoutQuotes = (tag: string): string => trimmedOf(tag.trim(), /"/)

/**
 * Parts of a cell that holds several values: Google's `:::`, semicolons, bars, lines. The spaces beside
 * are left: whoever reads a part takes them off.
 */
const severalParted = /:::|[;|\n]/

/** The addresses in a cell: `a@x.fr; b@x.fr`, `Zoé <zoe@x.fr>`, `mailto:…`, with what is none. */
export function readAddresses(cell: string): {
  addresses: string[]
  /** Why the cell holds none; null if it does. */
  problem: AddressProblem | null
} {
  const whole = readEmailAddress(cell)
  if (whole.ok) return { addresses: [whole.address], problem: null }
  const addresses = new Set<string>()
  let problem: AddressProblem | null = null
  for (const part of cell.split(/[\s;,|<>()[\]"“”«»]+|:::|\/(?=[^@/]*@)/)) {
    if (!part.includes('@')) continue
    const read = readEmailAddress(
      trimmedEnd(part.replace(/^(?:mailto|e-?mail|smtp):/i, ''), /[.:]/),
    )
    if (read.ok) addresses.add(read.address)
    else problem ??= read.problem
  }
  return addresses.size > 0
    ? { addresses: [...addresses], problem: null }
    : { addresses: [], problem: problem ?? whole.problem }
}

/** The numbers in a cell as they are written; `isDamaged`: a spreadsheet has rounded one away. */
export function readPhones(cell: string): { phones: string[]; isDamaged: boolean } {
  const parts = cell.split(severalParted).flatMap((part) => part.split(/\s\/\s|\s(?:ou|or)\s/i))
  const read = parts.map(readPhone)
  return {
    phones: read
      .flatMap((reading) => (reading.ok ? [readLine(reading.phone) ?? ''] : []))
      .filter(Boolean),
    isDamaged: read.some((reading) => !reading.ok && reading.problem === 'damaged'),
  }
}
