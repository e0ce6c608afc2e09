// What may stand in a campaign's HTML, and the text made from it. What the user wrote is kept; what
// could run or ask is not.
import { convert } from 'html-to-text'
import sanitizeHtml from 'sanitize-html'

const inertAttributes = [
  'style',
  'class',
  'id',
  'title',
  'dir',
  'lang',
  'role',
  'align',
  'valign',
  'width',
  'height',
  'bgcolor',
  'background',
  'border',
  'cellpadding',
  'cellspacing',
  'color',
  'face',
  'size',
  'colspan',
  'rowspan',
  'alt',
  'name',
  'aria-*',
  'data-*',
]

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...sanitizeHtml.defaults.allowedTags,
    'html',
    'head',
    'body',
    'title',
    'meta',
    'style',
    'img',
    'center',
    'font',
    'picture',
    'source',
    'del',
    'ins',
    'strike',
    'big',
    'map',
    'area',
  ],
  allowedAttributes: {
    '*': inertAttributes,
    a: ['href', 'target', 'rel'],
    area: ['href', 'shape', 'coords'],
    img: ['src', 'srcset'],
    source: ['srcset', 'media', 'type'],
    meta: [
      'charset',
      'content',
      {
        name: 'name',
        multiple: false,
        values: ['viewport', 'color-scheme', 'supported-color-schemes'],
      },
    ],
    style: ['type', 'media'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'data', 'cid'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'srcset', 'background'],
  allowProtocolRelative: false,
  // Style sheets hold the media queries that make a message readable on a telephone; they cannot
  // run anything.
  allowVulnerableTags: true,
  parser: { lowerCaseTags: true, lowerCaseAttributeNames: true },
  // `false` keeps style attributes as written: parsing them drops what mail programs need (mso-…).
  parseStyleAttributes: false,
  // No message is nested this deeply, and reading one that is would overflow the stack. Below it
  // words stay and tags go.
  nestingLimit: 200,
}

/** The HTML without scripts, event handlers, frames, forms and objects. */
export function mailSafeHtml(html: string): string {
  return html.trim() === '' ? '' : sanitizeHtml(html, allowed)
}

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
