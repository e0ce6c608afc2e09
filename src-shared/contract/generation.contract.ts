// What can be asked of the writer: a whole campaign or a whole funnel from a short brief, shown
// first or kept as a draft.
import { z } from 'zod'
import { AiPayload } from './assistant.contract.ts'
import { contract, Id } from './common.ts'
import { AnswerTrim } from '../rules/answerTrims.ts'
import { Amount, line, text } from '../rules/valueSchemas.ts'
import { Campaign, CampaignStatus } from './campaigns.ts'
import { Funnel, funnelTypes } from './funnels.contract.ts'
import { FunnelPageSummary, Offer } from './funnelPages.ts'
import { MailTree } from './mailTree.ts'
import { maxPageBlocks, PageBlock } from '../blocks/page/pageBlocks.ts'
import { PageTheme } from '../blocks/page/pageTheme.ts'
import { pageTypes } from './pageTypes.ts'
import { Language } from './settings.contract.ts'

export const campaignTypes = ['newsletter', 'promotional', 'announcement', 'educational'] as const
export type CampaignType = (typeof campaignTypes)[number]
export const tones = ['professional', 'friendly', 'enthusiastic', 'formal'] as const
export type Tone = (typeof tones)[number]

/**
 * `built-in` never asks a model; `auto` asks the provider that is set up, and writes by itself
 * if there is none.
 */
export const writers = ['auto', 'built-in'] as const

const topic = text(1_000).refine((value) => /[\p{L}\p{N}]/u.test(value), 'a topic is needed')
const aboutAll = {
  topic,
  /** Who is written to, in the user's words. */
  targetAudience: text(500).default(''),
  /** What the reader is to do, in the user's words. */
  goal: text(500).default(''),
  /** The user's language where left out. */
  language: Language.optional(),
  writer: z.enum(writers).default('auto'),
}

export const CampaignBrief = z.strictObject({
  ...aboutAll,
  campaignType: z.enum(campaignTypes),
  tone: z.enum(tones).default('professional'),
})
export type CampaignBrief = z.output<typeof CampaignBrief>

export const FunnelBrief = z.strictObject({
  ...aboutAll,
  funnelType: z.enum(funnelTypes),
  /** What may be spent in all, in the user's currency. Zero and nothing mean: without spending. */
  budget: Amount.default(0),
})
export type FunnelBrief = z.output<typeof FunnelBrief>

/** What the writer could not know, for the user to complete or check before it goes out. */
/** The last four are advice: what was written can go out without them. */
export const toFillKinds = [
  'business_name',
  'contact',
  'place',
  'button_link',
  'price',
  'payment_link',
  'video',
  'end_date',
  'date',
  'terms',
  'button',
] as const
export const ToFill = z.object({
  kind: z.enum(toFillKinds),
  where: z.string(),
  /** What a place is called that stands in the text in double brackets. */
  place: z.string().optional(),
})
export type ToFill = z.infer<typeof ToFill>

// Named as interfaces for the reason given in blockSchema.ts.
export interface WrittenMail {
  name: string
  subject: string
  preheader: string
  blocks: MailTree
}
/** A message as it can be kept: `email.campaigns.create` takes it as it is. */
export const WrittenMail: z.ZodType<WrittenMail, WrittenMail> = z.strictObject({
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  subject: line(300),
  preheader: line(300),
  blocks: MailTree,
})

/** Of another page of the funnel; null ends there. */
const Position = z.int().min(0).max(20).nullable()
const writtenPage = z.strictObject({
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  pageType: z.enum(pageTypes),
  seo: z.strictObject({ title: line(70), description: line(160) }),
  blocks: z.array(PageBlock).max(maxPageBlocks),
  offer: Offer.nullable(),
  paths: z.strictObject({ next: Position, accepted: Position, declined: Position }).partial(),
})
export interface WrittenPage extends z.infer<typeof writtenPage> {}

export interface WrittenFunnel {
  name: string
  description: string
  funnelType: (typeof funnelTypes)[number]
  language: Language
  theme: PageTheme
  pages: WrittenPage[]
  /** Messages to those who left an address, in their order. */
  emails: WrittenMail[]
}
export const WrittenFunnel: z.ZodType<WrittenFunnel, WrittenFunnel> = z.strictObject({
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  description: text(5_000),
  funnelType: z.enum(funnelTypes),
  language: Language,
  theme: PageTheme,
  pages: z.array(writtenPage).min(1).max(8),
  emails: z.array(WrittenMail).max(6),
})

/** Advice, not measurements: the amounts sum exactly to the budget. */
export const BudgetLine = z.object({
  post: z.enum(['search_ads', 'social_ads', 'local', 'creation', 'tools', 'reserve']),
  amount: z.number(),
  advice: z.string(),
})
export type BudgetLine = z.infer<typeof BudgetLine>

const drawnMail = z.object({ html: z.string(), text: z.string(), bytes: z.int() })
/** `built-in`, or provider and model. */
const generatedBy = z.string()
const save = z.boolean().default(true)

// What was written stands at the top, as the answer to any other call has it; what was saved is
// whole below.
export interface GeneratedCampaign {
  /** Null if `save` was false; so is the status. */
  id: number | null
  status: CampaignStatus | null
  name: string
  subject: string
  preheader: string
  html: string
  text: string
  blocks: MailTree
  /** The saved draft; null if `save` was false. */
  campaign: Campaign | null
  draft: WrittenMail
  drawn: z.infer<typeof drawnMail>
  generatedBy: string
  /** Other subjects, to choose from. */
  alternatives: string[]
  toFill: ToFill[]
  /** What was taken away from a model's answer to make it usable. */
  trims: AnswerTrim[]
}
const GeneratedCampaign: z.ZodType<GeneratedCampaign, GeneratedCampaign> = z.object({
  id: Id.nullable(),
  status: CampaignStatus.nullable(),
  name: z.string(),
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  blocks: MailTree,
  campaign: Campaign.nullable(),
  draft: WrittenMail,
  drawn: drawnMail,
  generatedBy,
  alternatives: z.array(z.string()),
  toFill: z.array(ToFill),
  trims: z.array(AnswerTrim),
})

/** A page as it will look; without identifier and address where nothing was saved. */
const GeneratedPage = z.object({
  ...FunnelPageSummary.shape,
  id: Id.nullable(),
  slug: z.string().nullable(),
  html: z.string(),
})

export interface GeneratedFunnel {
  /** Null if `save` was false. */
  id: number | null
  name: string
  description: string
  funnelType: (typeof funnelTypes)[number]
  language: Language
  isActive: boolean
  /** The saved draft; null if `save` was false. */
  funnel: Funnel | null
  /** The saved messages, in their order. */
  campaignIds: number[]
  draft: WrittenFunnel
  pages: z.infer<typeof GeneratedPage>[]
  /** Each message as it will look. */
  mails: z.infer<typeof drawnMail>[]
  generatedBy: string
  budget: BudgetLine[]
  currency: string
  toFill: ToFill[]
  /** As for a campaign. */
  trims: AnswerTrim[]
}
const GeneratedFunnel: z.ZodType<GeneratedFunnel, GeneratedFunnel> = z.object({
  id: Id.nullable(),
  name: z.string(),
  description: z.string(),
  funnelType: z.enum(funnelTypes),
  language: Language,
  isActive: z.boolean(),
  funnel: Funnel.nullable(),
  campaignIds: z.array(Id),
  draft: WrittenFunnel,
  pages: z.array(GeneratedPage),
  mails: z.array(drawnMail),
  generatedBy,
  budget: z.array(BudgetLine),
  currency: z.string(),
  toFill: z.array(ToFill),
  trims: z.array(AnswerTrim),
})

export const generation = {
  /** Whether a provider is set up: said before anything is written. */
  writer: contract.output(z.object({ hasProvider: z.boolean() })),
  /**
   * What would be sent for a brief, by the code that sends it, with nothing sent; null if
   * nothing would leave.
   */
  previewCampaign: contract
    .input(CampaignBrief)
    .output(z.object({ preview: AiPayload.nullable() })),
  previewFunnel: contract.input(FunnelBrief).output(z.object({ preview: AiPayload.nullable() })),
  campaign: contract
    .route({ method: 'POST', path: '/marketing/campaigns/generate' })
    .input(z.strictObject({ ...CampaignBrief.shape, save }))
    .output(GeneratedCampaign),
  funnel: contract
    .route({ method: 'POST', path: '/marketing/funnels/generate' })
    .input(z.strictObject({ ...FunnelBrief.shape, save }))
    .output(GeneratedFunnel),
  /** Keeps a funnel that was shown, with its pages and messages, or nothing of it. */
  keepFunnel: contract
    .input(z.strictObject({ draft: WrittenFunnel }))
    .output(z.object({ funnel: Funnel, campaignIds: z.array(Id) })),
}
