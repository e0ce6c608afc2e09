// The kinds of block a page is made of, in the order of the palette. A kind of the contract that is
// missing here is a type error.
import type { PageBlock } from '#shared/blocks/page/pageBlocks.ts'
import type { BlockKindViews } from '../../../blockEditor/blockKind.ts'
import { benefits } from './kinds/benefits.ts'
import { button } from './kinds/button.ts'
import { countdown } from './kinds/countdown.ts'
import { divider } from './kinds/divider.ts'
import { faq } from './kinds/faq.ts'
import { form } from './kinds/form.ts'
import { hero } from './kinds/hero.ts'
import { image } from './kinds/image.ts'
import { legal } from './kinds/legal.ts'
import { price } from './kinds/price.ts'
import { proof } from './kinds/proof.ts'
import { text } from './kinds/text.ts'
import { video } from './kinds/video.ts'
import type { PageStart } from './pageKind.ts'

export const pageKinds: BlockKindViews<PageBlock, PageStart> = {
  hero,
  text,
  image,
  benefits,
  proof,
  video,
  countdown,
  form,
  price,
  button,
  faq,
  legal,
  divider,
}
