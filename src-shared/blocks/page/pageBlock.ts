// What the definition of a kind of page block says of it. All members are required: a kind that
// forgets one does not compile.
import type { AskedCustomField } from '../../rules/leadFilter/customFieldShape.ts'
import type { PageColours } from '../../rules/pages/pageColours.ts'
import type { PageLanguage } from '../../rules/pages/pageWords.ts'
import type { BlockSchema } from '../blockSchema.ts'
import type { PageButton } from './pageButton.ts'

/**
 * Where a page's forms, buttons and pictures lead: on a relay, in an export and in a preview each
 * has its own addresses.
 */
export type PageLinks = {
  form(blockKey: string): {
    action: string
    time: string
    /** Hash of the consent texts; left out where nobody takes the form. */
    wording?: string
    encoding?: 'text/plain'
  }
  /** Null if the path is not drawn: the button then leads nowhere and says so. */
  button(target: Exclude<PageButton['target'], 'form'>): string | null
  image(id: string): { address: string; width: number; height: number } | null
}

/** What a block is drawn with. */
export type BlockSurroundings = {
  language: PageLanguage
  links: PageLinks
  isDraft: boolean
  offer: { amount: number | null; currency: string } | null
  /** Milliseconds since 1970: what has passed is said to have passed. */
  now: number
  timeZone: string
  /** Those there are: a form may ask for some. */
  customFields: readonly AskedCustomField[]
  /** Identifier of the first form of the page, for buttons that lead to it. */
  formId: string | null
  /** Identifier of this block: unique on the page. */
  id: string
  /** The heading of the page itself is in this block. */
  isMain: boolean
}

/** What is known of a page when it is made ready for visitors. */
export type PublishedSurroundings = {
  /** Whether a button would lead somewhere. */
  leads(target: PageButton['target']): boolean
  /** The page's offer has a price to show. */
  hasPrice: boolean
}

/** What a block may lack that no text of it says. */
export type PageBlockProblem = 'video_without_address'

/** What the rules of a style sheet are written with. */
export type PageLook = {
  colour: PageColours
  /** Of the corners of large and of small things, with its unit. */
  radius: string
  smallRadius: string
}

/**
 * One kind of page block. Members are methods, so that a definition of one kind can be used for
 * whatever block the registry found it for.
 */
export interface PageBlockDefinition<Block extends { key: string; kind: string }> {
  readonly kind: Block['kind']
  readonly schema: BlockSchema<Block>
  /** Its HTML. Everything typed goes through rules/pages/pageText.ts. Only asked where it is drawn. */
  draw(block: Block, page: BlockSurroundings): string
  /** The rules of the style sheet that are for this kind alone, each on a line of its own. */
  style(look: PageLook): string
  /** False for a block that is empty and leaves nothing on the page. */
  isDrawn(block: Block): boolean
  /** Whether a page with this block alone would say something to a visitor. */
  saysSomething(block: Block): boolean
  /**
   * What visitors get of it: no text that holds a place to fill, no button that leads nowhere. Null
   * if nothing is left that is worth showing.
   */
  finished(block: Block, page: PublishedSurroundings): Block | null
  /** The heading it shows; empty if it shows none. */
  heading(block: Block): string
  /** Whether it shows headings below its own. */
  hasInnerHeadings(block: Block): boolean
  /** What a search engine may show of it in a result; empty for what says nothing of the page. */
  opening(block: Block): string
  /** What tells it from others of its kind in a list; `pageBlockSummary` shortens it. */
  summary(block: Block): string
  buttons(block: Block): readonly PageButton[]
  /** The pictures it shows, by their identifiers. */
  images(block: Block): readonly string[]
  /** Told before the page is published; null if nothing is missing. */
  problem(block: Block): PageBlockProblem | null
}
