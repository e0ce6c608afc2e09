// Campaigns as documents: written, read, copied, hidden. What sends them is next door.
import type { z } from 'zod'
import {
  campaignStatuses,
  type Campaign,
  type CampaignChange,
  type CampaignDraft,
  type CampaignStats,
  type CampaignSummary,
  type GlobalCampaignStats,
} from '#shared/contract/email.contract.ts'
import type { LeadFilter } from '#shared/contract/crm.contract.ts'
import type { MailTree } from '#shared/contract/mailBlocks.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import { mailSafeHtml } from '#main/mail/htmlBody.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { effectiveText } from '#main/mail/messageContent.ts'
import { refusal, unknownId } from '#main/platform/refusal.ts'
import { countAudience } from './audience.ts'
import {
  businessSettings,
  missingField,
  requireFilled,
  selectSettingsSql,
} from './campaignMessage.ts'
import {
  findCampaign,
  globalTotals,
  listCampaignRows,
  outboxTotals,
  selectCampaignSql,
  statsFromTotals,
  type ListedCampaignRow,
  type ShownCampaignRow,
} from './campaigns.repository.ts'
import { requireAccount } from '../accounts/accounts.service.ts'

type Draft = z.output<typeof CampaignDraft>
type Reading = Pick<Services, 'database'>

/** @throws 404 */
export async function getCampaign({ database }: Reading, id: number): Promise<Campaign> {
  const row = requireCampaign(database, id)
  return {
    ...(await toSummary(database, row)),
    html: row.html,
    text: effectiveText(row),
    blocks: blocksOf(row),
  }
}

export async function listCampaigns(
  { database }: Reading,
  input: Parameters<typeof listCampaignRows>[1],
) {
  const page = listCampaignRows(database, input, (row) => toSummary(database, row))
  return { ...page, items: await Promise.all(page.items) }
}

export async function createCampaign(
  { database, host }: Pick<Services, 'database' | 'host'>,
  draft: Draft,
): Promise<Campaign> {
  requireAccount(database, draft.accountId ?? null)
  const prepared = await prepareCampaign(draft)
  const id = await database.write(['email', 'dashboard'], (transaction) =>
    insertCampaign(transaction, prepared, host.clock.now()),
  )
  return getCampaign({ database }, id)
}

export type PreparedCampaign = Awaited<ReturnType<typeof prepareCampaign>>

/** A draft as a row, its blocks drawn: what takes time happens here, before a write begins. */
export async function prepareCampaign(draft: Draft) {
  return {
    ...emptyCampaign,
    ...(await columnsOf(draft)),
    name: draft.name,
    status: 'draft' as const,
  }
}

/** The row inside a write, for what is written together with something else. @returns its number */
export async function insertCampaign(
  transaction: Transaction,
  prepared: PreparedCampaign,
  now: number,
): Promise<number> {
  const inserted = await transaction.insert('campaigns', {
    ...prepared,
    createdAt: now,
    updatedAt: now,
  })
  return Number(inserted.identifiers[0]?.['id'])
}

/** @throws 409 once it has started: what people got cannot be edited */
export async function updateCampaign(
  services: Services,
  { id, ...change }: z.output<typeof CampaignChange>,
): Promise<Campaign> {
  const { database, host } = services
  if (change.accountId !== undefined) requireAccount(database, change.accountId)
  const columns = await columnsOf(change)
  await database.write(['email', 'dashboard'], async (transaction) => {
    const before = await lockCampaign(transaction, id)
    if (before.status === 'imported')
      throw refusal(
        'CONFLICT',
        'campaign_imported',
        'This campaign was sent by another application: duplicate it to write again.',
      )
    if (before.automaticOn === 1) throw isAutomatic()
    // One that missed its time has not started: it may be changed before it is sent after all. An
    // automatic one that is off may, too.
    if (
      (before.automaticOn === null && before.startedAt !== null) ||
      before.status === 'cancelled'
    ) {
      throw refusal(
        'CONFLICT',
        'campaign_already_started',
        'This campaign has started: duplicate it to change it.',
      )
    }
    if (before.status === 'scheduled') requireReady({ ...before, ...columns })
    await transaction.update('campaigns', { id }, { ...columns, updatedAt: host.clock.now() })
  })
  return getCampaign(services, id)
}

/** Hides it. Its rows stay: they are part of the figures, and of what must never be sent twice. */
export async function deleteCampaign({ database, host }: Services, id: number): Promise<void> {
  await database.write(['email', 'dashboard'], async (transaction) => {
    const { shownStatus, automaticOn } = await lockCampaign(transaction, id)
    if (automaticOn !== null && shownStatus !== 'cancelled') throw isAutomatic()
    if (shownStatus === 'scheduled' || shownStatus === 'sending' || shownStatus === 'paused') {
      throw refusal(
        'CONFLICT',
        'campaign_already_started',
        'Cancel this campaign before deleting it.',
      )
    }
    await transaction.sql('UPDATE campaigns SET deleted_at = ? WHERE id = ?', [
      host.clock.now(),
      id,
    ])
  })
}

export async function duplicateCampaign(services: Services, id: number): Promise<Campaign> {
  const original = requireCampaign(services.database, id)
  const { language } = businessSettings(services.database.query(selectSettingsSql))
  const suffix = language === 'fr' ? ' (copie)' : ' (copy)'
  const { subject, preheader, html, text, fromName, fromEmail, replyTo } = original
  const blocks = blocksOf(original)
  return createCampaign(services, {
    ...(blocks === null ? { html, text } : { blocks }),
    ...{ subject, preheader, fromName, fromEmail, replyTo },
    name: `${original.name.slice(0, 200 - suffix.length)}${suffix}`,
    accountId: findsAccount(services.database, original.accountId) ? original.accountId : null,
    recipients: JSON.parse(original.recipients) as LeadFilter,
  })
}

export function globalCampaignStats({ database }: Reading): z.infer<typeof GlobalCampaignStats> {
  const { totals, byStatus } = globalTotals(database)
  const counts = Object.fromEntries(
    campaignStatuses.map((status) => [status, byStatus[status] ?? 0]),
  ) as Record<(typeof campaignStatuses)[number], number>
  return {
    ...statsFromTotals(totals),
    campaigns: Object.values(counts).reduce((sum, count) => sum + count, 0),
    byStatus: counts,
  }
}

/** The campaign inside a write: nobody else can change it before the write ends. @throws 404 */
export async function lockCampaign(
  transaction: Transaction,
  id: number,
): Promise<ShownCampaignRow> {
  const [row] = await transaction.sql<ShownCampaignRow>(selectCampaignSql, [id])
  if (row === undefined) throw unknownId('campaign', id)
  return row
}

/** A funnel writes it: it is turned off, changed and taken away there. */
export function isAutomatic(): Error {
  return refusal(
    'CONFLICT',
    'campaign_automatic',
    'A funnel sends this campaign: turn it off or take it out there.',
  )
}

/** @throws 422 naming the first field without which it cannot be sent */
export function requireComplete(campaign: Parameters<typeof missingField>[0]): void {
  const field = missingField(campaign)
  if (field !== null)
    throw refusal('UNPROCESSABLE', 'campaign_incomplete', `The campaign has no ${field}.`, {
      field,
    })
}

/**
 * Complete, and with no place left to fill in: it may go to many.
 * @throws 422 naming what is missing
 */
export function requireReady(campaign: Parameters<typeof requireFilled>[0]): void {
  requireComplete(campaign)
  requireFilled(campaign)
}

export function requireCampaign(database: Database, id: number): ShownCampaignRow {
  const row = findCampaign(database, id)
  if (row === null) throw unknownId('campaign', id)
  return row
}

export const emptyCampaign = {
  subject: '',
  preheader: '',
  html: '',
  text: null,
  blocks: null,
  fromName: '',
  fromEmail: null,
  replyTo: null,
  accountId: null,
  recipients: '{}',
  isHeld: 0,
} as const

/**
 * Fields as columns, those left out left out. Written HTML is cleaned here, once, so that
 * everything after it is clean, and takes the
 * place of blocks. Of blocks, HTML and text are drawn: nothing in them was typed as markup.
 */
async function columnsOf({ recipients, html, text, blocks, ...fields }: Partial<Draft>) {
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...(recipients === undefined ? {} : { recipients: JSON.stringify(recipients) }),
    ...(text === undefined ? {} : { text: text === null || text.trim() === '' ? null : text }),
    ...(html === undefined ? {} : { html: mailSafeHtml(html), blocks: null }),
    ...(blocks === undefined ? {} : await drawn(blocks)),
  }
}

async function drawn(blocks: MailTree | null) {
  if (blocks === null) return { blocks: null }
  const { html, text } = await layOutMail(blocks)
  return { html, text, blocks: JSON.stringify(blocks) }
}

const blocksOf = ({ blocks }: Pick<ShownCampaignRow, 'blocks'>): MailTree | null =>
  blocks === null ? null : (JSON.parse(blocks) as MailTree)

async function toSummary(database: Database, row: ListedCampaignRow): Promise<CampaignSummary> {
  return {
    id: row.id,
    name: row.name,
    subject: row.subject,
    preheader: row.preheader,
    fromName: row.fromName,
    fromEmail: row.fromEmail,
    replyTo: row.replyTo,
    accountId: row.accountId,
    recipients: JSON.parse(row.recipients) as LeadFilter,
    status: row.shownStatus,
    automaticOn: row.automaticOn === null ? null : row.automaticOn === 1,
    pauseReason: row.shownStatus === 'paused' ? row.pauseReason : null,
    scheduledAt: toOptionalTimestamp(row.scheduledAt),
    startedAt: toOptionalTimestamp(row.startedAt),
    createdAt: toTimestamp(row.createdAt),
    updatedAt: toTimestamp(row.updatedAt),
    stats: await campaignStats(database, row),
    importedTotals:
      row.importedTotals === null
        ? null
        : (JSON.parse(row.importedTotals) as Campaign['importedTotals']),
  }
}

async function campaignStats(database: Database, row: ListedCampaignRow): Promise<CampaignStats> {
  if (row.startedAt === null) {
    // Whom it will write to is not known before they come.
    if (row.automaticOn !== null) return statsFromTotals({})
    if (row.status === 'cancelled' || row.status === 'imported') return statsFromTotals({})
    const audience = await countAudience(database, JSON.parse(row.recipients) as LeadFilter)
    return {
      ...statsFromTotals({}),
      recipients: audience.recipients,
      suppressed: audience.suppressed,
    }
  }
  const stats = statsFromTotals(outboxTotals(database, row.id))
  // The engine empties the queue of a cancelled campaign in slices; nothing of it can be claimed
  // any more.
  if (row.status === 'cancelled') {
    const waiting = outboxTotals(database, row.id).queued ?? 0
    return { ...stats, queued: stats.queued - waiting, cancelled: stats.cancelled + waiting }
  }
  const stillToQueue =
    (row.queueCursor ?? 0) < (row.lastLeadId ?? 0)
      ? Math.max(0, (row.plannedRecipients ?? 0) - stats.recipients)
      : 0
  return {
    ...stats,
    recipients: stats.recipients + stillToQueue,
    queued: stats.queued + stillToQueue,
  }
}

function findsAccount(database: Database, id: number | null): boolean {
  return id !== null && database.query('SELECT 1 FROM email_accounts WHERE id = ?', [id]).length > 0
}
