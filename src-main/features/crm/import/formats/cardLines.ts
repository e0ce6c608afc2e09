// Reads a file of address cards as cards and their properties: vCard 2.1, 3.0 (RFC 2426) and
// 4.0 (RFC 6350), as programs really write them.
import { createReadStream } from 'node:fs'
import type { ImportEncoding } from '#shared/contract/crm/imports.ts'
import { UnreadableFileError } from '../importErrors.ts'
import { decodeSingleByte, isSingleByte } from '../singleBytes.ts'
import { maxRecordLength } from './importRecord.ts'

export type CardProperty = {
  /** What binds properties together: `item1` of `item1.TEL`; empty if nothing. */
  group: string
  /** In upper case. */
  name: string
  /** Values of TYPE, and the bare words of version 2.1, in upper case. */
  types: string[]
  /** From 1, the first choice, to 100; null if nothing is said. */
  preference: number | null
  /** As it was written, in the signs it means; what is escaped is so still. */
  value: string
}
/** `line`: of its first. `version`: `2.1`, `3.0`, `4.0`. `pictures`: how many it holds. */
export type Card = { line: number; version: string; properties: CardProperty[]; pictures: number }

type CardStream = AsyncIterable<Card> & { bytesRead(): number }

/** Properties of one card: more is no person. */
const maxProperties = 2_000
/** What is no text, and may be long. */
const pictures = /^(?:[^.:;]*\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/i

/** @throws UnreadableFileError while being read, past the limits */
export function readCards(path: string, encoding: ImportEncoding): CardStream {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  return {
    bytesRead: () => source.bytesRead,
    async *[Symbol.asyncIterator]() {
      const cards: Card[] = []
      const reader = createCardReader(encoding, (card) => cards.push(card))
      const bytesOf = asBytes(encoding)
      let rest = ''
      try {
        for await (const piece of source as AsyncIterable<Buffer>) {
          const lines = (rest + bytesOf(piece)).split(/\r\n|\n|\r(?!$)/)
          rest = lines.pop() ?? ''
          if (rest.length > maxRecordLength) rest = withoutPicture(rest)
          lines.forEach(reader.line)
          yield* cards.splice(0)
        }
        reader.line(rest.replace(/\r$/, ''))
        reader.end()
        yield* cards
      } finally {
        source.destroy()
      }
    },
  }
}

/** Of a picture in one line its beginning says enough. */
function withoutPicture(line: string): string {
  if (!pictures.test(line)) throw new UnreadableFileError('A line is too long for a card.')
  return line.slice(0, 200)
}

/** Bytes as signs of the same numbers: a line may be folded, and encoded, in the middle of a character. */
function asBytes(encoding: ImportEncoding): (piece: Buffer) => string {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return (piece) => piece.toString('latin1')
  const decoder = new TextDecoder(encoding)
  return (piece) => Buffer.from(decoder.decode(piece, { stream: true })).toString('latin1')
}

/** A line of content, put together again; `isSkipped`: a picture, of which only the beginning is kept. */
type WholeLine = { text: string; number: number; isSkipped: boolean }

/** Puts folded lines together (RFC 6350, 3.2), and soft line breaks of quoted-printable. */
function createUnfolder(give: (line: WholeLine) => void) {
  let number = 0
  let open: {
    number: number
    parts: string[]
    length: number
    isQuoted: boolean
    isSkipped: boolean
  } | null = null
  function finish(): void {
    if (open === null) return
    const { parts, isSkipped, number: at } = open
    open = null
    give({ text: parts.join(''), number: at, isSkipped })
  }
  function add(text: string): void {
    if (open === null || open.isSkipped) return
    open.length += text.length
    if (open.length > maxRecordLength)
      throw new UnreadableFileError(`Line ${number} is too long for a card.`)
    open.parts.push(text)
  }
  function line(text: string): void {
    number += 1
    if (open?.isQuoted === true && open.parts.at(-1)?.endsWith('=') === true) {
      open.parts.push((open.parts.pop() ?? '').slice(0, -1))
      return add(text.trimEnd())
    }
    if (open !== null && /^[ \t]/.test(text)) return add(text.slice(1))
    finish()
    // The mark of UTF-8, as bytes.
    const whole = number === 1 ? text.replace(/^\u00ef\u00bb\u00bf/, '') : text
    const isQuoted = /^[^:]*QUOTED-PRINTABLE/i.test(whole)
    open = { number, parts: [], length: 0, isQuoted, isSkipped: pictures.test(whole) }
    add(isQuoted ? whole.trimEnd() : whole)
  }
  return { line, end: finish }
}

/** A card while it is read; `depth`: of cards inside it. */
type OpenCard = Card & { depth: number }

function createCardReader(encoding: ImportEncoding, give: (card: Card) => void) {
  let card: OpenCard | null = null
  function close(): void {
    if (card === null) return
    const { depth: _depth, ...whole } = card
    card = null
    if (whole.properties.length > 0) give(whole)
  }
  function begin(line: number): void {
    // A card inside another's AGENT is somebody else's.
    if (card?.properties.at(-1)?.name === 'AGENT') card.depth += 1
    else {
      close()
      card = { line, version: '', properties: [], pictures: 0, depth: 0 }
    }
  }
  function take(into: OpenCard, text: string): void {
    const property = readProperty(text, encoding)
    if (property === null) return
    if (property.name === 'VERSION') into.version = property.value.trim()
    else if (into.properties.length >= maxProperties)
      throw new UnreadableFileError(`The card of line ${into.line} has too many properties.`)
    else into.properties.push(property)
  }
  function treat({ text, number, isSkipped }: WholeLine): void {
    const mark = /^(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$/i.exec(text)?.[1]?.toUpperCase()
    if (mark === 'BEGIN') return begin(number)
    if (card === null) return
    if (mark === 'END' && card.depth === 0) close()
    else if (mark === 'END') card.depth -= 1
    else if (card.depth > 0) return
    else if (isSkipped) card.pictures += 1
    else take(card, text)
  }
  const { line, end } = createUnfolder(treat)
  return {
    line,
    end(): void {
      end()
      close()
    },
  }
}

/** A quoted parameter may hold a colon. @returns null for what is no property */
function readProperty(line: string, encoding: ImportEncoding): CardProperty | null {
  const match = /^(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^";:]|"[^"]*")*)*):(.*)$/s.exec(line)
  if (match === null) return null
  const [, group = '', name = '', given = '', raw = ''] = match
  const parameters = readParameters(given)
  const valuesOf = (key: string) => parameters.filter((one) => one.key === key)
  const types = [...valuesOf('TYPE'), ...valuesOf('')].flatMap(({ value }) =>
    value.toUpperCase().split(','),
  )
  const preference = Number(valuesOf('PREF')[0]?.value)
  const isQuoted = [...valuesOf('ENCODING'), ...valuesOf('')].some(({ value }) =>
    /^(?:QUOTED-PRINTABLE|Q)$/i.test(value),
  )
  return {
    group,
    name: name.toUpperCase(),
    types,
    preference: preference >= 1 ? preference : types.includes('PREF') ? 1 : null,
    value: textOf(raw, { isQuoted, charset: valuesOf('CHARSET')[0]?.value ?? null, encoding }),
  }
}

function readParameters(given: string): { key: string; value: string }[] {
  return [...given.matchAll(/;((?:[^";]|"[^"]*")*)/g)].map(([, whole = '']) => {
    const equals = whole.indexOf('=')
    const key = equals < 0 ? '' : whole.slice(0, equals).trim().toUpperCase()
    return {
      key,
      value: whole
        .slice(equals + 1)
        .replaceAll('"', '')
        .trim(),
    }
  })
}

type Written = { isQuoted: boolean; charset: string | null; encoding: ImportEncoding }

function textOf(raw: string, { isQuoted, charset, encoding }: Written): string {
  const bytes = isQuoted
    ? raw.replace(/=([\da-f]{2})/gi, (_whole, code: string) =>
        String.fromCharCode(parseInt(code, 16)),
      )
    : raw
  if (!/\P{ASCII}/u.test(bytes)) return bytes
  const buffer = Buffer.from(bytes, 'latin1')
  const declared = charset === null ? null : decoderNamed(charset)
  if (declared !== null) return declared.decode(buffer)
  if (isQuoted) return quotedText(buffer)
  return isSingleByte(encoding) ? decodeSingleByte(buffer, encoding) : buffer.toString('utf8')
}

/** Null for a name that nobody knows. */
function decoderNamed(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Nothing says in which encoding: what is UTF-8 is hardly anything else. */
function quotedText(buffer: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1252').decode(buffer)
  }
}
