// What a kind of message block is told when one is added.
import type { MailBlockKind, MailBlockOf } from '#shared/blocks/mail/mailBlocks.ts'
import type { BlockKindView } from '../../../blockEditor/blockKind.ts'

export type MailStart = {
  /** A sentence of `mailBlocks.start` in the language of the message. */
  words: (key: string) => string
}
export type MailKindView<Kind extends MailBlockKind> = BlockKindView<MailBlockOf<Kind>, MailStart>
