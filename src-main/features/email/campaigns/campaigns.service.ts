// Campaigns as documents: written, read, copied, hidden. What sends them is next door.
import type { z } from 'zod'
import {
  campaignStatuses,
  type Campaign,
  type CampaignChange,
  type CampaignDraft,
  type CampaignStats,
  type CampaignSummary,
  type SavedCampaign,
  type GlobalCampaignStats,
} from '#shared/contract/campaigns.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import { withoutMarks } from '#shared/rules/mergeFields/blockMarks.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { toOptionalTimestamp, toTimestamp } from '#main/database/columns.ts'
import { cleanHtml, cleanText } from '#main/mail/cleaning/htmlCleaning.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { effectiveText } from '#main/mail/messageContent.ts'
import { checkLeadFilter, requireTopic } from '#main/features/crm/crm.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { waitingMailbox } from '../mailboxes/mailboxGate.ts'
import { countAudience } from './audience.ts'
import { foreignFieldsOf, missingField, requireFilled } from './campaignMessage.ts'
import {
  findCampaign,
  globalTotals,
  listCampaignRows,
  campaignFigures,
  heardTotals,
  outboxTotals,
  sandboxedMessages,
  selectCampaignSql,
  shownCampaign,
  statsFromTotals,
  type ListedCampaignRow,
  type ShownCampaignRow,
} from './campaigns.repository.ts'
import { adoptPictures } from '../files/campaignFiles.repository.ts'
import { requireMeasurable } from '../clicks/measurable.ts'
import { shownClicks } from '../clicks/shownClicks.ts'
import { requireAccount } from '../accounts/accounts.service.ts'
import { campaignsTable } from './campaigns.table.ts'
import { refuseWrongConditions } from './blockConditions.ts'
import { customKeysOf } from './customMerge.ts'
import { furtherAccountIds, keepFurtherAccounts } from '../spread/campaignAccounts.ts'
import { plannedTest } from '../variants/campaignTests.table.ts'
import {
  hideVariant,
  judgeByReplies,
  refuseShared,
  refuseVariant,
  shareWithVariant,
} from '../variants/variantRows.ts'

type Draft = z.output<typeof CampaignDraft>
type Reading = Pick<Services, 'database' | 'memory' | 'host'>

/** @throws 404 */
export async function getCampaign(services: Reading, id: number): Promise<Campaign> {
  const { database } = services
  const row = requireCampaign(database, id)
  return {
    ...(await toSummary(services, row)),
    html: row.html,
    text: effectiveText(row),
    blocks: row.blocks,
  }
}

export async function listCampaigns(
  services: Reading,
  input: Parameters<typeof listCampaignRows>[1],
) {
  const page = listCampaignRows(services.database, input, (row) => toSummary(services, row))
  return { ...page, items: await Promise.all(page.items) }
}

/** @param alongside what is written together with it */
export async function createCampaign(
  services: Pick<Services, 'database' | 'host' | 'memory' | 'relay'>,
  draft: Draft,
  alongside: (transaction: Transaction, id: number) => Promise<void> = async () => undefined,
): Promise<SavedCampaign> {
  const { database, host } = services
  requireAccount(database, draft.accountId ?? null)
  checkLeadFilter(database, draft.recipients ?? {})
  refuseWrongConditions(database, draft.blocks)
  if (draft.measuresClicks === true) await requireMeasurable(services)
  const { fields, removed } = cleaned(draft)
  const prepared = await prepareCampaign(fields)
  const id = await database.write(['email', 'dashboard'], async (transaction) => {
    await requireTopic(transaction, draft.topic ?? null)
    const inserted = await insertCampaign(transaction, prepared, host.clock.now())
    const { accountId = null } = prepared
    const made = { id: inserted, accountId, automaticOn: null }
    await keepFurtherAccounts(transaction, made, draft.furtherAccountIds)
    await alongside(transaction, inserted)
    return inserted
  })
  return {
    ...(await getCampaign(services, id)),
    removed,
    fields: foreignFieldsOf(requireCampaign(database, id), customKeysOf(database)),
  }
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
  const id = await campaignsTable.insert(transaction, {
    ...prepared,
    createdAt: now,
    updatedAt: now,
  })
  await adoptPictures(transaction, id, prepared.html, now)
  return id
}

/** @throws 409 once it has started: what people got cannot be edited */
export async function updateCampaign(
  services: Services,
  { id, ...change }: z.output<typeof CampaignChange>,
): Promise<SavedCampaign> {
  const { database, host } = services
  if (change.accountId !== undefined) requireAccount(database, change.accountId)
  checkLeadFilter(database, change.recipients ?? {})
  refuseWrongConditions(database, change.blocks)
  const { fields, removed } = cleaned(change)
  const columns = await columnsOf(fields)
  if (change.measuresClicks === true && !requireCampaign(database, id).measuresClicks)
    await requireMeasurable(services)
  await database.write(['email', 'dashboard'], async (transaction) => {
    const before = await getCampaignForUpdate(transaction, id)
    requireEditable(before)
    refuseShared(before, change)
    // A topic that was deleted since stays: saving something else says nothing of it.
    if (change.topic !== undefined && change.topic !== before.topic)
      await requireTopic(transaction, change.topic)
    if (before.status === 'scheduled' || (await isPlannedWith(transaction, before)))
      requireReady({ ...before, ...columns }, customKeysOf(database))
    const updatedAt = host.clock.now()
    const free = columns.blocks === null && columns.html === undefined ? freeHtml(before) : {}
    await campaignsTable.update(transaction, { id }, { ...columns, ...free, updatedAt })
    if (columns.html !== undefined) await adoptPictures(transaction, id, columns.html, updatedAt)
    const after = await getCampaignForUpdate(transaction, id)
    await keepFurtherAccounts(transaction, after, change.furtherAccountIds)
    await shareWithVariant(transaction, id)
    if (change.measuresClicks === false) await judgeByReplies(transaction, id)
  })
  return {
    ...(await getCampaign(services, id)),
    removed,
    fields: foreignFieldsOf(requireCampaign(database, id), customKeysOf(database)),
  }
}

/** True for the second version of a campaign that starts by the clock. */
const isPlannedWith = async (transaction: Transaction, { variantOf }: ShownCampaignRow) =>
  variantOf !== null && (await getCampaignForUpdate(transaction, variantOf)).status === 'scheduled'

/**
 * One that missed its time has not started: it may be changed before it is sent after all. An
 * automatic one that is off may, too.
 * @throws 409 once people got it, or may get it now
 */
export function requireEditable({
  status,
  automaticOn,
  startedAt,
}: Pick<ShownCampaignRow, 'status' | 'automaticOn' | 'startedAt'>): void {
  if (status === 'imported')
    throw apiError(
      'CONFLICT',
      'campaign_imported',
      'This campaign was sent by another application: duplicate it to write again.',
    )
  if (automaticOn === true) throw isAutomatic()
  if ((automaticOn === null && startedAt !== null) || status === 'cancelled')
    throw apiError(
      'CONFLICT',
      'campaign_already_started',
      'This campaign has started: duplicate it to change it.',
    )
}

/** Hides it. Its rows stay: they are part of the figures, and of what must never be sent twice. */
export async function deleteCampaign({ database, host }: Services, id: number): Promise<void> {
  await database.write(['email', 'dashboard'], async (transaction) => {
    const campaign = await getCampaignForUpdate(transaction, id)
    refuseVariant(campaign)
    const { shownStatus, automaticOn } = campaign
    if (automaticOn !== null && shownStatus !== 'cancelled') throw isAutomatic()
    if (shownStatus === 'scheduled' || shownStatus === 'sending' || shownStatus === 'paused') {
      throw apiError(
        'CONFLICT',
        'campaign_already_started',
        'Cancel this campaign before deleting it.',
      )
    }
    const deletedAt = host.clock.now()
    await campaignsTable.update(transaction, { id }, { deletedAt })
    await hideVariant(transaction, id, deletedAt)
  })
}

export function globalCampaignStats({ database }: Reading): z.infer<typeof GlobalCampaignStats> {
  const { totals, byStatus } = globalTotals(database)
  const counts = Object.fromEntries(
    campaignStatuses.map((status) => [status, byStatus[status] ?? 0]),
  ) as Record<(typeof campaignStatuses)[number], number>
  const stats = shownClicks(statsFromTotals(totals, heardTotals(database, null)), null)
  const sandboxed = sandboxedMessages(database, null)
  return {
    ...stats,
    ...{ sent: stats.sent - sandboxed, sandboxed },
    campaigns: Object.values(counts).reduce((sum, count) => sum + count, 0),
    byStatus: counts,
  }
}

/** The campaign inside a write: nobody else can change it before the write ends. @throws 404 */
export async function getCampaignForUpdate(
  transaction: Transaction,
  id: number,
): Promise<ShownCampaignRow> {
  const row = await transaction.first(shownCampaign, selectCampaignSql, [id])
  if (row === null) throw unknownId('campaign', id)
  return row
}

/** A funnel or a sequence writes it: it is turned off, changed and taken away there. */
export function isAutomatic(): Error {
  return apiError(
    'CONFLICT',
    'campaign_automatic',
    'A funnel or a sequence sends this campaign: turn it off or take it out there.',
  )
}

/** @throws 422 naming the first field without which it cannot be sent */
export function requireComplete(campaign: Parameters<typeof missingField>[0]): void {
  const field = missingField(campaign)
  if (field !== null)
    throw apiError('UNPROCESSABLE', 'campaign_incomplete', `The campaign has no ${field}.`, {
      field,
    })
}

/**
 * Complete, and with no place left to fill in: it may go to many.
 * @param customKeys of the custom fields there are
 * @throws 422 naming what is missing
 */
export function requireReady(
  campaign: Parameters<typeof requireFilled>[0],
  customKeys: ReadonlySet<string>,
): void {
  requireComplete(campaign)
  requireFilled(campaign, customKeys)
}

export function requireCampaign(database: Database, id: number): ShownCampaignRow {
  const row = findCampaign(database, id)
  if (row === null) throw unknownId('campaign', id)
  return row
}

export const emptyCampaign = {
  ...{ subject: '', preheader: '', html: '' },
  ...{ text: null, blocks: null },
  fromName: '',
  fromEmail: null,
  replyTo: null,
  accountId: null,
  recipients: {},
  topic: null,
  measuresClicks: false,
  isHeld: false,
} as const

/**
 * Fields as columns, those left out left out. Written HTML is cleaned here, once, so that
 * everything after it is clean, and takes the
 * place of blocks. Of blocks, HTML and text are drawn: nothing in them was typed as markup.
 */
async function columnsOf({
  html,
  text,
  blocks,
  furtherAccountIds: _further,
  ...fields
}: Partial<Draft>) {
  return {
    ...fields,
    ...(text === undefined ? {} : { text: text === null || text.trim() === '' ? null : text }),
    ...(html === undefined ? {} : { html: cleanHtml(html).html, blocks: null }),
    ...(blocks === undefined ? {} : await drawn(blocks)),
  }
}

/** Fields with HTML and text cleaned, and what was taken out. Cleaning twice changes nothing. */
function cleaned<Fields extends Partial<Draft>>(given: Fields) {
  const html = given.html === undefined ? null : cleanHtml(given.html)
  const text = given.text == null ? null : cleanText(given.text)
  return {
    fields: {
      ...given,
      ...(html === null ? {} : { html: html.html }),
      ...(text === null ? {} : { text: text.text }),
    },
    removed: [...(html?.removed ?? []), ...(text?.removed ?? [])],
  }
}

/** HTML that is written from now on: what was for some people only is for everybody. */
const freeHtml = ({ html }: Pick<ShownCampaignRow, 'html'>) => ({ html: withoutMarks(html) })

async function drawn(blocks: MailTree | null) {
  if (blocks === null) return { blocks: null }
  const { html, text } = await layOutMail(blocks)
  return { html, text, blocks }
}

async function toSummary(services: Reading, row: ListedCampaignRow): Promise<CampaignSummary> {
  return {
    ...{ id: row.id, name: row.name, subject: row.subject, preheader: row.preheader },
    ...{ fromName: row.fromName, fromEmail: row.fromEmail, replyTo: row.replyTo },
    accountId: row.accountId,
    furtherAccountIds: furtherAccountIds(services.database, row),
    recipients: row.recipients,
    topic: row.topic,
    measuresClicks: row.measuresClicks,
    status: row.shownStatus,
    automaticOn: row.automaticOn,
    variantOf: row.variantOf,
    test: plannedTest(services.database, row.id),
    pauseReason: row.shownStatus === 'paused' ? row.pauseReason : null,
    deadAddresses:
      row.brakeReached === null || row.brakeDead === null
        ? null
        : { reached: row.brakeReached, dead: row.brakeDead },
    waitsForMailbox: waitingMailbox(services, row),
    mayHaveBeenSent: row.copiedAt !== null,
    scheduledAt: toOptionalTimestamp(row.scheduledAt),
    startedAt: toOptionalTimestamp(row.startedAt),
    createdAt: toTimestamp(row.createdAt),
    updatedAt: toTimestamp(row.updatedAt),
    stats: await campaignStats(services, row),
    importedTotals: row.importedTotals,
  }
}

async function campaignStats(services: Reading, row: ListedCampaignRow): Promise<CampaignStats> {
  const { database } = services
  if (row.startedAt === null) {
    // Whom it will write to is not known before they come.
    if (row.automaticOn !== null) return statsFromTotals({})
    if (row.status === 'cancelled' || row.status === 'imported') return statsFromTotals({})
    const audience = await countAudience(services, row.recipients, row.topic)
    return {
      ...statsFromTotals({}),
      recipients: audience.recipients,
      suppressed: audience.suppressed + audience.leftTopic,
    }
  }
  const stats = shownClicks(campaignFigures(database, row.id), row)
  // The engine empties the queue of a cancelled campaign in slices; nothing of it can be claimed
  // any more.
  if (row.status === 'cancelled') {
    const { queued = 0, held = 0 } = outboxTotals(database, row.id)
    const waiting = queued + held
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
