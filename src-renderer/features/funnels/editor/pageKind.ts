// What a kind of page block is told when one is added, and the fields several kinds have.
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { PageBlockKind, PageBlockOf } from '#shared/blocks/page/pageBlocks.ts'
import type { PageButton } from '#shared/blocks/page/pageButton.ts'
import type { BlockKindView } from '../../../blockEditor/blockKind.ts'

export type PageStart = {
  /** A sentence of `funnels.start` in the language of the funnel. */
  words: (key: string) => string
  pageType: FunnelPage['pageType']
  /** Milliseconds. */
  now: number
}
export type PageKindView<Kind extends PageBlockKind> = BlockKindView<PageBlockOf<Kind>, PageStart>

export const titleField = { name: 'title', max: 200 } as const
export const richField = { name: 'text', max: 10_000, hint: 'funnels.richHint' } as const
export const noteField = { name: 'note', max: 300 } as const

/** A new button leads to the form of a page that has one to begin with. */
export const newButton = ({ words, pageType }: PageStart): PageButton => ({
  label: words('button'),
  target: pageType === 'optin' || pageType === 'webinar' ? 'form' : 'next',
})
