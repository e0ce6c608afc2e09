// HTML as tokens that know where they stand, read as the HTML standard reads tags, comments and raw
// text. No tree is made, so that what is not changed can be kept byte for byte; it is linear.
import { isOneField } from './mergeFields/fieldForms.ts'

export type HtmlAttribute = {
  /** In small letters. */
  name: string
  /** As written, without quotes; null where there is none. */
  value: string | null
  isQuoted: boolean
  start: number
  end: number
}

type Range = { start: number; end: number }
export type StartTag = Range & {
  kind: 'startTag'
  name: string
  attributes: HtmlAttribute[]
  /** Where the end tag of a style, script or the like begins; null if it has none. */
  rawEnd: number | null
}
export type HtmlToken =
  | StartTag
  | (Range & { kind: 'endTag'; name: string })
  /** `isSound` unless programs disagree on where it ends. */
  | (Range & { kind: 'comment'; isSound: boolean })
  /** `<!…>` and `<?…>`. */
  | (Range & { kind: 'declaration' })
  /** Only `<!--`: its comment never ends. What follows is read on. */
  | (Range & { kind: 'openComment' })
  /**
   * A `<` right before a merge field or at its end: what is filled in would make it a tag. And the two
   * that begin `<<Prénom>>`.
   */
  | (Range & { kind: 'fieldTag' })
  /** From a `<` to the end: a tag that never ends. */
  | (Range & { kind: 'unfinished' })

/** What stands in these is no markup. */
const rawElements = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe'])

/** A name, and `=` with the space around it where a value follows. */
const attributePattern = /([^\t\n\f\r />][^\t\n\f\r />=]*)([\t\n\f\r ]*=[\t\n\f\r ]*)?/y
const barePattern = /[^\t\n\f\r >]*/y
const spacePattern = /[\t\n\f\r /]*/y
const namePattern = /[^\t\n\f\r />]+/y

/**
 * Hands over the tokens of a text that are not text, in their order.
 * @param take returns where to read on, or nothing for the end of the token
 */
export function scanHtml(source: string, take: (token: HtmlToken) => number | void): void {
  const absent = new Set<string>()
  for (let at = source.indexOf('<'); at >= 0;) {
    const token = tokenAt(source, at, absent)
    const isRaw = token?.kind === 'startTag' && token.rawEnd !== null
    const end = token === null ? at + 1 : isRaw ? (token.rawEnd ?? token.end) : token.end
    at = source.indexOf('<', Math.max(end, (token === null ? null : take(token)) ?? 0))
  }
}

const angledField = /<<[\p{L}_][\p{L}\p{N}_ ]{1,60}>>/uy
const beforeField = /\{\{|["'\s]{0,20}\}\}/y

/** @returns null for a `<` that is text */
function tokenAt(source: string, start: number, absent: Set<string>): HtmlToken | null {
  const next = source.charAt(start + 1)
  if (/[a-z]/i.test(next)) return tagAt(source, start, start + 1, absent)
  if (next === '/') {
    if (/[a-z]/i.test(source.charAt(start + 2))) return tagAt(source, start, start + 2, absent)
    return declarationAt(source, start)
  }
  if (next === '!' || next === '?')
    return source.startsWith('<!--', start)
      ? commentAt(source, start, absent)
      : declarationAt(source, start)
  angledField.lastIndex = start
  const angled = angledField.exec(source)?.[0]
  if (angled !== undefined && isOneField(angled)) return { kind: 'fieldTag', start, end: start + 2 }
  beforeField.lastIndex = start + 1
  return beforeField.test(source) ? { kind: 'fieldTag', start, end: start + 1 } : null
}

function declarationAt(source: string, start: number): HtmlToken {
  const end = source.indexOf('>', start)
  return end < 0
    ? { kind: 'unfinished', start, end: source.length }
    : { kind: 'declaration', start, end: end + 1 }
}

function commentAt(source: string, start: number, absent: Set<string>): HtmlToken {
  for (const abrupt of ['<!-->', '<!--->'])
    if (source.startsWith(abrupt, start))
      return { kind: 'comment', start, end: start + abrupt.length, isSound: false }
  const end = indexAfter(source, '-->', start + 4, absent)
  const odd = indexAfter(source, '--!>', start + 4, absent)
  if (end < 0 && odd < 0) return { kind: 'openComment', start, end: start + 4 }
  return odd >= 0 && (end < 0 || odd < end)
    ? { kind: 'comment', start, end: odd + 4, isSound: false }
    : { kind: 'comment', start, end: end + 3, isSound: true }
}

/** Looks once for what is not there, or a page of `<!--` would be read again for each. */
function indexAfter(source: string, needle: string, from: number, absent: Set<string>): number {
  if (absent.has(needle)) return -1
  const found = source.indexOf(needle, from)
  if (found < 0) absent.add(needle)
  return found
}

function tagAt(source: string, start: number, nameStart: number, absent: Set<string>): HtmlToken {
  namePattern.lastIndex = nameStart
  const name = (namePattern.exec(source)?.[0] ?? '').toLowerCase()
  const attributes: HtmlAttribute[] = []
  let at = nameStart + name.length
  for (;;) {
    spacePattern.lastIndex = at
    spacePattern.test(source)
    const here = spacePattern.lastIndex
    if (here >= source.length) return { kind: 'unfinished', start, end: source.length }
    if (source.charAt(here) === '>') {
      const end = here + 1
      if (nameStart === start + 2) return { kind: 'endTag', name, start, end }
      return {
        kind: 'startTag',
        name,
        attributes,
        start,
        end,
        rawEnd: rawEnd(source, name, end, absent),
      }
    }
    const attribute = attributeAt(source, here)
    if (attribute === null) return { kind: 'unfinished', start, end: source.length }
    attributes.push(attribute)
    at = attribute.end
  }
}

/** @returns null if its quotes never end */
function attributeAt(source: string, start: number): HtmlAttribute | null {
  attributePattern.lastIndex = start
  const [whole = '', written = '', equals] = attributePattern.exec(source) ?? []
  const name = written.toLowerCase()
  const from = start + whole.length
  if (equals === undefined)
    return { name, value: null, isQuoted: false, start, end: start + written.length }
  const quote = source.charAt(from)
  if (quote !== '"' && quote !== "'") {
    barePattern.lastIndex = from
    const value = barePattern.exec(source)?.[0] ?? ''
    return { name, value, isQuoted: false, start, end: from + value.length }
  }
  const close = quoteEnd(source, from + 1, quote)
  if (close < 0) return null
  return { name, value: source.slice(from + 1, close), isQuoted: true, start, end: close + 1 }
}

const openField = /\{[{%][^{}<>="']{0,120}$/
/** From the first quote inside a field to the field's end. */
const quotesInField: Readonly<Record<string, RegExp>> = {
  '"': /(?:"[^"{}<>=]{0,300}"[^"{}<>=]{0,80}){1,4}[}%]\}/y,
  "'": /(?:'[^'{}<>=]{0,300}'[^'{}<>=]{0,80}){1,4}[}%]\}/y,
}

/**
 * A merge field may hold the quotes of its attribute, around its fallback: it is one value once the
 * field is filled in. Whatever such braces hold is taken for a field when a message is rendered.
 */
function quoteEnd(source: string, from: number, quote: string): number {
  for (let at = source.indexOf(quote, from); at >= 0;) {
    const inField = quotesInField[quote]
    if (inField === undefined || !openField.test(source.slice(Math.max(from, at - 122), at)))
      return at
    inField.lastIndex = at
    if (!inField.test(source)) return at
    at = source.indexOf(quote, inField.lastIndex)
  }
  return -1
}

function rawEnd(source: string, name: string, from: number, absent: Set<string>): number | null {
  if (!rawElements.has(name)) return null
  const found = endTagOf(source, name, from, absent)
  return found < 0 ? null : found
}

/** Where `</name` begins; -1 if it does not come. */
export function endTagOf(source: string, name: string, from: number, absent: Set<string>): number {
  if (absent.has(`</${name}`)) return -1
  const pattern = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  pattern.lastIndex = from
  const found = pattern.exec(source)
  if (found === null) absent.add(`</${name}`)
  return found?.index ?? -1
}
