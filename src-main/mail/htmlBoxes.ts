// The boxes a message is laid out by, with where they stand in the source: tables, cells, divisions.
// Enough to find its main column; what a browser would correct is not corrected.
import { scanHtml, type StartTag } from '#shared/rules/htmlScanner.ts'
import { isOpenEnded } from './htmlElements.ts'

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

const voids = /^(?:area|base|basefont|br|col|hr|img|link|meta|source|track|wbr)$/
const cells = new Set(['td', 'th'])
const rowGroups = new Set(['tbody', 'thead', 'tfoot', 'table'])

/**
 * @returns the body, and where the message begins in it. Without a body tag that is the whole.
 */
export function readBoxes(html: string): { body: Box; bodyStart: number } {
  const reader = new BoxReader()
  let last = 0
  scanHtml(html, (token) => {
    reader.text(html.slice(last, token.start))
    last = token.end
    if (token.kind === 'startTag') {
      last = token.rawEnd ?? token.end
      reader.open(token)
    } else if (token.kind === 'endTag') reader.close(token.name, token.start)
  })
  reader.text(html.slice(last))
  return { body: reader.body, bodyStart: reader.bodyStart }
}

class BoxReader {
  readonly body = boxOf('body', new Map(), null)
  bodyStart = 0
  #top = this.body

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
    if (cells.has(name)) this.#closeWithin((box) => cells.has(box.name), tag.start)
    if (name === 'tr') this.#closeWithin((box) => box.name === 'tr', tag.start)
    const box = boxOf(name, attributes, this.#top)
    // Lines that never end would make a chain of each other; they hold no column anyway.
    if (isOpenEnded(name) && !cells.has(name) && name !== 'tr' && !rowGroups.has(name)) return
    this.#top.children.push(box)
    this.#top = box
  }

  close(name: string, at: number): void {
    if (name === 'body' || name === 'html') {
      if (this.body.close < 0) this.body.close = at
      return
    }
    this.#closeWithin((box) => box.name === name, at)
  }

  #begin(at: number, attributes: ReadonlyMap<string, string>): void {
    if (this.bodyStart > 0) return
    Object.assign(this.body, boxOf('body', attributes, null))
    this.bodyStart = at
    this.#top = this.body
  }

  /** Ends the nearest such box and what is open in it, but nothing outside the table. */
  #closeWithin(isMeant: (box: Box) => boolean, at: number): void {
    for (let box: Box | null = this.#top; box?.parent != null; box = box.parent) {
      if (isMeant(box)) {
        box.close = at
        this.#top = box.parent
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
