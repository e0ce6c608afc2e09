// A tree of mail blocks as the text a reader without HTML gets. Merge fields stay as they are.
import type { MailBlock, MailPart, MailTree } from '../contract/mailBlocks.ts'

export function mailText({ blocks, language }: Pick<MailTree, 'blocks' | 'language'>): string {
  // French puts a space before its colon.
  const colon = language === 'fr' ? ' :' : ':'
  return blocks
    .map((block) => blockText(block, colon))
    .filter((part) => part !== '')
    .join('\n\n')
}

function blockText(block: MailBlock, colon: string): string {
  if (block.kind === 'footer') return richText(block.text)
  if (block.kind !== 'columns') return partText(block, colon)
  const columns = block.columns.map((column) =>
    column.blocks
      .map((part) => partText(part, colon))
      .filter((part) => part !== '')
      .join('\n'),
  )
  return columns.filter((column) => column !== '').join('\n\n')
}

function partText(part: MailPart, colon: string): string {
  switch (part.kind) {
    case 'heading':
      return part.text.trim()
    case 'text':
      return richText(part.text)
    case 'image':
      return part.url === '' ? '' : part.alt.trim()
    case 'button':
      return part.label.trim() === ''
        ? ''
        : part.link === ''
          ? part.label
          : `${part.label}${colon} ${readable(part.link)}`
    case 'divider':
      return '---'
  }
}

const readable = (link: string) =>
  link.replace(/^mailto:/i, '').replace(/\?.*$/, (query) => (/^mailto:/i.test(link) ? '' : query))

/** The words with their lines; a link is followed by its address. */
function richText(text: string): string {
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

/** True where a button has words and leads nowhere yet. */
export function hasIdleButton({ blocks }: Pick<MailTree, 'blocks'>): boolean {
  return blocks
    .flatMap(partsOf)
    .some((part) => part.kind === 'button' && part.label.trim() !== '' && part.link === '')
}

/** The block itself, or what stands in its columns. */
export function partsOf(block: MailBlock): Exclude<MailBlock, { kind: 'columns' }>[] {
  return block.kind === 'columns' ? block.columns.flatMap((column) => column.blocks) : [block]
}
