// Campaigns as they are written, shown and counted.
import { z } from 'zod'
import { AddressOrNull, Id, Timestamp } from './common.ts'
import { line, text } from '../rules/valueSchemas.ts'
import { LeadFilter } from './crm.contract.ts'
import { TopicKey } from './crm/topics.ts'
import { CampaignTest } from './email/campaignTest.ts'
import { mostFurtherAccounts } from './email/sendingPlan.ts'
import { MailTree } from './mailTree.ts'
import { fieldNames } from '../rules/mergeFields/mergeFieldNames.ts'
import { messageParts } from '../rules/mergeFields/messageFields.ts'

/**
 * `automatic`: a funnel writes it to whoever comes in by a form. `imported`: sent by another
 * application, kept for memory; never sent from here.
 */
export const campaignStatuses = [
  'draft',
  'scheduled',
  'sending',
  'automatic',
  'paused',
  'completed',
  'cancelled',
  'imported',
] as const

export const CampaignStatus = z.enum(campaignStatuses)
export type CampaignStatus = z.infer<typeof CampaignStatus>

/** Why a campaign is paused. Only `user` was asked for. */
export const pauseReasons = [
  'user',
  'missed_schedule',
  'places_left',
  'refused_by_servers',
  'sender_refused',
  'account_blocked',
  'dead_addresses',
  'complaints',
  'unauthenticated',
  'restored_copy',
] as const
export type PauseReason = (typeof pauseReasons)[number]

export const CampaignStats = z.object({
  /** People written to or to be written to; those who refused are not among them. */
  recipients: z.int(),
  queued: z.int(),
  sent: z.int(),
  failed: z.int(),
  uncertain: z.int(),
  suppressed: z.int(),
  cancelled: z.int(),
  /** Of those sent: whose delivery failed later, who answered, who asked for no more messages. */
  bounced: z.int(),
  replied: z.int(),
  unsubscribed: z.int(),
  /**
   * Of those sent: to people who agreed that their clicks are measured, and do still; who of them opened a
   * link; of whom only what looks like a program did. Null where nothing is measured: not 0.
   */
  measured: z.int().nullable(),
  clicked: z.int().nullable(),
  clickedByPrograms: z.int().nullable(),
})
export type CampaignStats = z.infer<typeof CampaignStats>

/**
 * What the application that sent it had counted, as it said: not measured here, part of no
 * statistics. Null is "it did not say".
 */
const ImportedCount = z.int().nonnegative().nullable()

export const ImportedTotals = z.object({
  recipients: ImportedCount,
  sent: ImportedCount,
  delivered: ImportedCount,
  opened: ImportedCount,
  clicked: ImportedCount,
  bounced: ImportedCount,
  unsubscribed: ImportedCount,
  sentAt: Timestamp.nullable(),
})
export type ImportedTotals = z.infer<typeof ImportedTotals>

const campaignFields = {
  name: line(200).refine((value) => value !== '', 'a name is needed'),
  subject: line(300),
  preheader: line(300),
  html: text(2_000_000),
  /** Null or empty: made from the HTML. */
  text: text(500_000).nullable(),
  /** HTML and text are drawn from it. Null, or writing `html` alone, makes it free HTML. */
  blocks: MailTree.nullable(),
  fromName: line(120),
  fromEmail: AddressOrNull,
  replyTo: AddressOrNull,
  /** Null is the sandbox. */
  accountId: Id.nullable(),
  /** Further accounts that take messages of it, each as its limits allow. */
  furtherAccountIds: z.array(Id).max(mostFurtherAccounts),
  recipients: LeadFilter,
  /** Key of the topic it is about: whoever left that is left out. Null: about none. */
  topic: TopicKey.nullable(),
  /** Links are measured, for those who agree to it when their message leaves. Needs a relay. */
  measuresClicks: z.boolean(),
}

export const CampaignDraft = z.strictObject({
  ...z.strictObject(campaignFields).partial().shape,
  name: campaignFields.name,
})
export type CampaignDraft = z.infer<typeof CampaignDraft>

export const CampaignChange = z.strictObject({
  id: Id,
  ...z.strictObject(campaignFields).partial().shape,
})

const campaign = z.object({
  id: Id,
  name: z.string(),
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  /** The tree the HTML is drawn from; null if the HTML was written by itself. */
  blocks: MailTree.nullable(),
  fromName: z.string(),
  fromEmail: z.string().nullable(),
  replyTo: z.string().nullable(),
  accountId: Id.nullable(),
  furtherAccountIds: z.array(Id),
  recipients: LeadFilter,
  topic: TopicKey.nullable(),
  measuresClicks: z.boolean(),
  status: CampaignStatus,
  /**
   * Whether an automatic campaign writes to people now; null for any other. Off, it can be edited,
   * and what waits is held.
   */
  automaticOn: z.boolean().nullable(),
  /** The campaign whose version B this is; null for every campaign that is listed. */
  variantOf: Id.nullable(),
  /** The test of two versions, of which this is version A; null without one. */
  test: CampaignTest.nullable(),
  pauseReason: z.enum(pauseReasons).nullable(),
  /** What stopped it, where dead addresses did. */
  deadAddresses: z.object({ reached: z.int(), dead: z.int() }).nullable(),
  /** The mailbox that has to be read before anything leaves; null where nothing waits for one. */
  waitsForMailbox: z
    .object({ id: Id, name: z.string(), lastReadAt: Timestamp.nullable() })
    .nullable(),
  /**
   * True for what was not sent when this data was copied: it may have been since, from elsewhere.
   */
  mayHaveBeenSent: z.boolean(),
  scheduledAt: Timestamp.nullable(),
  startedAt: Timestamp.nullable(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  stats: CampaignStats,
  /** Null unless the status is `imported`. */
  importedTotals: ImportedTotals.nullable(),
})
// Named, because the compiler cannot write down the contract's type with all of it spelled out.
export interface Campaign extends z.infer<typeof campaign> {}
export const Campaign: z.ZodType<Campaign, Campaign> = campaign

/**
 * What cannot stand in a message's HTML. `element`: runs, frames or asks. `handler`: an `on…`
 * attribute. `address`: leads to something that runs. `style`: a style that runs. `comment`: one
 * whose end programs disagree on. `unfinished`: never ends, and is kept as words. `nesting`: a tag
 * deeper than any message is. `service`: leads to a page of the program the message was made in.
 */
export const removalReasons = [
  'element',
  'handler',
  'attribute',
  'address',
  'style',
  'comment',
  'markup',
  'unfinished',
  'nesting',
  'service',
] as const

export const RemovedMarkup = z.object({
  reason: z.enum(removalReasons),
  /** As it was written, its beginning. */
  written: z.string(),
  /** Of the HTML as it was sent, from 1; the first ones. */
  lines: z.array(z.int()),
  times: z.int(),
})
export type RemovedMarkup = z.infer<typeof RemovedMarkup>

const summary = campaign.omit({ html: true, text: true, blocks: true })
export interface CampaignSummary extends z.infer<typeof summary> {}
export const CampaignSummary: z.ZodType<CampaignSummary, CampaignSummary> = summary

/** Who a filter reaches, exactly, at this moment. */
export const Audience = z.object({
  matching: z.int(),
  withoutEmail: z.int(),
  suppressed: z.int(),
  /** Who left the topic of the message, of those who could be written to otherwise. */
  leftTopic: z.int(),
  /** matching − withoutEmail − suppressed − leftTopic: the people who would be written to. */
  recipients: z.int(),
})

const FieldNameText = z.union([
  z.enum(fieldNames),
  /** Of a custom field, by its key. */
  z.templateLiteral(['custom.', z.string()]),
])

/**
 * A field that is not written in our own way: the one of ours it is understood as, or null for one
 * that nobody here knows, which keeps the campaign from going out.
 */
export const ForeignField = z.object({
  /** As it stands there, on one line. */
  written: z.string(),
  field: FieldNameText.nullable(),
  part: z.enum(messageParts),
  blockKey: z.string().nullable(),
})

export type ForeignField = z.infer<typeof ForeignField>

/**
 * A campaign as it was saved, what of its HTML was not, and the fields of other programs in what it
 * says now.
 */
const saved = campaign.extend({
  removed: z.array(RemovedMarkup),
  fields: z.array(ForeignField),
})
export interface SavedCampaign extends z.infer<typeof saved> {}
export const SavedCampaign: z.ZodType<SavedCampaign, SavedCampaign> = saved

export const RenderedMessage = z.object({
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  /** As they are written: what a message that goes to many cannot hold. */
  unknownFields: z.array(z.string()),
  fields: z.array(ForeignField),
  /** The first words of the blocks whose condition this person does not meet. */
  hiddenBlocks: z.array(z.string()),
})

export type RenderedMessage = z.infer<typeof RenderedMessage>

export const GlobalCampaignStats = CampaignStats.extend({
  campaigns: z.int(),
  /** Kept by the sandbox: in no `sent`, because nothing left. */
  sandboxed: z.int(),
  byStatus: z.record(CampaignStatus, z.int()),
})
