// Goes through XML piece by piece and says what it meets: elements by their local names, and text.
// Made for the parts of workbooks: no document type, so no entities but the five that XML has.
import { UnreadableFileError } from '../importErrors.ts'

export type XmlHandler = {
  /** `attributes`: as they stand in the tag, see `attributeOf`. */
  open(name: string, attributes: string): void
  /** Also told after an element that is closed where it is opened. */
  close(name: string): void
  /** A text may come in several parts. */
  text(text: string): void
}
type XmlScanner = { write(piece: string): void; end(): void }

/** Longest tag in characters. */
const maxTag = 64 * 1024

/** What stands between these is not gone into. */
const asides: readonly (readonly [begin: string, end: string])[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
]

/** Calls the handler while it is written to. @throws UnreadableFileError for what is no XML */
export function createXmlScanner(handler: XmlHandler): XmlScanner {
  let rest = ''
  /** The end of the aside that is open; `isText`: a CDATA section. */
  let aside: { end: string; isText: boolean } | null = null

  function scanAside(text: string, at: number): number {
    if (aside === null) return at
    const { end, isText } = aside
    const found = text.indexOf(end, at)
    // Its end may be cut in two.
    const until = found < 0 ? Math.max(at, text.length - end.length + 1) : found
    if (isText && until > at) handler.text(text.slice(at, until))
    if (found < 0) return until
    aside = null
    return found + end.length
  }
  /** @returns how far it came: the rest waits for the next piece */
  function scan(text: string, isLast: boolean): number {
    let at = 0
    while (at < text.length) {
      if (aside !== null) {
        const next = scanAside(text, at)
        if (aside !== null) return next
        at = next
        continue
      }
      const begin = text.indexOf('<', at)
      if (begin !== at) {
        const end = begin < 0 ? (isLast ? text.length : beforeReference(text, at)) : begin
        if (end > at) handler.text(unescaped(text.slice(at, end)))
        if (begin < 0) return end
        at = begin
      }
      // Enough of it to tell a comment from a tag.
      if (!isLast && text.length - at < 9) return at
      const begun = asides.find(([mark]) => text.startsWith(mark, at))
      if (begun !== undefined) {
        aside = { end: begun[1], isText: begun[0] === '<![CDATA[' }
        at += begun[0].length
        continue
      }
      const end = tagEnd(text, at)
      if (end < 0) {
        if (text.length - at > maxTag) throw new UnreadableFileError('An XML tag without an end.')
        return at
      }
      tellTag(text.slice(at + 1, end), handler)
      at = end + 1
    }
    return at
  }
  return {
    write(piece) {
      const text = rest === '' ? piece : rest + piece
      rest = text.slice(scan(text, false))
    },
    end() {
      if (rest.slice(scan(rest, true)) !== '' || aside !== null)
        throw new UnreadableFileError('XML that ends in the middle.')
      rest = ''
    },
  }
}

/** @param inner what stands between `<` and `>` */
function tellTag(inner: string, handler: XmlHandler): void {
  if (inner.startsWith('!')) throw new UnreadableFileError('XML with a document type.')
  if (inner.startsWith('/')) return handler.close(localName(inner.slice(1)))
  const isClosed = inner.endsWith('/')
  const whole = isClosed ? inner.slice(0, -1) : inner
  const space = whole.search(/\s/)
  const name = localName(space < 0 ? whole : whole.slice(0, space))
  handler.open(name, space < 0 ? '' : whole.slice(space))
  if (isClosed) handler.close(name)
}

/** Where a tag ends, -1 if not in this text: a sign in quotes is no end. */
function tagEnd(text: string, begin: number): number {
  for (let at = begin; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '>') return at
    if (sign !== '"' && sign !== "'") continue
    at = text.indexOf(sign, at + 1)
    if (at < 0) return -1
  }
  return -1
}

/** A reference to a character that may be cut in two stays for later. */
function beforeReference(text: string, from: number): number {
  const at = text.lastIndexOf('&')
  return at >= from && text.length - at < 12 && !text.includes(';', at) ? at : text.length
}

const localName = (name: string): string => {
  const whole = name.trimEnd()
  const colon = whole.indexOf(':')
  return colon < 0 ? whole : whole.slice(colon + 1)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text as it is meant; what names no character stays as it is written. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (whole, name?: string, decimal?: string, hexadecimal?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole
      const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** The value of an attribute by its local name; null if it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  for (let from = 0; ;) {
    const at = attributes.indexOf(name, from)
    if (at < 0) return null
    from = at + name.length
    const before = attributes[at - 1] ?? ' '
    if (!/[\s:]/.test(before)) continue
    const value = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(from))
    if (value !== null) return unescaped(value[1] ?? value[2] ?? '')
  }
}
