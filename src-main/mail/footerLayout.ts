// Where the last lines of a message stand: inside its own main column, on the background there.
import { footerPlace } from '#shared/blocks/mail/mailMjml.ts'
import { colourOfBackground, hexOf, laidOver, readColour, type Colour } from './cssColour.ts'
import { readBoxes, type Box } from './htmlBoxes.ts'

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
  const { body, bodyStart } = readBoxes(html)
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
    columns: isTable ? Math.max(1, ...rowsOf(box).map(({ children }) => children.length)) : null,
    isCentred: box.children.some(isCentredBox),
    padding: box.name === 'body' && !box.children.some(isCentredBox) ? 0 : 24,
    background: hexOf(backgroundOf(box, html)),
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

const isCentredBox = ({ name, attributes }: Box): boolean =>
  name === 'center' ||
  attributes.get('align')?.toLowerCase() === 'center' ||
  /margin(?:-left)?\s*:[^;]*auto/i.test(attributes.get('style') ?? '')

function backgroundOf(box: Box, html: string): Colour {
  const sheet = backgroundsOf(html)
  const path: Box[] = []
  for (let at: Box | null = box; at !== null; at = at.parent) path.unshift(at)
  let ground = paper
  for (const { name, attributes } of path) {
    const classes = (attributes.get('class') ?? '').split(/\s+/).map((one) => `.${one}`)
    const names = [name, ...classes, `#${attributes.get('id') ?? ''}`]
    const own = [
      readColour(attributes.get('bgcolor') ?? ''),
      ...names.map((selector) => sheet.get(selector) ?? null),
      declaredBackground(attributes.get('style') ?? ''),
    ].findLast((colour) => colour !== null)
    if (own != null) ground = laidOver(own, ground)
  }
  return ground
}

/** By tag, class or id alone, outside media queries: what decides in nearly every message. */
function backgroundsOf(html: string): Map<string, Colour> {
  const found = new Map<string, Colour>()
  for (const [, css = ''] of html.matchAll(/<style\b[^>]*>([^<]*)/gi)) {
    const plain = css
      .replace(/\/\*[^*]*\*\//g, '')
      .replace(/@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
    for (const [, selectors = '', rules = ''] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const colour = declaredBackground(rules)
      if (colour === null) continue
      for (const selector of selectors.split(',')) {
        const name = selector.trim().replace(/^[a-z]+(?=[.#])/i, '')
        if (/^[.#]?[\w-]+$/.test(name)) found.set(name, colour)
      }
    }
  }
  return found
}

function declaredBackground(rules: string): Colour | null {
  let colour: Colour | null = null
  for (const [, value = ''] of rules.matchAll(/(?:^|[;\s])background(?:-color)?\s*:([^;]*)/gi))
    colour = colourOfBackground(value) ?? colour
  return colour
}
