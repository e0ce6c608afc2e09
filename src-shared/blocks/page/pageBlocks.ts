// The registry of page blocks: their union, and what can be asked of a block of whatever kind. A
// kind is added here by one line; pages are stored as trees of these blocks and never as HTML, so
// nothing typed or generated can become a script.
import type { z } from 'zod'
import { anyBlockOf, blockRegistry, firstWords } from '../blockSchema.ts'
import { benefitsBlock } from './benefits.ts'
import { buttonBlock } from './button.ts'
import { countdownBlock } from './countdown.ts'
import { dividerBlock } from './divider.ts'
import { faqBlock } from './faq.ts'
import { formBlock } from './form.ts'
import { heroBlock } from './hero.ts'
import { imageBlock } from './image.ts'
import { legalBlock } from './legal.ts'
import type { BlockSurroundings, PageBlockDefinition, PublishedSurroundings } from './pageBlock.ts'
import { priceBlock } from './price.ts'
import { proofBlock } from './proof.ts'
import { textBlock } from './text.ts'
import { videoBlock } from './video.ts'

/** In the order of their rules in the style sheet; the editor's palette has an order of its own. */
export const pageBlocks = blockRegistry({
  hero: heroBlock,
  text: textBlock,
  image: imageBlock,
  benefits: benefitsBlock,
  button: buttonBlock,
  price: priceBlock,
  form: formBlock,
  video: videoBlock,
  countdown: countdownBlock,
  proof: proofBlock,
  faq: faqBlock,
  legal: legalBlock,
  divider: dividerBlock,
})

export type PageBlockKind = keyof typeof pageBlocks
export type PageBlock = z.output<(typeof pageBlocks)[PageBlockKind]['schema']>
export type PageBlockOf<Kind extends PageBlockKind> = Extract<PageBlock, { kind: Kind }>
export const PageBlock: z.ZodType<PageBlock, PageBlock> = anyBlockOf<PageBlock>(pageBlocks)

/** How many blocks a page may have. */
export const maxPageBlocks = 60

/** The definition of a block's kind. */
export const pageBlockOf = ({ kind }: PageBlock): PageBlockDefinition<PageBlock> => pageBlocks[kind]

/** Its HTML; empty if it is empty. */
export const drawPageBlock = (block: PageBlock, page: BlockSurroundings): string =>
  isDrawn(block) ? pageBlockOf(block).draw(block, page) : ''

/** Blocks that are empty leave nothing on the page. */
export const isDrawn = (block: PageBlock): boolean => pageBlockOf(block).isDrawn(block)

/** The heading it shows; empty if it shows none. */
export const headingOf = (block: PageBlock): string =>
  isDrawn(block) ? pageBlockOf(block).heading(block).trim() : ''

/** What tells a block from others of its kind, on one line. */
export const pageBlockSummary = (block: PageBlock): string =>
  firstWords(pageBlockOf(block).summary(block))

/**
 * What visitors get of a page: no line that holds a place to fill, no button that leads nowhere,
 * and nothing that is empty without them. Blocks without any of it come out as they are.
 */
export const withoutPlaces = (blocks: PageBlock[], page: PublishedSurroundings): PageBlock[] =>
  blocks.flatMap((block) => pageBlockOf(block).finished(block, page) ?? [])
