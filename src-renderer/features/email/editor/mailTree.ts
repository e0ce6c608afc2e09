// A message's list of blocks as a value: every change gives a new list and leaves the old one as it
// was, which is what undo needs.
import type { MailBlock, MailBlockKind } from '#shared/blocks/mail/mailBlocks.ts'
import type { MailPart } from '#shared/blocks/mail/mailParts.ts'

export const mailBlockKinds = [
  'heading',
  'text',
  'button',
  'image',
  'columns',
  'divider',
  'footer',
] as const satisfies readonly MailBlockKind[]
export const mailPartKinds = [
  'heading',
  'text',
  'button',
  'image',
  'divider',
] as const satisfies readonly MailPart['kind'][]

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
export const newKey = (): string =>
  Array.from({ length: 12 }, () => letters[Math.floor(Math.random() * letters.length)] ?? 'a').join(
    '',
  )

/**
 * A block as it is added, with words that say what belongs there.
 * @param words a sentence of `email.blocks.start`
 */
export function newPart(kind: MailPart['kind'], words: (key: string) => string): MailPart {
  const key = newKey()
  switch (kind) {
    case 'heading':
      return { key, kind, text: words('heading'), level: 2 }
    case 'text':
      return { key, kind, text: words('text'), look: 'plain' }
    case 'image':
      return { key, kind, url: '', alt: '', link: '' }
    case 'button':
      return { key, kind, label: words('button'), link: '' }
    case 'divider':
      return { key, kind }
  }
}

export function newMailBlock(kind: MailBlockKind, words: (key: string) => string): MailBlock {
  if (kind === 'footer') return { key: newKey(), kind, text: words('footer') }
  if (kind !== 'columns') return newPart(kind, words)
  const column = () => ({
    blocks: [newPart('heading', words), newPart('text', words)].map((part) =>
      part.kind === 'heading' ? { ...part, level: 3 as const } : part,
    ),
  })
  return { key: newKey(), kind, columns: [column(), column()] }
}

export const placeOf = (blocks: readonly MailBlock[], key: string | null): number =>
  blocks.findIndex((block) => block.key === key)

export function movedTo(blocks: readonly MailBlock[], key: string, to: number): MailBlock[] {
  const from = placeOf(blocks, key)
  const moved = blocks[from]
  if (!moved || to < 0 || to >= blocks.length) return [...blocks]
  return blocks.toSpliced(from, 1).toSpliced(to, 0, moved)
}

/** The first words of a block, to tell it from others of its kind. */
export function summaryOf(block: MailBlock): string {
  const words = (() => {
    switch (block.kind) {
      case 'heading':
      case 'text':
      case 'footer':
        return block.text
      case 'button':
        return block.label
      case 'image':
        return block.alt || block.url
      case 'columns':
        return block.columns
          .map((column) => column.blocks[0])
          .map((part) => (part ? summaryOf(part) : ''))
          .filter((part) => part !== '')
          .join(' · ')
      case 'divider':
        return ''
    }
  })()
  return words
    .replace(/[*[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
}

const trimmed = (value: unknown) =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'string' ? inner.trim() : inner,
  )
/** The backend trims lines; a space at the end of a word being typed must stay. */
export const saysTheSame = (one: unknown, other: unknown): boolean =>
  trimmed(one) === trimmed(other)
