// A page's blocks as the block editor is told of them.
import { maxPageBlocks, pageBlockSummary, type PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import { kindsOf, type BlockTree } from '../../../blockEditor/blockKind.ts'
import { pageKinds } from './pageKinds.ts'
import type { PageStart } from './pageKind.ts'

export const pageTree: BlockTree<PageBlock, PageStart> = {
  kinds: pageKinds,
  palette: kindsOf(pageKinds),
  shape: { maxBlocks: maxPageBlocks, nesting: null },
  summary: pageBlockSummary,
  texts: { kind: 'funnels.block', about: 'funnels.blockText', field: 'funnels.field' },
  testIds: { list: '', field: 'block-field-' },
}
