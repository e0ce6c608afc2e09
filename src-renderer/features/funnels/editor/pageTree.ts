// A page's blocks as the block editor is told of them.
import type { Block } from '#shared/contract/pageBlocks.ts'
import { placesOfPage } from '#shared/rules/placesToFill.ts'
import { kindsOf, type BlockTree } from '../../../blockEditor/blockKind.ts'
import { pageKinds } from './pageKinds.ts'
import type { PageStart } from './pageKind.ts'

export const pageTree: BlockTree<Block, PageStart> = {
  kinds: pageKinds,
  palette: kindsOf(pageKinds),
  // As the contract says.
  shape: { maxBlocks: 60, nesting: null },
  summary: blockSummary,
  placesLeft: (block) =>
    placesOfPage({ name: '', seo: { title: '', description: '' }, blocks: [block] }).left.map(
      ({ name }) => name,
    ),
  texts: { kind: 'funnels.block', about: 'funnels.blockText', field: 'funnels.field' },
  testIds: { list: '', field: 'block-field-' },
}

function blockSummary(block: Block): string {
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
