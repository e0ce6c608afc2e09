// The parts that kinds of mail blocks are drawn with. Everything typed is escaped here, and
// addresses are checked again: nothing else makes the markup.
import { escapeHtml, richTextHtml } from '../../rules/pageText.ts'

/**
 * Mail programs without style sheets get the margins at the element; all text was escaped before,
 * so these tags are ours alone.
 */
export function richHtml(text: string): string {
  return richTextHtml(text)
    .replaceAll('<p>', '<p style="margin:0 0 12px">')
    .replaceAll('<ul>', '<ul style="margin:0 0 12px;padding:0 0 0 20px">')
    .replaceAll('<li>', '<li style="margin:0 0 6px">')
}

export const isAddress = (address: string, scheme: RegExp): boolean =>
  scheme.test(address) && !/[\s"'<>\\]/.test(address)

/** The attribute that leads to a link; nothing if it is none. */
export const hrefOf = (link: string): string =>
  link !== '' && isAddress(link, /^(https|mailto):/i) ? ` href="${escapeHtml(link)}"` : ''

/** The words with their lines, for readers without HTML; a link is followed by its address. */
export function richPlainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(
      /\[([^\][\n]{1,300})\]\(([^()\s]{1,2000})\)/g,
      (_all, label: string, address: string) => `${label} (${address})`,
    )
    .replace(/\*\*([^*\n]+)\*\*/g, '$1')
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
