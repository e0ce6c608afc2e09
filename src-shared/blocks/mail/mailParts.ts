// The registry of what may stand anywhere in a message, in its columns too: a kind is added here by
// one line.
import type { z } from 'zod'
import { anyBlockOf, blockRegistry } from '../blockSchema.ts'
import { mailButtonBlock } from './button.ts'
import { mailDividerBlock } from './divider.ts'
import { mailHeadingBlock } from './heading.ts'
import { mailImageBlock } from './image.ts'
import type { MailBlockDefinition } from './mailBlock.ts'
import { mailProductBlock } from './product.ts'
import { mailQuoteBlock } from './quote.ts'
import { mailSocialBlock } from './social.ts'
import { mailTextBlock } from './text.ts'
import { mailVideoBlock } from './video.ts'

/** In the order in which they are offered. */
export const mailParts = blockRegistry({
  heading: mailHeadingBlock,
  text: mailTextBlock,
  button: mailButtonBlock,
  image: mailImageBlock,
  video: mailVideoBlock,
  product: mailProductBlock,
  quote: mailQuoteBlock,
  social: mailSocialBlock,
  divider: mailDividerBlock,
})

export type MailPartKind = keyof typeof mailParts
/** What may stand in a column: no columns within columns. */
export type MailPart = z.output<(typeof mailParts)[MailPartKind]['schema']>
export const MailPart = anyBlockOf<MailPart>(mailParts)

/** The definition of a part's kind. */
export const mailPartOf = ({ kind }: MailPart): MailBlockDefinition<MailPart> => mailParts[kind]
