// What a kind of message block is told when one is added.
import type { MailBlockKind, MailBlockOf } from '#shared/blocks/mail/mailBlocks.ts'
import type { BlockKindView } from '../../../blockEditor/blockKind.ts'

export type MailStart = {
  /** A sentence of `mailBlocks.start` in the language of the message. */
  words: (key: string) => string
}
/** What the words of a button are drawn as: a link, or none while it leads nowhere. */
export const drawnButton = ':is(a, p)[style*="display:inline-block"]'
export type MailKindView<Kind extends MailBlockKind> = BlockKindView<MailBlockOf<Kind>, MailStart>
