// Names as they can stand on paper: without signs that cannot be seen, turn the line round or
// belong to no text, and not without end.
import type { Node } from './printedPages.ts'

/** In characters: a name of three lines in the widest column. */
const nameLength = 160

/** @param maxLength more characters than so many are cut off */
export function printableText(text: string, maxLength = nameLength): string {
  const line = text
    .replace(/[\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}\ufffd]/gu, '')
    // A letter has few accents in any language; a stack of them prints over its neighbours.
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
  const signs = [...line]
  return signs.length > maxLength
    ? `${signs
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`
    : line
}

/** All texts of a page, however deep. */
export function printablePages(content: Node[]): Node[] {
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return printableText(value)
    if (Array.isArray(value)) return value.map(deep)
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deep(inner)]))
      : value
  }
  return content.map((node) => deep(node) as Node)
}
