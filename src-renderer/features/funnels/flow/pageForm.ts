// A page as its editor holds it, and what the contract accepts of it.
import { slugText } from '#shared/rules/foldText.ts'
import { z } from 'zod'
import { FunnelPageChange, Offer, PageSeo, type FunnelPage } from '#shared/contract/funnelPages.ts'
import { PageBlock } from '#shared/blocks/page/pageBlocks.ts'

export type PageForm = Pick<FunnelPage, 'name' | 'pageType' | 'slug' | 'blocks' | 'seo' | 'offer'>

export const pageToForm = ({ name, pageType, slug, blocks, seo, offer }: FunnelPage): PageForm => ({
  name,
  pageType,
  slug,
  blocks,
  seo,
  offer,
})

const Blocks = z.array(PageBlock).max(60)

/**
 * Half an address or an empty name waits in the form; everything else may be saved as it stands.
 */
export const isPageFieldSavable = (key: keyof PageForm, value: PageForm[keyof PageForm]) =>
  FunnelPageChange.safeParse({ id: 1, [key]: value }).success

const trimmed = <T>(schema: z.ZodType<T>, value: unknown) =>
  JSON.stringify(schema.safeParse(value).data ?? null)

/**
 * What the backend says, in the words of the form where both mean the same: the backend trims, and
 * a space at the end of a word
 * being typed must stay.
 */
export function keepTyping(draft: PageForm, current: PageForm): PageForm {
  return {
    ...current,
    blocks:
      trimmed(Blocks, draft.blocks) === trimmed(Blocks, current.blocks)
        ? draft.blocks
        : current.blocks,
    seo: trimmed(PageSeo, draft.seo) === trimmed(PageSeo, current.seo) ? draft.seo : current.seo,
  }
}

/** The path of an address as typed in words: lower case, without accents, joined by hyphens. */
export const slugOf = (words: string): string => slugText(words, 80)

export const isSlugFine = (slug: string) =>
  FunnelPageChange.shape.slug.safeParse(slug).success && slug !== ''
export const isPaymentUrlFine = (url: string) =>
  url.trim() === '' || Offer.shape.paymentUrl.safeParse(url.trim()).success
export const isVideoUrlFine = (url: string) =>
  url.trim() === '' ||
  z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .safeParse(url.trim()).success

/** Shown in empty fields that take an address. */
export const addressStart = 'https://'
