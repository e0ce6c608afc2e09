// Where the last lines of a message stand: inside its own main column, on the background there.
import { footerPlace } from '#shared/blocks/mail/mailMjml.ts'
import { colourOfBackground, hexOf, laidOver, readColour, type Colour } from './cssColour.ts'
import { readBoxes, type Box } from './htmlBoxes.ts'
import { declarationsIn, rulesIn } from './styleSheet.ts'

export type FooterLayout = {
  /** Where the message begins, and where its last lines go. */
  bodyStart: number
  at: number
  /** Of a table they are a row of, whose cells are this many; null for a block of their own. */
  columns: number | null
  isCentred: boolean
  /** Beside the words, in pixels. */
  padding: number
  /** Opaque, as `#rrggbb`. */
  background: string
}

const column = new Set([
  ...['body', 'div', 'center', 'table', 'tbody', 'tr', 'td', 'th', 'section', 'main', 'article'],
])
const paper: Colour = [255, 255, 255, 1]

export function layOutFooter(html: string): FooterLayout {
  const { body, bodyStart, sheets } = readBoxes(html)
  // A message made of blocks keeps a place inside its own paper.
  const kept = html.indexOf(footerPlace, bodyStart)
  if (kept >= 0)
    return {
      bodyStart,
      at: kept,
      columns: null,
      isCentred: false,
      padding: 0,
      background: '#ffffff',
    }
  let box = mainColumn(body)
  if (box.name === 'tr' && box.parent !== null) box = box.parent
  const isTable = box.name === 'table' || box.name === 'tbody'
  const end = box.close < 0 ? html.length : box.close
  return {
    bodyStart,
    at: Math.max(end, bodyStart),
    columns: isTable ? widestOf(rowsOf(box)) : null,
    isCentred: box.children.some(isCentredBox),
    padding: box.name === 'body' && !box.children.some(isCentredBox) ? 0 : 24,
    background: hexOf(backgroundOf(box, sheets)),
  }
}

/** Down while there is one thing to see in a box, and that is a box again. */
function mainColumn(body: Box): Box {
  let box = body
  for (;;) {
    const [only, ...others] = box.children.filter(({ isSeen }) => isSeen)
    if (box.hasOwnWords || only === undefined || others.length > 0) return box
    if (!column.has(only.name) || only.close < 0) return box
    // A lone button is no column: below its table.
    if (only.children.length > 0 && only.children.every(({ name }) => name === 'a')) {
      while (box.parent !== null && /^(?:tr|tbody|table)$/.test(box.name)) box = box.parent
      return box
    }
    box = only
  }
}

const rowsOf = (box: Box): Box[] =>
  box.children.flatMap((child) => (child.name === 'tbody' ? child.children : [child]))

/** Of as many rows as there are: more than a call takes arguments. */
const widestOf = (rows: readonly Box[]): number =>
  rows.reduce((widest, { children }) => Math.max(widest, children.length), 1)

const isCentredBox = ({ name, attributes }: Box): boolean =>
  name === 'center' ||
  attributes.get('align')?.toLowerCase() === 'center' ||
  declarationsIn(attributes.get('style') ?? '').some(isCentring)

const isCentring = (declaration: string): boolean => {
  const margin = /margin(?:-left)?\s*:/i.exec(declaration)
  return margin !== null && /auto/i.test(declaration.slice(margin.index))
}

function backgroundOf(box: Box, sheets: readonly string[]): Colour {
  const sheet = backgroundsOf(sheets)
  const path: Box[] = []
  for (let at: Box | null = box; at !== null; at = at.parent) path.unshift(at)
  let ground = paper
  for (const { name, attributes } of path) {
    const classes = (attributes.get('class') ?? '').split(/\s+/).map((one) => `.${one}`)
    const names = [name, ...classes, `#${attributes.get('id') ?? ''}`]
    const own = [
      readColour(attributes.get('bgcolor') ?? ''),
      ...names.map((selector) => sheet.get(selector) ?? null),
      declaredBackground(declarationsIn(attributes.get('style') ?? '')),
    ].findLast((colour) => colour !== null)
    if (own != null) ground = laidOver(own, ground)
  }
  return ground
}

/** By tag, class or id alone, outside media queries: what decides in nearly every message. */
function backgroundsOf(sheets: readonly string[]): Map<string, Colour> {
  const found = new Map<string, Colour>()
  for (const { selectors, declarations } of sheets.flatMap(rulesIn)) {
    const colour = declaredBackground(declarations)
    if (colour === null) continue
    for (const selector of selectors) {
      const name = selector.replace(/^[a-z]+(?=[.#])/i, '')
      if (/^[.#]?[\w-]+$/.test(name)) found.set(name, colour)
    }
  }
  return found
}

/** No colour is written in more signs. */
const maxColour = 500

function declaredBackground(declarations: readonly string[]): Colour | null {
  let colour: Colour | null = null
  for (const declaration of declarations) {
    const named = /(?:^|\s)background(?:-color)?\s*:/i.exec(declaration)
    if (named === null) continue
    const value = declaration.slice(named.index + named[0].length)
    colour = colourOfBackground(value.slice(0, maxColour)) ?? colour
  }
  return colour
}
