// The blocks a new page begins with, by what the page is for.
import type { FunnelPage } from '#shared/contract/funnelPages.ts'
import type { BlockKind } from '#shared/contract/pageBlocks.ts'

export const firstBlocks: Record<FunnelPage['pageType'], BlockKind[]> = {
  optin: ['hero', 'form', 'legal'],
  vsl: ['hero', 'video', 'button', 'legal'],
  sales: ['hero', 'benefits', 'price', 'faq', 'legal'],
  upsell: ['hero', 'price', 'legal'],
  downsell: ['hero', 'price', 'legal'],
  thank_you: ['text', 'legal'],
  webinar: ['hero', 'countdown', 'form', 'legal'],
}
