// Pages of a funnel: their blocks, address, offer and the paths between them.
import { z } from 'zod'
import { Amount, line } from '../rules/valueSchemas.ts'
import { PageBlock } from '../blocks/page/pageBlocks.ts'
import { GivenPageType, pageTypes } from './pageTypes.ts'
import { Id, Timestamp } from './common.ts'

const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .max(80)

/**
 * Where a visitor goes from a step: on, or by the answer to an offer. Null (or left out) ends
 * there.
 */
export const pathKinds = ['next', 'accepted', 'declined'] as const

const Paths = z
  .strictObject({ next: Id.nullable(), accepted: Id.nullable(), declined: Id.nullable() })
  .partial()

export const PageSeo = z.strictObject({ title: line(70), description: line(160) })

/** Browsers read `https:/a:b@host` as if it had both strokes. */
const namesUser = (address: string): boolean => /^https:[/\\]*[^/\\?#]*@/i.test(address)

/** A price and a payment link of any provider. No money passes through the application. */
export const Offer = z.strictObject({
  /**
   * Null until somebody says the price: it is never made up, and nothing is published without it.
   */
  amount: Amount.nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  paymentUrl: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    // As the relay, which would refuse the whole funnel: everybody who looks would read them.
    .refine((address) => !namesUser(address), {
      message: 'a payment link holds no user name and no password',
    })
    .nullable(),
})

export const FunnelPageSummary = z.object({
  id: Id,
  name: z.string(),
  pageType: z.enum(pageTypes),
  slug: z.string(),
  position: z.int(),
  /** Where it can be visited; null until it is published. */
  url: z.string().nullable(),
})

export const FunnelPage = FunnelPageSummary.extend({
  funnelId: Id,
  blocks: z.array(PageBlock),
  seo: PageSeo,
  offer: Offer.nullable(),
  paths: Paths,
  /** Place of the node in the flow editor, in pixels. */
  flow: z.object({ x: z.number(), y: z.number() }),
  updatedAt: Timestamp,
})
export type FunnelPage = z.infer<typeof FunnelPage>

const pageFields = {
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  pageType: GivenPageType,
  slug: Slug,
  position: z.int().min(0).max(1_000),
  blocks: z.array(PageBlock).max(60),
  seo: PageSeo,
  offer: Offer.nullable(),
  paths: Paths,
  flow: z.strictObject({ x: z.number().min(-1e5).max(1e5), y: z.number().min(-1e5).max(1e5) }),
}

export const FunnelPageDraft = z.strictObject({
  ...z.strictObject(pageFields).partial().shape,
  name: pageFields.name,
  pageType: pageFields.pageType,
})

export const FunnelPageChange = z.strictObject({
  id: Id,
  ...z.strictObject(pageFields).partial().shape,
})
