// A page's list of blocks as a value: every change gives a new list and leaves the old one as it
// was, which is what undo needs.
import type { PageBlock, PageBlockKind } from '#shared/blocks/page/pageBlocks.ts'
import { isDrawn } from '#shared/blocks/page/pageBlocks.ts'

export const blockKinds = [
  'hero',
  'text',
  'image',
  'benefits',
  'proof',
  'video',
  'countdown',
  'form',
  'price',
  'button',
  'faq',
  'legal',
  'divider',
] as const satisfies readonly PageBlockKind[]
/** What a page may hold, as the contract says. */
export const maxBlocks = 60

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A key no other block of the page has. */
export function newKey(
  taken: readonly { key: string }[],
  random: () => number = Math.random,
): string {
  const key = Array.from(
    { length: 10 },
    () => letters[Math.floor(random() * letters.length)] ?? 'a',
  ).join('')
  return taken.some((block) => block.key === key) ? newKey(taken) : key
}

export const indexOfKey = (blocks: readonly PageBlock[], key: string | null) =>
  blocks.findIndex((block) => block.key === key)

/** Puts a block after the one with the key given; at the end where there is none. */
export function insertAfter(
  blocks: readonly PageBlock[],
  key: string | null,
  added: PageBlock,
): PageBlock[] {
  const at = indexOfKey(blocks, key)
  return at < 0 ? [...blocks, added] : blocks.toSpliced(at + 1, 0, added)
}

export function moveBlock(blocks: readonly PageBlock[], key: string, to: number): PageBlock[] {
  const from = indexOfKey(blocks, key)
  const moved = blocks[from]
  if (!moved) return [...blocks]
  const rest = blocks.toSpliced(from, 1)
  return rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, moved)
}

export function duplicateBlock(
  blocks: readonly PageBlock[],
  key: string,
  newBlockKey: string,
): PageBlock[] {
  const original = blocks[indexOfKey(blocks, key)]
  return original
    ? insertAfter(blocks, key, { ...structuredClone(original), key: newBlockKey })
    : [...blocks]
}

export const removeBlock = (blocks: readonly PageBlock[], key: string): PageBlock[] =>
  blocks.filter((block) => block.key !== key)

export const replaceBlock = (blocks: readonly PageBlock[], changed: PageBlock): PageBlock[] =>
  blocks.map((block) => (block.key === changed.key ? changed : block))

/** The block to select once one is gone: the next, else the one before. */
export function neighbourOf(blocks: readonly PageBlock[], key: string): string | null {
  const at = indexOfKey(blocks, key)
  return blocks[at + 1]?.key ?? blocks[at - 1]?.key ?? null
}

/** The first words of a block, to tell it from others of its kind. */
export function blockSummary(block: PageBlock): string {
  const words = (() => {
    switch (block.kind) {
      case 'text':
      case 'legal':
        return block.text
      case 'image':
        return block.caption || block.imageAlt
      case 'button':
        return block.button.label
      case 'divider':
        return ''
      default:
        return block.title
    }
  })()
  return words
    .replace(/[*[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
}

/** Which of the parts drawn on the page a block is, from 1; null where it leaves nothing. */
export function drawnPlace(blocks: readonly PageBlock[], key: string | null): number | null {
  const at = indexOfKey(blocks, key)
  const block = blocks[at]
  return block && isDrawn(block) ? blocks.slice(0, at + 1).filter(isDrawn).length : null
}
