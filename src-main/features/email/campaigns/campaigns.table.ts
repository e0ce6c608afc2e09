// Campaigns as they are written and where they stand. `completed` is never stored: it is computed
// from the outbox.
import { EntitySchema } from 'typeorm'
import {
  idColumn,
  momentColumn,
  optionalMomentColumn,
  optionalTextColumn,
  textColumn,
} from '#main/database/columns.ts'
import type { Campaign, CampaignStatus } from '#shared/contract/campaigns.ts'

export type StoredCampaignStatus = Exclude<CampaignStatus, 'completed'>

export type CampaignRow = {
  id: number
  name: string
  subject: string
  preheader: string
  html: string
  text: string | null
  /**
   * A MailTree, as JSON, from which html and text were drawn; null where the HTML was written by
   * itself.
   */
  blocks: string | null
  fromName: string
  fromEmail: string | null
  replyTo: string | null
  accountId: number | null
  /** A LeadFilter, as JSON. */
  recipients: string
  status: StoredCampaignStatus
  pauseReason: Campaign['pauseReason']
  scheduledAt: number | null
  scheduleZone: string | null
  startedAt: number | null
  messageVersionId: number | null
  lastLeadId: number | null
  /** Highest lead already queued; at the end it equals `lastLeadId`. */
  queueCursor: number | null
  /** How many people were to be written to when it started: shown until all of them are queued. */
  plannedRecipients: number | null
  /** ImportedTotals as JSON, of a campaign that another application sent; null for all others. */
  importedTotals: string | null
  createdAt: number
  updatedAt: number
  deletedAt: number | null
  /** Null for an ordinary campaign; else whether what comes in by a form is written to now. */
  automaticOn: 0 | 1 | null
  /** 1 while the funnel that writes it is archived: nothing leaves, whether it is on or not. */
  isHeld: 0 | 1
  /** The funnel whose confirmations it carries; null for every campaign that is shown. */
  confirmsFunnelId: number | null
}

export const campaignsTable = new EntitySchema<CampaignRow>({
  name: 'campaigns',
  columns: {
    id: idColumn,
    name: textColumn('name'),
    subject: textColumn('subject'),
    preheader: textColumn('preheader'),
    html: { type: 'text' },
    text: { type: 'text', nullable: true },
    blocks: { type: 'text', nullable: true },
    fromName: textColumn('from_name'),
    fromEmail: optionalTextColumn('from_email'),
    replyTo: optionalTextColumn('reply_to'),
    accountId: { type: 'integer', name: 'account_id', nullable: true },
    recipients: { type: 'text' },
    status: textColumn('status') as never,
    pauseReason: optionalTextColumn('pause_reason') as never,
    scheduledAt: optionalMomentColumn('scheduled_at'),
    scheduleZone: optionalTextColumn('schedule_zone'),
    startedAt: optionalMomentColumn('started_at'),
    messageVersionId: { type: 'integer', name: 'message_version_id', nullable: true },
    lastLeadId: { type: 'integer', name: 'last_lead_id', nullable: true },
    queueCursor: { type: 'integer', name: 'queue_cursor', nullable: true },
    plannedRecipients: { type: 'integer', name: 'planned_recipients', nullable: true },
    importedTotals: { type: 'text', name: 'imported_totals', nullable: true },
    createdAt: momentColumn('created_at'),
    updatedAt: momentColumn('updated_at'),
    deletedAt: optionalMomentColumn('deleted_at'),
    automaticOn: { type: 'integer', name: 'automatic_on', nullable: true },
    isHeld: { type: 'integer', name: 'is_held', default: 0 },
    confirmsFunnelId: { type: 'integer', name: 'confirms_funnel_id', nullable: true },
  },
  indices: [
    { name: 'campaigns_updated', columns: ['updatedAt', 'id'] },
    { name: 'campaigns_status', columns: ['status', 'scheduledAt'] },
    { name: 'campaigns_started', columns: ['startedAt'] },
  ],
})
