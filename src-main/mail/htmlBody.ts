// The text made from a campaign's HTML, for readers without HTML.
import { convert, type DomNode, type FormatCallback } from 'html-to-text'
import { flatHtml } from './flatHtml.ts'

const remembered = new Map<string, string>()
const maxRemembered = 20

/** The text a reader without HTML gets. Merge fields pass through as they are. */
export function textFromHtml(html: string): string {
  if (html.trim() === '') return ''
  // A campaign is read far more often than it is written, and reading a page of HTML takes
  // milliseconds.
  const known = remembered.get(html)
  if (known !== undefined) return known
  const text = readHtml(html)
  if (remembered.size >= maxRemembered) remembered.delete(remembered.keys().next().value as string)
  remembered.set(html, text)
  return text
}

function readHtml(html: string): string {
  return convert(flatHtml(html), {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'words' },
      { selector: 'style', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'table', options: { uppercaseHeaderCells: false } },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
    formatters: { words: pictureWords, cell },
    limits: { maxInputLength: 2_000_000 },
  }).trim()
}

/** What is said of a picture, linked or not; one that only decorates says nothing. */
const pictureWords: FormatCallback = (element, _walk, builder) =>
  builder.addInline(` ${attributeOf(element, 'alt')} `)

/** Cells of words stand on one line, apart; a cell that is laid out has lines of its own. */
const cell: FormatCallback = (element, walk, builder) => {
  if (isLaidOut(element)) {
    builder.openBlock({ leadingLineBreaks: 1 })
    walk(element.children, builder)
    return builder.closeBlock({ trailingLineBreaks: 1 })
  }
  if (says(element) && firstSaying(element) !== element) builder.addLiteral('  ')
  walk(element.children, builder)
}

// The library hands over any: attributes of HTML are texts.
const attributeOf = ({ attribs }: DomNode, name: string): string =>
  (attribs as Record<string, string> | undefined)?.[name] ?? ''
/** A comment has no children. */
const childrenOf = (element: DomNode): readonly DomNode[] =>
  (element as Partial<DomNode>).children ?? []
const laysOut =
  /^(?:p|div|table|h[1-6]|ul|ol|li|blockquote|pre|hr|section|article|header|footer|center|br)$/
const isLaidOut: Asked<boolean> = onceEach((element) =>
  childrenOf(element).some((child) => laysOut.test(child.name ?? '') || isLaidOut(child)),
)
const says: Asked<boolean> = onceEach(
  (element) =>
    (element.type === 'text' && (element.data ?? '').trim() !== '') ||
    (element.name === 'img' && attributeOf(element, 'alt') !== '') ||
    childrenOf(element).some(says),
)
const firstOfRow = onceEach(
  (row) =>
    childrenOf(row).find((cell) => (cell.name === 'td' || cell.name === 'th') && says(cell)) ??
    null,
)
/** The first cell of a row that says something. */
const firstSaying = ({ parent }: DomNode): DomNode | null =>
  parent === null || parent === undefined ? null : firstOfRow(parent)

type Asked<T> = (element: DomNode) => T
/** Asked again for each cell around it, an element answers once. */
function onceEach<T>(ask: Asked<T>): Asked<T> {
  const known = new WeakMap<DomNode, { answer: T }>()
  return (element) => {
    const asked = known.get(element) ?? { answer: ask(element) }
    known.set(element, asked)
    return asked.answer
  }
}

/** True if there is something to read or to see. */
export function hasContent(html: string): boolean {
  return textFromHtml(html) !== '' || /<img\b/i.test(html)
}
