// What a kind of message block is told when one is added.
import type { MailBlock, MailBlockKind } from '#shared/contract/mailBlocks.ts'
import type { BlockKindView } from '../../../blockEditor/blockKind.ts'

export type MailBlockOf<Kind extends MailBlockKind> = Extract<MailBlock, { kind: Kind }>
export type MailStart = {
  /** A sentence of `email.blocks.start` in the language of the message. */
  words: (key: string) => string
}
export type MailKindView<Kind extends MailBlockKind> = BlockKindView<MailBlockOf<Kind>, MailStart>
