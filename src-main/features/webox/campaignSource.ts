// Rows of WeBox IA's two campaign tables as campaigns of this application: drafts, or memories of
// what was sent there.
import type { ImportedTotals } from '#shared/contract/campaigns.ts'
import type { WeboxReason } from '#shared/contract/webox.contract.ts'
import { readEmailAddress } from '#shared/rules/emailAddress.ts'
import { cleanHtml } from '#main/mail/cleaning/htmlCleaning.ts'
import { toOptionalTimestamp } from '#main/database/columns.ts'
import {
  cellCount,
  cellJson,
  cellLine,
  cellMoment,
  cellParagraphs,
  cellText,
  type SourceClock,
} from './sourceCells.ts'
import type { SourceRow } from './sourceDatabase.ts'

export type CampaignTable = 'email_campaigns' | 'email_campaigns_old'
export type Note = { reason: WeboxReason; detail: string }
export type SourceCampaign = {
  table: CampaignTable
  id: string
  name: string
  subject: string
  preheader: string
  html: string
  text: string | null
  fromName: string
  fromEmail: string | null
  replyTo: string | null
  /** What was counted there, of a campaign that was sent; null makes a draft. */
  totals: ImportedTotals | null
  createdAt: number | null
  updatedAt: number | null
  notes: Note[]
}

/** The same fact under the names of the two tables. */
const columns = {
  email_campaigns: {
    preheader: 'preheader',
    html: 'html_content',
    text: 'text_content',
    scheduled: 'scheduled_at',
    recipients: 'segment_rules',
    sent: 'total_sent',
    delivered: 'total_delivered',
    opened: 'total_opened',
    clicked: 'total_clicked',
    bounced: 'total_bounced',
    unsubscribed: 'total_unsubscribed',
  },
  email_campaigns_old: {
    preheader: 'preview_text',
    html: 'content_html',
    text: 'content_text',
    scheduled: 'scheduled_time',
    recipients: 'recipients',
    sent: 'sent_count',
    delivered: '',
    opened: 'opened_count',
    clicked: 'clicked_count',
    bounced: 'bounced_count',
    unsubscribed: '',
  },
} as const

/**
 * HTML longer than this is not even cleaned; what is longer than a campaign can be after cleaning
 * is refused too. In characters.
 */
const maxReadLength = 20_000_000
export const maxHtmlLength = 2_000_000

/** @returns a reason where nothing can be taken */
export function readSourceCampaign(
  row: SourceRow,
  table: CampaignTable,
  clock: SourceClock,
): SourceCampaign | { refused: WeboxReason; detail: string } {
  const names = columns[table]
  const notes: Note[] = []
  const note = (reason: WeboxReason, detail: unknown) =>
    void notes.push({ reason, detail: cellText(detail).slice(0, 200) })
  const line = (column: string, max: number) => {
    const { text, isShortened } = cellLine(row[column], max)
    if (isShortened) note('text_shortened', row[column])
    return text ?? ''
  }
  const raw = cellText(row[names.html])
  if (raw.length > maxReadLength) return { refused: 'too_large', detail: line('name', 200) }
  const { html, removed } = cleanHtml(cellParagraphs(raw, maxReadLength).text ?? '')
  if (html.length > maxHtmlLength) return { refused: 'too_large', detail: line('name', 200) }
  if (removed.length > 0) note('html_cleaned', removed.map(({ written }) => written).join(' '))
  const subject = line('subject', 300)
  const name = line('name', 200) || subject.slice(0, 200)
  if (name === '' && html === '') return { refused: 'nothing_written', detail: '' }
  const text = cellParagraphs(row[names.text], 500_000)
  if (text.isShortened) note('text_shortened', '')
  const address = (column: string) => {
    const typed = cellText(row[column])
    const read = readEmailAddress(typed)
    if (!read.ok && typed.trim() !== '') note('sender_left_out', typed)
    return read.ok ? read.address : null
  }
  const recipients = cellJson(row[names.recipients])
  if (recipients.value !== null || recipients.isUnreadable) note('recipients_left_out', '')
  const moment = (column: string, ahead = 0) => {
    const { value, isUnreadable } = cellMoment(row[column], clock, ahead)
    if (isUnreadable) note('date_unreadable', `${column}: ${cellText(row[column])}`)
    return value
  }
  const campaign = {
    table,
    id: row.id,
    name: name || `WeBox IA ${row.id}`,
    subject,
    preheader: line(names.preheader, 300),
    html,
    text: text.text,
    fromName: line('from_name', 120),
    fromEmail: address('from_email'),
    replyTo: address('reply_to'),
    createdAt: moment('created_at'),
    updatedAt: moment('updated_at'),
    notes,
  }
  return { ...campaign, totals: totalsOf(row, table, moment('sent_at'), note) }
}

/**
 * It was sent where its state says that it ended, where a moment of sending is on record, or where
 * messages were counted.
 */
function totalsOf(
  row: SourceRow,
  table: CampaignTable,
  sentAt: number | null,
  note: (reason: WeboxReason, detail: unknown) => void,
): ImportedTotals | null {
  const names = columns[table]
  const count = (column: string) => (column === '' ? null : cellCount(row[column]).value)
  const status = cellText(row['status']).trim().toLowerCase()
  const totals = {
    recipients: count('total_recipients'),
    sent: count(names.sent),
    delivered: count(names.delivered),
    opened: count(names.opened),
    clicked: count(names.clicked),
    bounced: count(names.bounced),
    unsubscribed: count(names.unsubscribed),
    sentAt: toOptionalTimestamp(sentAt),
  }
  if (
    sentAt !== null ||
    (totals.sent ?? 0) > 0 ||
    /^(completed|sent|finished|terminee?|envoyee?)$/.test(status)
  )
    return totals
  if (status === 'scheduled' || cellText(row[names.scheduled]).trim() !== '')
    note('schedule_left_out', row[names.scheduled])
  if (/^(active|sending|paused)$/.test(status)) note('not_sent_after_all', status)
  else if (!/^(|draft|scheduled|brouillon)$/.test(status)) note('status_unknown', status)
  if (
    [totals.delivered, totals.opened, totals.clicked, totals.bounced, totals.unsubscribed].some(
      (total) => (total ?? 0) > 0,
    )
  )
    note('totals_left_out', '')
  return null
}

/**
 * The newer table's campaign completed by its copy in the old one. Once sent anywhere, it counts as
 * sent: it must not go out again.
 */
export function unitePair(newer: SourceCampaign, old: SourceCampaign): SourceCampaign {
  return {
    ...newer,
    subject: newer.subject || old.subject,
    preheader: newer.preheader || old.preheader,
    html: newer.html || old.html,
    text: newer.text ?? old.text,
    fromName: newer.fromName || old.fromName,
    fromEmail: newer.fromEmail ?? old.fromEmail,
    replyTo: newer.replyTo ?? old.replyTo,
    totals: newer.totals ?? old.totals,
    createdAt: newer.createdAt ?? old.createdAt,
  }
}
