// Campaigns as they are written and where they stand. `completed` is never stored: it is computed
// from the outbox.
import {
  flag,
  id,
  integer,
  json,
  longText,
  moment,
  optional,
  text,
  withDefault,
} from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { LeadFilter } from '#shared/contract/crm.contract.ts'
import { ImportedTotals, type Campaign, type CampaignStatus } from '#shared/contract/campaigns.ts'
import { MailTree } from '#shared/contract/mailTree.ts'

export type StoredCampaignStatus = Exclude<CampaignStatus, 'completed'>
type PauseReason = NonNullable<Campaign['pauseReason']>

export const campaignsTable = defineTable({
  name: 'campaigns',
  columns: {
    id: id(),
    name: text(),
    subject: text(),
    preheader: text(),
    html: longText(),
    text: optional(longText()),
    /** From what html and text were drawn; null if the HTML was written by itself. */
    blocks: optional(json(MailTree)),
    fromName: text(),
    fromEmail: optional(text()),
    replyTo: optional(text()),
    accountId: optional(integer()),
    recipients: json(LeadFilter),
    /** Key of what it is about: whoever left that topic is left out. Null: about none. */
    topic: optional(text()),
    /** Links are measured, for those who agree when their message leaves. */
    measuresClicks: withDefault(flag(), false),
    status: text<StoredCampaignStatus>(),
    pauseReason: optional(text<PauseReason>()),
    /** When dead addresses stopped it last: people reached till then, and how many of them are dead. */
    brakeReached: optional(integer()),
    brakeDead: optional(integer()),
    scheduledAt: optional(moment()),
    scheduleZone: optional(text()),
    startedAt: optional(moment()),
    messageVersionId: optional(integer()),
    lastLeadId: optional(integer()),
    /** Highest lead already queued; at the end it equals `lastLeadId`. */
    queueCursor: optional(integer()),
    /** How many people were to be written to when it started: shown until all of them are queued. */
    plannedRecipients: optional(integer()),
    /** Of a campaign that another application sent; null for all others. */
    importedTotals: optional(json(ImportedTotals)),
    createdAt: moment(),
    updatedAt: moment(),
    deletedAt: optional(moment()),
    /**
     * When this was found in a copy of the data, not yet sent: it may have been sent from elsewhere.
     * Null once somebody has decided, and for all others.
     */
    copiedAt: optional(moment()),
    /** Null for an ordinary campaign; else whether what comes in by a form is written to now. */
    automaticOn: optional(flag()),
    /** While the funnel that writes it is archived: nothing leaves, whether it is on or not. */
    isHeld: withDefault(flag(), false),
    /** When the user let it go although its account's mailbox could not be read; until it was read. */
    unreadAllowedAt: optional(moment()),
    /** The funnel whose confirmations it carries; null for every campaign that is shown. */
    confirmsFunnelId: optional(integer()),
    /** The account whose letters it carries; null for every campaign that is shown. */
    lettersAccountId: optional(integer()),
    /** The campaign whose second version it is; null for every campaign that is shown. */
    variantOf: optional(integer()),
  },
  indices: [
    { name: 'campaigns_variant', columns: ['variantOf'], where: 'variant_of IS NOT NULL' },
    { name: 'campaigns_updated', columns: ['updatedAt', 'id'] },
    { name: 'campaigns_status', columns: ['status', 'scheduledAt'] },
    { name: 'campaigns_started', columns: ['startedAt'] },
    { name: 'campaigns_deleted', columns: ['deletedAt'], where: 'deleted_at IS NOT NULL' },
  ],
})
export type CampaignRow = RowOfTable<typeof campaignsTable>
