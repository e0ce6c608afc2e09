// Text of a page as HTML: everything typed is escaped, and the small markup of rich text becomes a
// handful of known elements.
import { plainInline, readInline } from '../inlineMarkup.ts'
import { isListLine, listsOf, type TextList } from './listLines.ts'
import { isRefusal, withoutFields } from '../mergeFields/textFields.ts'

/**
 * Typed text, for use between tags and in quoted attributes. What looks like a place the relay
 * fills in (see relayPages.ts) is broken up,
 * so that typing one has no effect.
 */
export function escapeHtml(text: string): string {
  return escapeAddress(text).replaceAll('__WEBOX_', '&#95;_WEBOX_')
}

/**
 * An address the application made itself: quotes and angle brackets cannot end the attribute;
 * places of the relay stay.
 */
export function escapeAddress(address: string): string {
  return address
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const safeAddress = /^(https:\/\/[^\s"'<>\\]+|mailto:[^\s"'<>\\]+)$/i
/** Where a link of a message or a page may lead; merge fields in it are filled in later. */
export const isSafeLink = (address: string): boolean =>
  safeAddress.test(withoutFields(address)) || isRefusal(address)

/**
 * One line with bold, italic and links. A link that is neither https nor mailto stays as it was
 * typed.
 */
export function inlineHtml(text: string): string {
  return readInline(text)
    .map((part) => {
      if (part.kind === 'bold') return `<strong>${inlineHtml(part.text)}</strong>`
      if (part.kind === 'italic') return `<em>${inlineHtml(part.text)}</em>`
      if (part.kind === 'text') return escapeHtml(part.text)
      const { label, address, written } = part
      if (!isSafeLink(address)) return escapeHtml(written)
      return `<a href="${escapeHtml(address)}" rel="noopener noreferrer">${escapeHtml(label)}</a>`
    })
    .join('')
}

/** The tag that opens a list: `ul`, `ol` or one that says where its numbers begin. */
type OpenList = (tag: string, isNested: boolean) => string

/** Paragraphs parted by empty lines; lines that begin with `- ` or `1. ` are a list. */
export function richTextHtml(text: string, openList: OpenList = (tag) => `<${tag}>`): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => linesHtml(lines, openList))
    .join('')
}

function linesHtml(lines: string[], openList: OpenList): string {
  let html = ''
  let run: string[] = []
  let inList = false
  const close = () => {
    if (run.length > 0)
      html += inList
        ? listsHtml(listsOf(run), openList)
        : `<p>${run.map((line) => inlineHtml(line.trim())).join('<br>')}</p>`
    run = []
  }
  for (const line of lines) {
    if (isListLine(line) !== inList) {
      close()
      inList = !inList
    }
    run.push(line)
  }
  close()
  return html
}

const listsHtml = (lists: readonly TextList[], openList: OpenList, isNested = false): string =>
  lists
    .map(({ start, items }) => {
      const name = start === null ? 'ul' : 'ol'
      const tag = start === null || start === 1 ? name : `ol start="${start}"`
      const inside = items.map(
        ({ text, lists: inner }) =>
          `<li>${inlineHtml(text)}${listsHtml(inner, openList, true)}</li>`,
      )
      return `${openList(tag, isNested)}${inside.join('')}</${name}>`
    })
    .join('')

/** The words alone, on one line, for search engines. */
export function plainText(text: string): string {
  return plainInline(text)
    .replace(/^\s*(?:-|\d{1,3}\.) /gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}
