// The text made from a campaign's HTML, for readers without HTML.
import { convert } from 'html-to-text'

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
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'style', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'table', options: { uppercaseHeaderCells: false } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
    limits: { maxInputLength: 2_000_000 },
  }).trim()
}

/** True if there is something to read or to see. */
export function hasContent(html: string): boolean {
  return textFromHtml(html) !== '' || /<img\b/i.test(html)
}
