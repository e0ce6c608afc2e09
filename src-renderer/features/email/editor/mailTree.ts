// A message's blocks as the block editor is told of them.
import {
  defaultMailTheme,
  maxMailBlocks,
  type MailBlock,
  type MailPart,
} from '#shared/contract/mailBlocks.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { kindsOf, type BlockTree } from '../../../blockEditor/blockKind.ts'
import type { Nesting } from '../../../blockEditor/blockTree.ts'
import { mailKinds } from './mailKinds.ts'
import type { MailStart } from './mailKind.ts'

/** What may stand in a column: no columns within columns, and no last words. */
export const isPart = (block: MailBlock): block is MailPart =>
  block.kind !== 'columns' && block.kind !== 'footer'

const columns: Nesting<MailBlock> = {
  listsOf: (block) => (block.kind === 'columns' ? block.columns.map(({ blocks }) => blocks) : []),
  withLists: (block, lists) =>
    block.kind === 'columns'
      ? { ...block, columns: lists.map((blocks) => ({ blocks: blocks.filter(isPart) })) }
      : block,
  accepts: isPart,
  // As the contract says.
  maxPerList: 8,
}

export const mailTree: BlockTree<MailBlock, MailStart> = {
  kinds: mailKinds,
  palette: kindsOf(mailKinds),
  shape: { maxBlocks: maxMailBlocks, nesting: columns },
  summary: summaryOf,
  placesLeft: (block) =>
    placesOfMessage({
      subject: '',
      preheader: '',
      html: '',
      text: null,
      blocks: { language: 'fr', theme: defaultMailTheme, blocks: [block] },
    }).left.map(({ name }) => name),
  texts: { kind: 'email.blocks.kind', about: 'email.blocks.about', field: 'email.blocks.field' },
  testIds: { list: 'mail-', field: 'mail-field-' },
}

function summaryOf(block: MailBlock): string {
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
