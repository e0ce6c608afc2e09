// The blocks a new page begins with, by what the page is for.
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { PageBlock, PageBlockKind } from '#shared/blocks/page/pageBlocks.ts'
import { newKey } from '../../../blockEditor/blockTree.ts'
import { pageKinds } from './pageKinds.ts'
import type { PageStart } from './pageKind.ts'

export const firstBlocks: Record<FunnelPage['pageType'], readonly PageBlockKind[]> = {
  optin: ['hero', 'form', 'legal'],
  vsl: ['hero', 'video', 'button', 'legal'],
  sales: ['hero', 'benefits', 'price', 'faq', 'legal'],
  upsell: ['hero', 'price', 'legal'],
  downsell: ['hero', 'price', 'legal'],
  thank_you: ['text', 'legal'],
  webinar: ['hero', 'countdown', 'form', 'legal'],
}

export function newPageBlocks(start: PageStart): PageBlock[] {
  const taken = new Set<string>()
  const freeKey = () => {
    const key = newKey(taken)
    taken.add(key)
    return key
  }
  return firstBlocks[start.pageType].map((kind) =>
    pageKinds[kind].create({ ...start, newKey: freeKey }),
  )
}
