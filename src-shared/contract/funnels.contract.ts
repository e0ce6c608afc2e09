// What can be asked about sales funnels: their pages as trees of blocks, paths between them,
// publishing, the relay, measured statistics.
import { z } from 'zod'
import { Amount } from './crm.contract.ts'
import {
  ById,
  contract,
  GivenTimestamp,
  Id,
  line,
  pageOf,
  Paging,
  text,
  Timestamp,
} from './common.ts'
import { AssetId } from '../blocks/page/pageFields.ts'
import { maxPageBlocks, PageBlock } from '../blocks/page/pageBlocks.ts'
import { GivenPageType, pageTypes } from './pageTypes.ts'
import { PageTheme } from '../blocks/page/pageTheme.ts'
import { Language } from './settings.contract.ts'

export const funnelTypes = [
  'lead_magnet',
  'webinar',
  'product',
  'service',
  'consultation',
  'membership',
  'other',
] as const
export const FunnelType = z.enum(funnelTypes)
export type FunnelType = z.infer<typeof FunnelType>

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

const funnelFields = {
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  description: text(5_000),
  funnelType: FunnelType,
  isActive: z.boolean(),
  language: Language,
  theme: PageTheme,
  /**
   * The account that asks for confirmations; null is the first there is, and without any the
   * sandbox.
   */
  confirmationAccountId: Id.nullable(),
}
/** A template names the funnel where the draft does not. */
export const FunnelDraft = z.strictObject(funnelFields).partial()
export type FunnelDraft = z.infer<typeof FunnelDraft>

const maxDelay = 180 * 24 * 60
/** An e-mail of a funnel: an automatic campaign that starts by a form, once for each lead. */
export const FunnelEmail = z.object({
  id: Id,
  funnelId: Id,
  /** The page whose form starts it; null is any form of the funnel. */
  pageId: Id.nullable(),
  campaignId: Id,
  /** From the moment the form was taken in. */
  delayMinutes: z.int(),
  isOn: z.boolean(),
  /** The funnel is archived: on or not, nothing leaves until it is restored. */
  isHeld: z.boolean(),
  /** The campaign is paused: what is due waits. */
  isPaused: z.boolean(),
  /** False while something is missing without which it cannot be turned on. */
  isComplete: z.boolean(),
  /** What is left to fill in, by name. */
  places: z.array(z.string()),
  name: z.string(),
  subject: z.string(),
  sent: z.int(),
  /** Queued, and not handed to a server yet. */
  waiting: z.int(),
})
export type FunnelEmail = z.infer<typeof FunnelEmail>
const emailFields = { pageId: Id.nullable(), delayMinutes: z.int().min(0).max(maxDelay) }

export const Funnel = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  funnelType: FunnelType,
  isActive: z.boolean(),
  isArchived: z.boolean(),
  language: Language,
  theme: PageTheme,
  confirmationAccountId: Id.nullable(),
  publishedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  pages: z.array(FunnelPageSummary),
  emails: z.array(FunnelEmail),
})
export type Funnel = z.infer<typeof Funnel>

const pageFields = {
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  pageType: GivenPageType,
  slug: Slug,
  position: z.int().min(0).max(1_000),
  blocks: z.array(PageBlock).max(maxPageBlocks),
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

/** What a visitor did first on a step, if he did anything. */
export const stepOutcomes = ['form', 'next', 'accepted', 'declined', 'payment'] as const
const StepPath = z.object({
  outcome: z.enum(stepOutcomes),
  /**
   * The step it led to at that time; null for a payment link, a path that ended there, and a step
   * that was deleted since.
   */
  toPageId: Id.nullable(),
  visitors: z.int(),
})

const StepStats = z.object({
  pageId: Id,
  name: z.string(),
  pageType: z.enum(pageTypes),
  /** Each visitor once a step. */
  visitors: z.int(),
  /**
   * Sales where the step has an offer, else visitors who sent its form, else visitors who went on.
   */
  conversions: z.int(),
  /** Conversions in percent of visitors; 0 where nobody came. */
  conversionRate: z.number(),
  /** Where its visitors went, each counted once; most first. */
  paths: z.array(StepPath),
  /** Visitors who did nothing on it; null where there is nothing to do, as on a last page. */
  left: z.int().nullable(),
})
/** What another application said before its data came here. Nobody knows how it counted. */
export const ImportedTotals = z.object({
  visitors: z.int(),
  leads: z.int(),
  sales: z.int(),
  revenue: z.number(),
})
export const FunnelStats = z.object({
  visitors: z.int(),
  /** Different people who sent a form. */
  leads: z.int(),
  sales: z.int(),
  /** In `currency` alone. */
  revenue: z.number(),
  /** The funnel's main one: of its first offer, else the one of the settings. */
  currency: z.string(),
  /** Never added together; the main one first. */
  revenueByCurrency: z.array(
    z.object({ currency: z.string(), amount: z.number(), sales: z.int() }),
  ),
  /** In percent of visitors: sales of a product or membership funnel, leads of any other. */
  conversionRate: z.number(),
  steps: z.array(StepStats),
  sources: z.array(z.object({ source: z.string(), visitors: z.int(), leads: z.int() })),
  /** Imported, not measured: of all time, and part of no other figure. */
  importedTotals: ImportedTotals.nullable(),
})
export type FunnelStats = z.infer<typeof FunnelStats>

/** What is wrong with a funnel before it is published, by page. */
export const funnelProblems = [
  'unreachable',
  'no_thank_you',
  'form_without_consent',
  'no_page',
  'offer_without_link',
  /** These three are left out of what visitors see. */
  'offer_without_price',
  'places_left',
  'video_without_address',
  /** The settings lack the name or the contact address that its pages give. */
  'business_unknown',
  /** Words in single brackets: perhaps a place, perhaps meant. */
  'brackets',
  'empty_page',
  /** A button that leads nowhere: its path is not drawn, or the page has no form to go to. */
  'button_without_target',
  /**
   * No relay is paired: exported forms open the visitor's mail program instead of reaching the
   * application.
   */
  'form_without_relay',
  /**
   * An e-mail of the page's form that is turned off, that lacks something, that only reaches the
   * sandbox, or whose form is gone.
   */
  'email_off',
  'email_incomplete',
  'email_in_sandbox',
  'email_without_form',
  /** A form asks for a confirmation by e-mail, and no account can send it. */
  'confirmation_in_sandbox',
  /**
   * A form asks for a confirmation by e-mail, and no relay is paired that could take the answer:
   * the question is not sent before.
   */
  'confirmation_without_relay',
] as const
export const FunnelCheck = z.object({
  problem: z.enum(funnelProblems),
  pageId: Id.nullable(),
  emailId: Id.optional(),
  /** Of places to fill: their names, and the block they stand in. */
  places: z.array(z.string()).optional(),
  blockKey: z.string().optional(),
})

export const FunnelTemplate = z.object({
  id: z.string(),
  funnelType: FunnelType,
  language: Language,
  name: z.string(),
  description: z.string(),
  pages: z.int(),
})

export const RelayStatus = z.object({
  paired: z.boolean(),
  url: z.string().nullable(),
  lastPullAt: Timestamp.nullable(),
  /** Why the last pull failed, in the far side's words; null where it worked. */
  lastError: z.string().nullable(),
  waitingEvents: z.int().nullable(),
})

/** Where a payment provider tells sales. Without the secret anybody could invent some. */
export const SaleHook = z.object({ address: z.string(), secret: z.string() })

const funnelPath = '/marketing/funnels/{id}' as const

export const funnels = {
  list: contract
    .route({ method: 'GET', path: '/marketing/funnels' })
    .input(
      z.strictObject({
        ...Paging,
        search: line(200).optional(),
        isArchived: z.boolean().default(false),
        isActive: z.boolean().optional(),
      }),
    )
    .output(pageOf(Funnel)),
  /**
   * `template` makes the pages; the body may name the funnel and change its kind, language and
   * theme.
   */
  create: contract
    .route({
      method: 'POST',
      path: '/marketing/funnels',
      successStatus: 201,
      inputStructure: 'detailed',
    })
    .input(
      z
        .object({
          query: z.strictObject({ template: line(80).optional() }).default({}),
          body: FunnelDraft.default({}),
        })
        .refine(({ query, body }) => body.name !== undefined || query.template !== undefined, {
          path: ['body', 'name'],
          message: 'a name or a template is needed',
        }),
    )
    .output(Funnel),
  get: contract.route({ method: 'GET', path: funnelPath }).input(ById).output(Funnel),
  update: contract
    .route({ method: 'PUT', path: funnelPath })
    .input(
      z.strictObject({
        id: Id,
        ...z.strictObject(funnelFields).partial().shape,
        isArchived: z.boolean().optional(),
      }),
    )
    .output(Funnel),
  delete: contract
    .route({ method: 'DELETE', path: funnelPath, successStatus: 204 })
    .input(ById)
    .output(z.void()),
  duplicate: contract.input(ById).output(Funnel),
  check: contract.input(ById).output(z.array(FunnelCheck)),
  stats: contract
    .route({ method: 'GET', path: `${funnelPath}/stats` })
    .input(
      z.strictObject({ id: Id, from: GivenTimestamp.optional(), to: GivenTimestamp.optional() }),
    )
    .output(FunnelStats),
  templates: contract
    .route({ method: 'GET', path: '/marketing/funnel-templates' })
    .input(z.strictObject({ language: Language.optional() }))
    .output(z.object({ items: z.array(FunnelTemplate) })),
  /**
   * The pages as static files in a ZIP, for any host. Refused, as publishing is, while a place is
   * left to fill in or an offer has no price.
   */
  exportFiles: contract.input(ById).output(z.file()),
  publish: contract
    .route({ method: 'POST', path: `${funnelPath}/publish` })
    .input(ById)
    .output(z.object({ url: z.string() })),
  recordSale: contract
    .input(
      z.strictObject({
        id: Id,
        pageId: Id,
        amount: Amount,
        leadId: Id.nullable().default(null),
        soldAt: Timestamp.optional(),
      }),
    )
    /** In the currency of the page's offer, else of the settings. */
    .output(z.object({ currency: z.string() })),
  pages: {
    create: contract
      .route({ method: 'POST', path: `${funnelPath}/pages`, successStatus: 201 })
      .input(z.strictObject({ id: Id, ...FunnelPageDraft.shape }))
      .output(FunnelPage),
    get: contract.input(ById).output(FunnelPage),
    update: contract.input(FunnelPageChange).output(FunnelPage),
    delete: contract.input(ById).output(z.void()),
    /** The page as it will be published, from blocks that need not be saved yet. */
    preview: contract
      .input(
        z.strictObject({
          id: Id,
          blocks: z.array(PageBlock).max(maxPageBlocks).optional(),
          theme: PageTheme.optional(),
        }),
      )
      .output(z.object({ html: z.string(), bytes: z.int() })),
  },
  emails: {
    /**
     * Without a campaign, makes a draft; with one, takes that draft, which must never have been
     * started.
     */
    create: contract
      .route({ method: 'POST', path: `${funnelPath}/emails`, successStatus: 201 })
      .input(
        z.strictObject({
          id: Id,
          pageId: emailFields.pageId.default(null),
          delayMinutes: emailFields.delayMinutes.default(0),
          campaignId: Id.optional(),
        }),
      )
      .output(FunnelEmail),
    /**
     * Turned on, it needs a complete message, which is fixed then: what waits from before keeps the
     * one it had.
     */
    update: contract
      .input(
        z.strictObject({
          id: Id,
          ...z.strictObject({ ...emailFields, isOn: z.boolean() }).partial().shape,
        }),
      )
      .output(FunnelEmail),
    delete: contract.input(ById).output(z.void()),
    /**
     * The e-mail a campaign is, with its funnel's name; null for a campaign that no funnel uses.
     */
    ofCampaign: contract
      .input(z.strictObject({ campaignId: Id }))
      .output(FunnelEmail.extend({ funnelName: z.string(), isActive: z.boolean() }).nullable()),
  },
  images: {
    /** Takes a PNG, JPEG or WebP picture; blocks name it by `id`. */
    add: contract
      .input(z.strictObject({ file: z.file() }))
      .output(z.object({ id: AssetId, bytes: z.int(), width: z.int(), height: z.int() })),
    get: contract.input(z.strictObject({ id: AssetId })).output(z.file()),
  },
  relay: {
    pair: contract
      .route({ method: 'POST', path: '/marketing/relay' })
      .input(z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(500), code: line(200) }))
      .output(RelayStatus),
    status: contract.route({ method: 'GET', path: '/marketing/relay' }).output(RelayStatus),
    pull: contract
      .route({ method: 'POST', path: '/marketing/relay/pull' })
      .output(z.object({ applied: z.int() })),
    /**
     * The one secret the contract gives out, because the user has to carry it to a provider. Only
     * when asked, and not over REST.
     */
    revealSaleHook: contract.output(SaleHook),
    /** The old address and secret are worth nothing from then on. */
    renewSaleHook: contract.output(SaleHook),
    unpair: contract
      .route({ method: 'DELETE', path: '/marketing/relay', successStatus: 204 })
      .output(z.void()),
  },
}
