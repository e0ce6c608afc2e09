// A message's blocks as the block editor is told of them.
import UserCheck from '@vicons/tabler/es/UserCheck'
import { h } from 'vue'
import { drawnClass, drawnListClass, placeHeld } from '#shared/blocks/mail/editorMarks.ts'
import { mailBlockSummary, type MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { mailParts, type MailPart } from '#shared/blocks/mail/mailParts.ts'
import { maxMailBlocks } from '#shared/contract/mailTree.ts'
import { kindsOf, type BlockTree } from '../../../blockEditor/blockKind.ts'
import type { Nesting } from '../../../blockEditor/blockTree.ts'
import type { DrawnTree } from '../../../blockEditor/canvas/drawnBlocks.ts'
import EmailBlockAppearance from './fields/EmailBlockAppearance.vue'
import EmailBlockCondition from './fields/EmailBlockCondition.vue'
import { mailKinds } from './mailKinds.ts'
import type { MailStart } from './mailKind.ts'

/** What may stand in a column. */
const isPart = (block: MailBlock): block is MailPart => block.kind in mailParts

const columns: Nesting<MailBlock> = {
  listsOf: (block) => (block.kind === 'columns' ? block.columns.map(({ blocks }) => blocks) : []),
  withLists: (block, lists) =>
    block.kind === 'columns'
      ? { ...block, columns: lists.map((blocks) => ({ blocks: blocks.filter(isPart) })) }
      : block,
  accepts: isPart,
  // As the schema of columns says; a test holds it against it.
  maxPerList: 8,
}

/** In the editor the message is drawn with the keys of its blocks as classes. */
const drawn: DrawnTree<MailBlock> = {
  elementsOf: (document, _blocks, key) => [...document.getElementsByClassName(drawnClass(key))],
  isEmpty: ([first, ...others]) =>
    first !== undefined &&
    others.length === 0 &&
    first.querySelector(`:scope > ${placeHeld}`) !== null,
  listOf: (document, parent, list) =>
    document.querySelector(`.${drawnClass(parent)} .${drawnListClass(list)}`),
}

export const mailTree: BlockTree<MailBlock, MailStart> = {
  kinds: mailKinds,
  palette: kindsOf(mailKinds),
  drawn,
  shape: { maxBlocks: maxMailBlocks, nesting: columns },
  summary: mailBlockSummary,
  common: {
    draw: (block, change) => [
      h(EmailBlockAppearance, {
        block,
        onChange: (appearance, field) => change({ appearance }, field),
      }),
      h(EmailBlockCondition, {
        when: block.when,
        onChange: (changed) => change({ when: changed }, null),
      }),
    ],
  },
  sign: ({ when }) =>
    when === undefined ? null : { text: 'mailBlocks.condition.sign', icon: UserCheck },
  texts: { kind: 'mailBlocks.kind', about: 'mailBlocks.about', field: 'mailBlocks.field' },
  testIds: { list: 'mail-', field: 'mail-field-' },
}
