// Takes out of a message's HTML what could run, frame or ask, and keeps all the rest byte for byte:
// the doctype, namespaces, conditional comments and shapes for Outlook, entities and spaces.
import type { RemovedMarkup } from '#shared/contract/campaigns.ts'
import { escapeHtml } from '#shared/rules/pages/pageText.ts'
import { attributeReason } from './htmlAttributes.ts'
import { isSafeStyle } from '../htmlAddress.ts'
import type { HtmlEdit } from './htmlEdit.ts'
import { goesWithContent, isKeptElement, isOpenEnded } from './htmlElements.ts'
import { serviceEdits, serviceLineEdits } from './programServices.ts'
import { endTagOf, scanHtml, type HtmlToken, type StartTag } from '#shared/rules/htmlScanner.ts'

export type CleanHtml = { html: string; removed: RemovedMarkup[] }
type Reason = RemovedMarkup['reason']
/** No message is nested this deeply, and programs that read one that is run out of stack. */
const maxDepth = 500
const maxPasses = 6
const refusalElement = 'unsubscribe'

/**
 * Cleaning what is clean changes nothing.
 * @returns what is kept, and what was taken out, each kind once with its first lines
 */
export function cleanHtml(source: string): CleanHtml {
  const list = new RemovedList()
  let html = source
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const edits = nulEdits(html) ?? serviceEdits(html) ?? findEdits(html)
    if (edits.length === 0) return { html, removed: list.entries }
    list.add(html, edits)
    html = applied(html, edits)
  }
  // What never comes to rest was made to deceive: it is kept as words.
  list.add(html, [
    { start: 0, end: Math.min(html.length, 80), put: '', reason: 'markup', isPartner: false },
  ])
  return { html: escapeHtml(html), removed: list.entries }
}

/** What a text part cannot hold: what leads to a service of the program it was made in. */
export function cleanText(source: string): { text: string; removed: RemovedMarkup[] } {
  const list = new RemovedList()
  const edits = serviceLineEdits(source) ?? []
  list.add(source, edits)
  let [text, last] = ['', 0]
  for (const { start, end } of edits) {
    text += source.slice(last, start)
    last = end
  }
  return { text: text + source.slice(last), removed: list.entries }
}

/** Some programs skip NUL characters, so that `on\0click` is a handler there. */
function nulEdits(html: string): HtmlEdit[] | null {
  if (!html.includes('\0')) return null
  return [...html.matchAll(/\0+/g)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
    put: '',
    reason: 'markup',
    isPartner: false,
  }))
}

function findEdits(html: string): HtmlEdit[] {
  const finder = new EditFinder(html)
  scanHtml(html, (token) => finder.take(token))
  return finder.edits
}

/** @param html the whole text, or what is between the marks of a conditional comment */
class EditFinder {
  readonly edits: HtmlEdit[] = []
  readonly #html: string
  readonly #offset: number
  /** Outlook's settings stand in a `noscript` of a conditional comment. */
  readonly #isConditional: boolean
  readonly #absent = new Set<string>()
  readonly #gone = new Set<string>()
  #after = 0
  #depth = 0
  #dropped = 0

  constructor(html: string, offset = 0) {
    this.#html = html
    this.#offset = offset
    this.#isConditional = offset > 0
  }

  /** @returns where to read on: behind what was taken out */
  take(token: HtmlToken): number {
    if (token.kind === 'startTag') this.#startTag(token)
    else if (token.kind === 'endTag') this.#endTag(token.name, token.start, token.end)
    else if (token.kind === 'comment') this.#comment(token.start, token.end, token.isSound)
    else if (token.kind === 'declaration') this.#declaration(token.start, token.end)
    else if (token.kind === 'openComment') this.#edit(token.start, token.end, '', 'comment')
    else if (token.kind === 'fieldTag') this.#fieldTag(token.start, token.end)
    else
      for (let at = token.start; at >= 0; at = this.#html.indexOf('<', at + 1))
        this.#edit(at, at + 1, '&lt;', 'unfinished')
    return this.#after
  }

  #edit(start: number, end: number, put: string, reason: Reason, isPartner = false): void {
    const at = this.#offset
    this.edits.push({ start: start + at, end: end + at, put, reason, isPartner })
    this.#after = end
  }

  /** `<<Prénom>>` stays in other signs: nothing is taken out of it. */
  #fieldTag(start: number, end: number): void {
    this.#edit(start, end, '&lt;'.repeat(end - start), 'unfinished', end - start > 1)
  }

  #isKept(name: string): boolean {
    return isKeptElement(name) || (this.#isConditional && name === 'noscript')
  }

  #startTag(tag: StartTag): void {
    const { name, start, end } = tag
    // Sendy's link to refuse by: the one of ours, in the words it stands around.
    if (name === refusalElement)
      return this.#edit(start, start + name.length + 1, '<a href="[unsubscribe]"', 'element', true)
    if (!this.#isKept(name)) {
      this.#gone.add(name)
      return this.#edit(start, this.#endOfElement(tag), '', 'element')
    }
    const isRaw = name === 'style' || name === 'title'
    if (isRaw && tag.rawEnd === null) return this.#edit(start, end, '', 'unfinished')
    if (name === 'style' && !isSafeStyle(this.#html.slice(end, tag.rawEnd ?? end)))
      return this.#edit(start, this.#endOfElement(tag), '', 'style')
    if (!isOpenEnded(name) && !isRaw) {
      if (this.#depth >= maxDepth) {
        this.#dropped += 1
        return this.#edit(start, end, '', 'nesting')
      }
      this.#depth += 1
    }
    for (const attribute of tag.attributes) {
      const reason = attributeReason(name, attribute)
      if (reason !== null) this.#attribute(attribute.start, attribute.end, reason)
    }
  }

  /** With the space before it, where what follows does not lean on that. */
  #attribute(written: number, end: number, reason: Reason): void {
    let start = written
    if (/[\s>]/.test(this.#html.charAt(end)))
      while (start > this.#after && /\s/.test(this.#html.charAt(start - 1))) start -= 1
    this.#edit(start, end, '', reason)
  }

  /** Its end tag included, where what is inside goes too. */
  #endOfElement({ name, end, rawEnd }: StartTag): number {
    if (name !== 'style' && !goesWithContent(name)) return end
    const from = rawEnd ?? endTagOf(this.#html, name, end, this.#absent)
    if (from < 0) return end
    const close = this.#html.indexOf('>', from)
    return close < 0 ? this.#html.length : close + 1
  }

  #endTag(name: string, start: number, end: number): void {
    if (name === refusalElement) return this.#edit(start, end, '</a>', 'element', true)
    if (!this.#isKept(name)) return this.#edit(start, end, '', 'element', this.#gone.has(name))
    if (isOpenEnded(name) || name === 'style' || name === 'title') return
    if (this.#dropped > 0) {
      this.#dropped -= 1
      return this.#edit(start, end, '', 'nesting', true)
    }
    this.#depth = Math.max(0, this.#depth - 1)
  }

  #declaration(start: number, end: number): void {
    const written = this.#html.slice(start, end)
    if (!soundDeclaration.test(written)) this.#edit(start, end, '', 'markup')
  }

  /** What Outlook reads in a conditional comment is cleaned like all else. */
  #comment(start: number, end: number, isSound: boolean): void {
    if (!isSound) return this.#edit(start, end, '', 'comment')
    const comment = this.#html.slice(start, end)
    const open = /^<!--\s*\[if\b[^\]]*\]>/i.exec(comment)?.[0].length
    // A merge field could end any other comment, and let out what is in it.
    if (open === undefined && !comment.includes('{{')) return
    const from = open ?? '<!--'.length
    const close = /(?:(?:<!--\s*)?<!\[endif\]\s*)?-->$/i.exec(comment)?.index ?? comment.length
    const inner = comment.slice(from, close)
    // `<!--[if !mso]><!-->`: what follows is for everybody else.
    if (/^\s*<!(?:--)?\s*$/.test(inner)) return
    const finder = new EditFinder(inner, this.#offset + start + from)
    scanHtml(inner, (token) => finder.take(token))
    for (const edit of finder.edits) this.edits.push(edit)
  }
}

const soundDeclaration =
  /^<!doctype\b[^<]*>$|^<!\[(?:if\b[^\]<]*|endif)\](?:--)?>$|^<\?xml(?::namespace)?\s[^<]*>$/i

/**
 * A `<` that was text must not become a tag with what comes after the gap, nor with what a contact
 * is called.
 */
function applied(html: string, edits: readonly HtmlEdit[]): string {
  const pieces: string[] = []
  let last = 0
  for (const { start, end, put } of edits) {
    const piece = html.slice(last, start)
    pieces.push(piece.endsWith('<') && put === '' ? `${piece.slice(0, -1)}&lt;` : piece, put)
    last = end
  }
  pieces.push(html.slice(last))
  return pieces.join('')
}

const maxEntries = 50
const maxLines = 10
const maxWords = 120

/** What was taken out, like with like. */
class RemovedList {
  readonly entries: RemovedMarkup[] = []
  readonly #known = new Map<string, RemovedMarkup>()

  add(html: string, edits: readonly HtmlEdit[]): void {
    let [line, nextEnd] = [1, html.indexOf('\n')]
    for (const { start, end, reason, isPartner } of edits) {
      for (; nextEnd >= 0 && nextEnd < start; nextEnd = html.indexOf('\n', nextEnd + 1)) line += 1
      if (isPartner) continue
      this.#note(reason, shortened(html.slice(start, Math.min(end, start + maxWords + 1))), line)
    }
  }

  #note(reason: Reason, written: string, line: number): void {
    // Thousands of tags too deep, or of one that never ends, are one thing to say.
    const isOne = reason === 'nesting' || reason === 'unfinished'
    const isFull = this.entries.length >= maxEntries
    const exact = this.#known.get(`${reason} ${written}`)
    const known = exact ?? (isOne || isFull ? this.#known.get(reason) : undefined)
    if (known !== undefined) {
      known.times += 1
      if (known.lines.length < maxLines && known.lines.at(-1) !== line) known.lines.push(line)
      return
    }
    const entry = { reason, written: isFull ? '…' : written, lines: [line], times: 1 }
    this.entries.push(entry)
    this.#known.set(isOne || isFull ? reason : `${reason} ${written}`, entry)
  }
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('\0', '\ufffd').trim()
  return line.length > maxWords ? `${line.slice(0, maxWords - 1)}…` : line
}
