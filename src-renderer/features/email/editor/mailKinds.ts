// The kinds of block a message is made of, in the order of the palette. A kind of the contract that
// is missing here is a type error.
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import type { BlockKindViews } from '../../../blockEditor/blockKind.ts'
import { banner } from './kinds/banner.ts'
import { button } from './kinds/button.ts'
import { columns } from './kinds/columns.ts'
import { divider } from './kinds/divider.ts'
import { footer } from './kinds/footer.ts'
import { heading } from './kinds/heading.ts'
import { image } from './kinds/image.ts'
import { product } from './kinds/product.ts'
import { quote } from './kinds/quote.ts'
import { social } from './kinds/social.ts'
import { text } from './kinds/text.ts'
import { video } from './kinds/video.ts'
import type { MailStart } from './mailKind.ts'

export const mailKinds: BlockKindViews<MailBlock, MailStart> = {
  banner,
  heading,
  text,
  button,
  image,
  video,
  product,
  quote,
  social,
  columns,
  divider,
  footer,
}
