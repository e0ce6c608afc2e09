// The boxes a message is laid out by, with where they stand in the source: tables, cells, divisions.
// Enough to find its main column; what a browser would correct is not corrected.
import { scanHtml, type StartTag } from '#shared/rules/htmlScanner.ts'
import { isOpenEnded } from './cleaning/htmlElements.ts'

export type Box = {
  name: string
  attributes: ReadonlyMap<string, string>
  parent: Box | null
  children: Box[]
  /** Where its end tag begins; -1 without one. */
  close: number
  /** Words or a picture, directly in it. */
  hasOwnWords: boolean
  /** Something to see in it, at any depth. */
  isSeen: boolean
  isHidden: boolean
}

/** Deeper ones are no column any more; what is in them is seen all the same. */
const maxDepth = 300
const voids = /^(?:area|base|basefont|br|col|hr|img|link|meta|source|track|wbr)$/
const cells = new Set(['td', 'th'])
const rowGroups = new Set(['tbody', 'thead', 'tfoot', 'table'])

export type Boxes = { body: Box; bodyStart: number; sheets: readonly string[] }

/**
 * @returns the body, where the message begins in it (without a body tag that is the whole), and what
 * its style sheets say
 */
export function readBoxes(html: string): Boxes {
  const reader = new BoxReader()
  let last = 0
  scanHtml(html, (token) => {
    reader.text(html.slice(last, token.start))
    last = token.end
    if (token.kind === 'startTag') {
      last = token.rawEnd ?? token.end
      if (token.name === 'style') reader.sheets.push(html.slice(token.end, last))
      reader.open(token)
    } else if (token.kind === 'endTag') reader.close(token.name, token.start)
  })
  reader.text(html.slice(last))
  return { body: reader.body, bodyStart: reader.bodyStart, sheets: reader.sheets }
}

class BoxReader {
  readonly body = boxOf('body', new Map(), null)
  bodyStart = 0
  #top = this.body
  #depth = 0
  /** How many of a name are open, and how many too deep ones were not opened. */
  readonly #open = new Map<string, number>()
  readonly #skipped = new Map<string, number>()
  /** What style sheets say, one after the other. */
  readonly sheets: string[] = []

  text(words: string): void {
    if (words.replace(blank, '') !== '') this.#seen()
  }

  open(tag: StartTag): void {
    const { name } = tag
    const attributes = new Map(tag.attributes.map((one) => [one.name, one.value ?? '']))
    if (name === 'body') return this.#begin(tag.end, attributes)
    if (name === 'html' || name === 'head') return
    if (voids.test(name)) {
      if (name === 'img' && attributes.get('width') !== '1') this.#seen()
      return
    }
    if (cells.has(name)) this.#closeWithin(['td', 'th'], tag.start)
    if (name === 'tr') this.#closeWithin(['tr'], tag.start)
    const box = boxOf(name, attributes, this.#top)
    // Lines that never end would make a chain of each other; they hold no column anyway.
    if (isOpenEnded(name) && !cells.has(name) && name !== 'tr' && !rowGroups.has(name)) return
    if (this.#depth >= maxDepth) return count(this.#skipped, name, 1)
    this.#top.children.push(box)
    this.#top = box
    this.#depth += 1
    count(this.#open, name, 1)
  }

  close(name: string, at: number): void {
    if (name === 'body' || name === 'html') {
      if (this.body.close < 0) this.body.close = at
      return
    }
    if ((this.#skipped.get(name) ?? 0) > 0) return count(this.#skipped, name, -1)
    this.#closeWithin([name], at)
  }

  #begin(at: number, attributes: ReadonlyMap<string, string>): void {
    if (this.bodyStart > 0) return
    Object.assign(this.body, boxOf('body', attributes, null))
    this.bodyStart = at
    this.#top = this.body
    this.#depth = 0
    this.#open.clear()
    this.#skipped.clear()
  }

  /** Ends the nearest such box and what is open in it, but nothing outside the table. */
  #closeWithin(names: readonly string[], at: number): void {
    // Looked for only where there is one: a page of end tags alone is read once.
    if (!names.some((name) => (this.#open.get(name) ?? 0) > 0)) return
    const passed: Box[] = []
    for (let box: Box | null = this.#top; box?.parent != null; box = box.parent) {
      passed.push(box)
      if (names.includes(box.name)) {
        box.close = at
        this.#top = box.parent
        this.#depth -= passed.length
        for (const { name } of passed) count(this.#open, name, -1)
        return
      }
      if (box.name === 'table') return
    }
  }

  #seen(): void {
    this.#top.hasOwnWords = true
    for (let box: Box | null = this.#top; box !== null && !box.isSeen; box = box.parent) {
      if (box.isHidden) return
      box.isSeen = true
    }
  }
}

const count = (of: Map<string, number>, name: string, by: number) =>
  void of.set(name, (of.get(name) ?? 0) + by)

const blank =
  /&(?:nbsp|zwnj|zwj|ensp|emsp|thinsp|shy|#\d+|#x[0-9a-f]+);?|[\s\u00ad\u034f\u200b-\u200f\u2060\ufeff]+/gi
const hides = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|max-height\s*:\s*0/i

function boxOf(name: string, attributes: ReadonlyMap<string, string>, parent: Box | null): Box {
  const isHidden =
    hides.test(attributes.get('style') ?? '') || /preheader/i.test(attributes.get('class') ?? '')
  return {
    ...{ name, attributes, parent, children: [], close: -1 },
    ...{ hasOwnWords: false, isSeen: false, isHidden },
  }
}
