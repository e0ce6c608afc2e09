// What a model wrote around the JSON that was asked for, taken away: thoughts, fences, prose; and
// JSON that is nearly JSON, read as what it can only mean.
import { jsonrepair } from 'jsonrepair'

export type JsonCandidate = {
  value: unknown
  /** The text ended before the value did: its last text may be a part of one. */
  isCutShort: boolean
}

/** What stands in an answer may be anything: looking for JSON in it is bounded. */
const maxStarts = 40
const maxDepth = 60
/** Mending takes the longer the stranger a text is; no answer that was asked for is as long. */
const maxMended = 120_000

const thoughtNames = 'think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad'
const opened = new RegExp(`<(${thoughtNames})\\b[^>]*>|\\[THINK\\]|◁think▷`, 'iu')
const closed = new RegExp(`</(?:${thoughtNames})\\s*>|\\[/THINK\\]|◁/think▷`, 'giu')
const finalChannel = /<\|channel\|>\s*final\s*<\|message\|>/giu

/**
 * The answer without the thoughts a model wrote down before it. Empty where thinking was never
 * closed: then there is no answer, as far as anybody can tell.
 */
export function withoutThoughts(text: string): string {
  const bare = text.replace(/^[\uFEFF\u200B\s]+/u, '')
  const final = [...bare.matchAll(finalChannel)].at(-1)
  if (final)
    return bare.slice(final.index + final[0].length).replace(/<\|(?:end|return)\|>\s*$/u, '')
  const begin = opened.exec(bare)
  // Marks inside an answer are the answer's own words.
  if (startsJson(bare) || (begin !== null && /[{[]/u.test(bare.slice(0, begin.index)))) return bare
  // Some servers leave the opening mark out.
  const end = [...bare.matchAll(closed)].at(-1)
  if (end !== undefined) return bare.slice(end.index + end[0].length).trimStart()
  return begin === null ? bare : ''
}

const startsJson = (text: string): boolean => /^[{["]/u.test(text) && !/^\[THINK\]/iu.test(text)

/** A text that was asked for alone: without thoughts, and without a fence around all of it. */
export function plainAnswer(text: string): string {
  const bare = withoutThoughts(text).trim()
  return (/^(```|~~~)[\w-]*\n([^]*?)\n?\1$/u.exec(bare)?.[2] ?? bare).trim()
}

/**
 * Everything in an answer that can be read as an object or a list, in its order; what is read
 * without mending comes alone. The caller decides by shape which of them is meant.
 */
export function jsonCandidates(text: string): JsonCandidate[] {
  const strict = readStrict(text.replace(/^[\uFEFF\u200B\s]+/u, ''))
  if (strict !== undefined) return [{ value: strict, isCutShort: false }]
  const answer = withoutThoughts(text)
  const found = candidatesIn(answer)
  if (found.length > 0) return found
  // Thoughts without an end: what they end with is the nearest there is to an answer.
  return answer.trim() === '' ? candidatesIn(text).slice(-1) : []
}

function candidatesIn(text: string): JsonCandidate[] {
  const strict = readStrict(text)
  if (strict !== undefined) return [{ value: strict, isCutShort: false }]
  const found: JsonCandidate[] = []
  let at = 0
  for (let starts = 0; starts < maxStarts; starts += 1) {
    const start = nextStart(text, at)
    if (start === null) break
    const { end, isWhole } = extentOf(text, start)
    const value = readValue(text.slice(start, end), isWhole)
    if (value === undefined) at = start + 1
    else {
      found.push({ value, isCutShort: !isWhole })
      at = end
    }
  }
  // One object a line is a list.
  if (found.length > 1) found.push({ value: found.map(({ value }) => value), isCutShort: false })
  const quoted = found.length === 0 ? readQuoted(text) : undefined
  return quoted === undefined ? found : [{ value: quoted, isCutShort: false }]
}

/** Where an object or a list can begin: prose has brackets, too, but not these. */
function nextStart(text: string, from: number): number | null {
  const begins =
    /\{(?=\s*(?:["'“‘«}]|\/[/*]|[\w-]+["']?\s*:))|\[(?=\s*(?:["'“‘«{\]]|\/[/*]))(?!\[)/gu
  begins.lastIndex = from
  return begins.exec(text)?.index ?? null
}

function readStrict(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const inner: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return typeof inner === 'object' && inner !== null ? inner : undefined
  } catch {
    return undefined
  }
}

/** JSON in a string of JSON, with something around it. */
function readQuoted(text: string): object | undefined {
  const quoted = /"(?:\\.|[^"\\])*\\"(?:\\.|[^"\\])*"/u.exec(text)?.[0]
  return quoted === undefined ? undefined : readStrict(quoted)
}

function readValue(text: string, isWhole: boolean): object | undefined {
  const strict = readStrict(text)
  if (strict !== undefined) return strict
  if (text.length > maxMended) return undefined
  try {
    const straight = withStraightQuotes(text)
    return readStrict(jsonrepair(isWhole ? straight : withoutHalfText(straight)))
  } catch {
    return undefined // Not JSON, or so deep that the library gave up.
  }
}

/**
 * How far the value that begins at `start` goes. Strings and comments are stepped over; a
 * quotation mark ends a string only where a string can end. Nothing where it is too deep.
 */
function extentOf(text: string, start: number): { end: number; isWhole: boolean } {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at]
    const closing = closingOfStringAt(text, at)
    if (closing !== null) at = endOfString(text, at, closing)
    else if (sign === '/' && text[at + 1] === '/') at = ending(text, '\n', at)
    else if (sign === '/' && text[at + 1] === '*') at = ending(text, '*/', at + 2)
    else if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') depth -= 1
    if (depth === 0) return { end: at + 1, isWhole: true }
    if (depth > maxDepth) return { end: start, isWhole: true }
  }
  return { end: start + withoutFence(text.slice(start)).length, isWhole: false }
}

function ending(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length - 1
}

const withoutFence = (text: string): string => text.replace(/\s*(?:```|~~~)\s*$/u, '')

/** The index of the mark that ends the string beginning at `start`, or the text's length. */
function endOfString(text: string, start: number, closing: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (closing.includes(text[at] ?? '') && canEnd(text, at + 1)) return at
  }
  return text.length
}

/** After a string comes a sign of JSON, a comment or nothing; anything else is still the string. */
function canEnd(text: string, from: number): boolean {
  const next =
    /^\s*(?:$|[}\]:]|,\s*(?:$|["'“‘«}\]{[/\d-]|[\w-]+\s*[:,\]}]|\n)|\/[/*])|^\s*\n\s*["'“‘]|^\s+["“]/u
  return next.test(text.slice(from, from + 80))
}

const closingOf: Record<string, string> = { "'": "'’", '‘': "’'", '“': '”"', '«': '»', '`': '`' }

/** What may close a string that begins here; null where none begins. */
function closingOfStringAt(text: string, at: number): string | null {
  const sign = text.charAt(at)
  if (sign === '"') return '"'
  const closing = closingOf[sign]
  return closing !== undefined && /[{[,:]\s*$/u.test(text.slice(Math.max(0, at - 40), at))
    ? closing
    : null
}

/**
 * Strings between other marks stand between straight double ones: what is an apostrophe inside
 * them then stays one.
 */
function withStraightQuotes(text: string): string {
  let result = ''
  for (let at = 0; at < text.length; at += 1) {
    const closing = closingOfStringAt(text, at)
    const end = closing === null ? at : endOfString(text, at, closing)
    if (closing === null || closing === '"') result += text.slice(at, end + 1)
    else {
      const inner = text
        .slice(at + 1, end)
        .trim()
        .replace(/\\'/gu, "'")
      result += `"${inner.replace(/(?<!\\)"/gu, '\\"')}${end < text.length ? '"' : ''}`
    }
    at = end
  }
  return result
}

/**
 * A text that was cut off in a string: an item of a list goes, as half of one is none; a text of an
 * object ends with its last whole word.
 */
function withoutHalfText(text: string): string {
  const open: string[] = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') {
      const end = endOfString(text, at, '"')
      if (end >= text.length) {
        if (open.at(-1) === '[') return text.slice(0, at).replace(/,\s*$/u, '')
        const words = text.slice(at).replace(/\\$/u, '')
        return `${text.slice(0, at)}${words.includes(' ') ? words.replace(/\s+\S*$/u, '…') : words}"`
      }
      at = end
    } else if (sign === '{' || sign === '[') open.push(sign)
    else if (sign === '}' || sign === ']') open.pop()
  }
  return text
}
