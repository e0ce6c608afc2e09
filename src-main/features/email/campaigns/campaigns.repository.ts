// All SQL about campaigns on the main thread's connections.
import type { CampaignStats, CampaignStatus } from '#shared/contract/email.contract.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import type { DeliveryState } from '#shared/contract/deliveries.ts'
import { waitingStates } from '../outbox/outbox.states.ts'
import { isActiveSql, statusSql } from './campaignStatus.ts'
import type { CampaignRow } from './campaigns.table.ts'

/** A campaign as stored, with the status to show. */
export type ShownCampaignRow = CampaignRow & { shownStatus: CampaignStatus }
/** The same without its bodies, which a list does not need. */
export type ListedCampaignRow = Omit<ShownCampaignRow, 'html' | 'text' | 'blocks'>

const listedColumns = `campaigns.id, campaigns.name, campaigns.subject, campaigns.preheader, campaigns.from_name AS fromName,
  campaigns.from_email AS fromEmail, campaigns.reply_to AS replyTo, campaigns.account_id AS accountId, campaigns.recipients,
  campaigns.status, campaigns.pause_reason AS pauseReason, campaigns.scheduled_at AS scheduledAt, campaigns.schedule_zone AS scheduleZone,
  campaigns.started_at AS startedAt, campaigns.message_version_id AS messageVersionId, campaigns.last_lead_id AS lastLeadId,
  campaigns.queue_cursor AS queueCursor, campaigns.planned_recipients AS plannedRecipients, campaigns.imported_totals AS importedTotals,
  campaigns.created_at AS createdAt,
  campaigns.updated_at AS updatedAt, campaigns.deleted_at AS deletedAt, campaigns.automatic_on AS automaticOn, campaigns.is_held AS isHeld,
  campaigns.confirms_funnel_id AS confirmsFunnelId, ${statusSql} AS shownStatus`

export const selectCampaignSql = `SELECT ${listedColumns}, campaigns.html, campaigns.text, campaigns.blocks FROM campaigns
  WHERE campaigns.id = ? AND campaigns.deleted_at IS NULL AND campaigns.confirms_funnel_id IS NULL`

export function findCampaign(database: Database, id: number): ShownCampaignRow | null {
  return database.query<ShownCampaignRow>(selectCampaignSql, [id])[0] ?? null
}

type ListInput = Paging & {
  search?: string
  status?: CampaignStatus
  isActive: boolean
  startedFrom?: string
  startedTo?: string
  sort: '-updatedAt' | '-createdAt' | 'name'
}

const orders = {
  '-updatedAt': { key: 'campaigns.updated_at', direction: 'DESC', after: '<' },
  '-createdAt': { key: 'campaigns.created_at', direction: 'DESC', after: '<' },
  name: { key: 'lower(campaigns.name)', direction: 'ASC', after: '>' },
} as const

export function listCampaignRows<Item>(
  database: Database,
  input: ListInput,
  toItem: (row: ListedCampaignRow) => Item,
) {
  const conditions = ['campaigns.deleted_at IS NULL', 'campaigns.confirms_funnel_id IS NULL']
  const parameters: SqlValue[] = []
  if (input.status !== undefined) {
    conditions.push(`${statusSql} = ?`)
    parameters.push(input.status)
  }
  if (input.isActive) conditions.push(isActiveSql)
  for (const [moment, sign] of [
    [input.startedFrom, '>='],
    [input.startedTo, '<'],
  ] as const) {
    if (moment === undefined) continue
    conditions.push(`campaigns.started_at ${sign} ?`)
    parameters.push(Date.parse(moment))
  }
  if (input.search) {
    conditions.push(`(campaigns.name LIKE ? ESCAPE '\\' OR campaigns.subject LIKE ? ESCAPE '\\')`)
    const pattern = `%${input.search.replace(/[\\%_]/g, '\\$&')}%`
    parameters.push(pattern, pattern)
  }
  const [counted] = database.query<{ total: number }>(
    `SELECT count(*) AS total FROM campaigns WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  const { key, direction, after } = orders[input.sort]
  const cursor = decodeCursor(input.cursor)
  if (cursor) {
    conditions.push(`(${key}, campaigns.id) ${after} (?, ?)`)
    parameters.push(cursor.key, cursor.id)
  }
  const rows = database.query<ListedCampaignRow & { sortKey: string | number }>(
    `SELECT ${listedColumns}, ${key} AS sortKey FROM campaigns WHERE ${conditions.join(' AND ')}
     ORDER BY ${key} ${direction}, campaigns.id ${direction} LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    counted?.total ?? 0,
    (row) => ({ key: row.sortKey, id: row.id }),
    toItem,
  )
}

export type Totals = Partial<Record<DeliveryState, number>>

/** Rows of a campaign by state. */
export function outboxTotals(database: Database, campaignId: number): Totals {
  const rows = database.query<{ state: DeliveryState; count: number }>(
    'SELECT state, count FROM outbox_totals WHERE campaign_id = ?',
    [campaignId],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/**
 * Figures from rows. A message sent again counts once: the row it replaces is `expired`, which is
 * nobody's present state.
 */
export function statsFromTotals(totals: Totals): CampaignStats {
  const of = (...states: DeliveryState[]) =>
    states.reduce((sum, state) => sum + (totals[state] ?? 0), 0)
  const stats = {
    queued: of(...waitingStates),
    sent: of('sent'),
    failed: of('failed'),
    uncertain: of('uncertain'),
    suppressed: of('suppressed'),
    cancelled: of('cancelled'),
  }
  return {
    recipients: stats.queued + stats.sent + stats.failed + stats.uncertain + stats.cancelled,
    ...stats,
  }
}

/**
 * All campaigns together; messages that ask for a confirmation are none. What deleted campaigns
 * sent stays counted; they themselves do not.
 */
export function globalTotals(database: Database): {
  totals: Totals
  byStatus: Partial<Record<CampaignStatus, number>>
} {
  const rows = database.query<{
    state: DeliveryState
    count: number
  }>(`SELECT state, sum(count) AS count FROM outbox_totals
     WHERE campaign_id NOT IN (SELECT id FROM campaigns WHERE confirms_funnel_id IS NOT NULL) GROUP BY state`)
  const statuses = database.query<{ status: CampaignStatus; count: number }>(
    `SELECT ${statusSql} AS status, count(*) AS count FROM campaigns
     WHERE campaigns.deleted_at IS NULL AND campaigns.confirms_funnel_id IS NULL GROUP BY 1`,
  )
  return {
    totals: Object.fromEntries(rows.map((row) => [row.state, row.count])),
    byStatus: Object.fromEntries(statuses.map((row) => [row.status, row.count])),
  }
}

/** What came of one campaign's messages. */
export const campaignFigures = (database: Database, campaignId: number): CampaignStats =>
  statsFromTotals(outboxTotals(database, campaignId))
