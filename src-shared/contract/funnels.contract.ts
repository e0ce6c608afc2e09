// What can be asked about sales funnels: their pages as trees of blocks, paths between them,
// publishing, the relay, measured statistics.
import { z } from 'zod'
import { line, text } from '../rules/valueSchemas.ts'
import { AssetId } from '../blocks/page/pageFields.ts'
import { PageBlock, maxPageBlocks } from '../blocks/page/pageBlocks.ts'
import { PageTheme } from '../blocks/page/pageTheme.ts'
import {
  ById,
  contract,
  DeletedItem,
  GivenTimestamp,
  Id,
  pageOf,
  Paging,
  Timestamp,
} from './common.ts'
import { FunnelCheck } from './funnelChecks.ts'
import { FunnelEmail, emailFields } from './funnelEmails.ts'
import { FunnelPage, FunnelPageChange, FunnelPageDraft, FunnelPageSummary } from './funnelPages.ts'
import { FunnelStats } from './funnelStats.ts'
import { Language } from './settings.contract.ts'
import { RelayStatus, SaleHook } from './relayStatus.ts'
import { keptForms } from './funnels/keptForms.ts'
import { recordSale, sales } from './funnels/sales.ts'

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

export const FunnelTemplate = z.object({
  id: z.string(),
  funnelType: FunnelType,
  language: Language,
  name: z.string(),
  description: z.string(),
  pages: z.int(),
})

const funnelPath = '/marketing/funnels/{id}' as const

const whole = {
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
  /** Takes a deletion of the last 30 days back: off the web, its e-mails off. */
  restore: contract
    .route({ method: 'POST', path: `${funnelPath}/restore` })
    .input(ById)
    .output(Funnel),
  /** What can be restored, newest first. */
  deleted: contract.output(z.array(DeletedItem)),
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
   * The pages as static files in a ZIP, for any host, without what visitors would not see either.
   */
  exportFiles: contract.input(ById).output(z.file()),
  /** Whether something was changed since it was published. */
  publication: contract.input(ById).output(z.object({ hasChanges: z.boolean() })),
  publish: contract
    .route({ method: 'POST', path: `${funnelPath}/publish` })
    .input(ById)
    .output(z.object({ url: z.string() })),
  recordSale,
  sales,
  keptForms,
}

const pages = {
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
}

const emails = {
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
    .route({ method: 'PUT', path: '/marketing/funnel-emails/{id}' })
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
}

const images = {
  /** Takes a PNG, JPEG or WebP picture; blocks name it by `id`. */
  add: contract
    .input(z.strictObject({ file: z.file() }))
    .output(z.object({ id: AssetId, bytes: z.int(), width: z.int(), height: z.int() })),
  get: contract.input(z.strictObject({ id: AssetId })).output(z.file()),
}

const relay = {
  pair: contract
    .route({ method: 'POST', path: '/marketing/relay' })
    .input(
      z.strictObject({
        /** Over https; over http on this computer only. */
        url: z.url({ protocol: /^https?$/ }).max(500),
        code: line(200),
        /** The user knows that only the own network reaches this address. */
        evenIfPrivate: z.boolean().optional(),
      }),
    )
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
  /** Takes a funnel off the web that the relay has and nobody here knows. */
  withdrawUnknown: contract.input(ById).output(RelayStatus),
  unpair: contract
    .route({ method: 'DELETE', path: '/marketing/relay', successStatus: 204 })
    .output(z.void()),
}

/** Named part by part, because written out as a whole it is longer than the compiler will print. */
export const funnels: typeof whole & {
  pages: typeof pages
  emails: typeof emails
  images: typeof images
  relay: typeof relay
} = { ...whole, pages, emails, images, relay }
