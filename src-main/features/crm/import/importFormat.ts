// What a contact file is written in: its encoding, its separator and its header row, judged from
// many bytes and many records, without guessing by language.
import { parse } from 'csv-parse/sync'
import type {
  ImportChoices,
  ImportEncoding as Encoding,
  TextFormat,
} from '#shared/contract/crm/imports.ts'
import { recogniseColumns } from './importColumns.ts'
import { judgeSingleByte } from './singleBytes.ts'

type Separator = TextFormat['separator']

/**
 * Encodings a first part of the file settles by itself; null if only the whole file can.
 */
export function encodingFromHead(head: Uint8Array): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  // UTF-16 without a mark: in a table of contacts nearly every second byte of the first line is
  // zero.
  const sample = head.subarray(0, 512)
  const zeros = [0, 0]
  for (let index = 0; index < sample.length; index += 1)
    if (sample[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const half = sample.length / 2
  if ((zeros[1] ?? 0) > half * 0.6) return 'utf-16le'
  if ((zeros[0] ?? 0) > half * 0.6) return 'utf-16be'
  return null
}

/**
 * UTF-8 refuses what is not UTF-8, so a file that passes is UTF-8; so is one with more characters
 * that are than bytes that are not (one cell pasted from elsewhere). Of the rest the single-byte
 * encoding is taken in which its letters are letters.
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  const lenient = new TextDecoder('utf-8')
  const bytes = new Uint32Array(256)
  let isFirst = true
  let isStrict = true
  let good = 0
  let bad = 0
  for await (const chunk of chunks) {
    const settled = isFirst ? encodingFromHead(chunk) : null
    if (settled !== null) return settled
    isFirst = false
    if (isStrict) {
      isStrict = isDecoded(strict, chunk)
      good += isStrict && isWide(chunk) ? 1 : 0
    }
    if (isStrict) continue
    for (const byte of chunk) bytes[byte] = (bytes[byte] ?? 0) + 1
    for (const character of lenient.decode(chunk, { stream: true }).match(/[^\0-\x7f]/gu) ?? [])
      if (character === '\ufffd') bad += 1
      else good += 1
  }
  if (isStrict && isDecoded(strict, null)) return 'utf-8'
  return good > bad ? 'utf-8' : judgeSingleByte(bytes)
}

/** @param chunk null ends the text */
function isDecoded(decoder: TextDecoder, chunk: Uint8Array | null): boolean {
  try {
    if (chunk === null) decoder.decode()
    else decoder.decode(chunk, { stream: true })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const isWide = (chunk: Uint8Array): boolean => chunk.some((byte) => byte > 0x7f)

const separators: Separator[] = [',', ';', '\t', '|']
/** Records by which separator and header row are judged. */
const maxJudged = 200
const addressShape = /^\s*(?:mailto:)?[^\s@,;|<>"]+@[^\s@,;|<>"]+\.[^\s@,;|<>"]+\s*$/
/** Longer than any address, in characters: the pattern takes the square of what it is given. */
const longestAddressCell = 320
const isAddressShaped = (cell: string): boolean =>
  cell.length <= longestAddressCell && addressShape.test(cell)

/**
 * The separator by which most records are whole: their addresses stand alone in a cell, and they
 * have as many columns as each other.
 */
export function detectSeparator(text: string): Separator {
  const named = /^\ufeff?\s*"?sep=([,;|\t])"?\s*$/im.exec(text.slice(0, 20))
  if (named?.[1] !== undefined) return named[1] as Separator
  const judged = separators.map((separator) => judgeSeparator(text, separator))
  const best = judged.indexOf(Math.max(...judged))
  return separators[best] ?? ','
}

function judgeSeparator(text: string, separator: Separator): number {
  const records = sampleRecords(text, separator)
  const wide = records.filter((record) => record.length > 1)
  if (wide.length === 0) return 0
  const counts = new Map<number, number>()
  for (const { length } of wide) counts.set(length, (counts.get(length) ?? 0) + 1)
  const alike = Math.max(...counts.values()) / records.length
  const [columns = 1] = [...counts].toSorted((one, other) => other[1] - one[1])[0] ?? []
  const addressed = records.filter((record) => record.some(isAddressShaped)).length / records.length
  return addressed * 100 + alike * 10 + Math.min(columns, 40) / 10
}

/** The first whole records of a text, as lenient as the import itself. */
export function sampleRecords(text: string, separator: Separator): string[][] {
  const whole = text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1) || text
  const options = {
    delimiter: separator,
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    to: maxJudged,
  }
  const records = (): string[][] => {
    try {
      return parse(whole, options)
    } catch {
      // A quote that is never closed within the sample.
      return parse(whole, { ...options, quote: null })
    }
  }
  return records().filter((record, index) => !isNoRecord(record, index + 1))
}

/** Blank lines, and the first line by which Excel is told the separator: `sep=;`. */
export function isNoRecord(record: readonly string[], line: number): boolean {
  const isSeparatorLine =
    line === 1 && record.length <= 2 && /^sep=[,;\t|]?$/i.test(record.join('').trim())
  return isSeparatorLine || record.every((cell) => cell.trim() === '')
}

/** Records above the header row that can be titles of the whole table. */
const maxTitles = 15

/**
 * Which record is the header: the first with the most titles we know, among the first few.
 * @returns its number, counted from 1; 0 if the file has none: its first record is a person already
 */
export function detectHeaderRow(records: readonly string[][]): number {
  const known = records
    .slice(0, maxTitles)
    .map((record) => recogniseColumns(record).filter((field) => field !== null).length)
  const most = Math.max(0, ...known)
  const [first = []] = records
  // One title that is known by chance in a later row says nothing.
  const found = known.indexOf(most)
  if (most >= 2 || (most === 1 && found === 0)) return found + 1
  return first.some(isAddressShaped) ? 0 : 1
}

/** What the user chose, and what is judged for the rest. */
export function judgeText(text: string, encoding: Encoding, choices: ImportChoices): TextFormat {
  const separator = choices.separator ?? detectSeparator(text)
  const headerRow = choices.headerRow ?? detectHeaderRow(sampleRecords(text, separator))
  return { kind: 'text', encoding, separator, headerRow }
}
