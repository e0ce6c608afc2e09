// A page's blocks as the block editor is told of them.
import { maxPageBlocks, pageBlockSummary, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { kindsOf, type BlockTree } from '../../../blockEditor/blockKind.ts'
import type { DrawnTree } from '../../../blockEditor/canvas/drawnBlocks.ts'
import { drawnPlace } from './drawnPlace.ts'
import { pageKinds } from './pageKinds.ts'
import type { PageStart } from './pageKind.ts'

/** What a page draws of its blocks stands in their order. */
const drawn: DrawnTree<PageBlock> = {
  elementsOf(document, blocks, key) {
    const place = drawnPlace(blocks, key)
    const parts = document.querySelectorAll('main > :is(section, .band)')
    const part = place === null ? undefined : parts[place - 1]
    return part === undefined ? [] : [part]
  },
  isEmpty: ([part]) => part !== undefined && part.getBoundingClientRect().height < 8,
  listOf: () => null,
}

export const pageTree: BlockTree<PageBlock, PageStart> = {
  kinds: pageKinds,
  palette: kindsOf(pageKinds),
  drawn,
  shape: { maxBlocks: maxPageBlocks, nesting: null },
  summary: pageBlockSummary,
  texts: { kind: 'funnels.block', about: 'funnels.blockText', field: 'funnels.field' },
  testIds: { list: '', field: 'block-field-' },
}
