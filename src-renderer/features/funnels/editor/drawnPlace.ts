// Where on the drawn page a block is.
import { isDrawn, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'

/** Which of the drawn parts a block is, from 1. Returns null if it leaves nothing on the page. */
export function drawnPlace(blocks: readonly PageBlock[], key: string | null): number | null {
  const at = blocks.findIndex((block) => block.key === key)
  const block = blocks[at]
  return block && isDrawn(block) ? blocks.slice(0, at + 1).filter(isDrawn).length : null
}
