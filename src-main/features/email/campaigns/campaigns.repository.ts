// All SQL about campaigns on the main thread's connections.
import { foldedPattern } from '#main/database/sqliteConnection.ts'
import type { CampaignStats, CampaignStatus } from '#shared/contract/campaigns.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import type { DeliveryState } from '#shared/contract/deliveries.ts'
import { isMeasuredSql, isSentSql, waitingStates } from '../outbox/outbox.states.ts'
import { isActiveSql, statusSql } from './campaignStatus.ts'
import { campaignsTable } from './campaigns.table.ts'
import { isShownCampaignSql, isWrittenCampaignSql } from './campaignKinds.ts'

/** A campaign as stored, with the status to show. */
export const shownCampaign = campaignsTable.and({ shownStatus: text<CampaignStatus>() })
export type ShownCampaignRow = RowOfTable<typeof shownCampaign>
/** The same without its bodies, which a list does not need. */
const listed = campaignsTable.without('html', 'text', 'blocks')
const listedCampaign = listed.and({ shownStatus: text<CampaignStatus>(), sortName: text() })
export type ListedCampaignRow = Omit<RowOfTable<typeof listedCampaign>, 'sortName'>

/** Parameter: campaign. Read by `shownCampaign`. */
export const selectCampaignSql = `SELECT ${campaignsTable.list('campaigns')}, ${statusSql} AS shownStatus FROM campaigns
  WHERE campaigns.id = ? AND campaigns.deleted_at IS NULL AND ${isWrittenCampaignSql}`

export const findCampaign = (database: Database, id: number): ShownCampaignRow | null =>
  database.first(shownCampaign, selectCampaignSql, [id])

type ListInput = Paging & {
  search?: string
  status?: CampaignStatus
  isActive: boolean
  startedFrom?: string
  startedTo?: string
  sort: '-updatedAt' | '-createdAt' | 'name'
}

type Ordered = RowOfTable<typeof listedCampaign>
const orders = {
  '-updatedAt': {
    key: 'campaigns.updated_at',
    direction: 'DESC',
    after: '<',
    of: (row: Ordered) => row.updatedAt,
  },
  '-createdAt': {
    key: 'campaigns.created_at',
    direction: 'DESC',
    after: '<',
    of: (row: Ordered) => row.createdAt,
  },
  name: {
    key: 'folded(campaigns.name)',
    direction: 'ASC',
    after: '>',
    of: (row: Ordered) => row.sortName,
  },
} as const

export function listCampaignRows<Item>(
  database: Database,
  input: ListInput,
  toItem: (row: ListedCampaignRow) => Item,
) {
  const conditions = ['campaigns.deleted_at IS NULL', isShownCampaignSql]
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
    conditions.push(
      `(folded(campaigns.name) LIKE ? ESCAPE '\\' OR folded(campaigns.subject) LIKE ? ESCAPE '\\')`,
    )
    const pattern = foldedPattern(input.search)
    parameters.push(pattern, pattern)
  }
  const total = database.count(
    `SELECT count(*) AS n FROM campaigns WHERE ${conditions.join(' AND ')}`,
    parameters,
  )
  const { key, direction, after, of } = orders[input.sort]
  const cursor = decodeCursor(input.cursor)
  if (cursor) {
    conditions.push(`(${key}, campaigns.id) ${after} (?, ?)`)
    parameters.push(cursor.key, cursor.id)
  }
  const rows = database.all(
    listedCampaign,
    `SELECT ${listed.list('campaigns')}, ${statusSql} AS shownStatus, folded(campaigns.name) AS sortName FROM campaigns WHERE ${conditions.join(' AND ')}
     ORDER BY ${key} ${direction}, campaigns.id ${direction} LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(rows, input.limit, total, (row) => ({ key: of(row), id: row.id }), toItem)
}

const stateCount = rowOf({ state: text<DeliveryState>(), count: integer() })
const statusCount = rowOf({ status: text<CampaignStatus>(), count: integer() })
export type Totals = Partial<Record<DeliveryState, number>>

/** Rows of a campaign by state. */
export function outboxTotals(database: Database, campaignId: number): Totals {
  const rows = database.all(
    stateCount,
    'SELECT state, count FROM outbox_totals WHERE campaign_id = ?',
    [campaignId],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

export type HeardTotals = Pick<
  CampaignStats,
  'bounced' | 'replied' | 'unsubscribed' | 'measured' | 'clicked' | 'clickedByPrograms'
>
const heard = rowOf({
  ...{ bounced: integer(), replied: integer(), unsubscribed: integer() },
  ...{ measured: integer(), clicked: integer(), opened: integer() },
})

/** What came back of a campaign's messages, or of all campaigns' where it is null. */
export function heardTotals(database: Database, campaignId: number | null): HeardTotals {
  const of = campaignId === null ? isOfCampaignsSql : 'campaign_id = ?'
  const count = (column: string) =>
    `(SELECT count(*) FROM outbox WHERE ${of} AND ${column} IS NOT NULL)`
  // Of the same messages as are measured: of one that nobody knows to have left a link may be opened, too.
  const clicks = (more: string) =>
    `(SELECT count(*) FROM outbox WHERE ${of} AND ${isMeasuredSql}
       AND EXISTS (SELECT 1 FROM clicks WHERE clicks.outbox_id = outbox.id${more}))`
  const parameters = campaignId === null ? [] : Array<number>(6).fill(campaignId)
  const [row] = database.all(
    heard,
    `SELECT ${count('bounced_at')} AS bounced, ${count('replied_at')} AS replied, ${count('withdrawn_at')} AS unsubscribed,
       (SELECT count(*) FROM outbox INDEXED BY outbox_measured WHERE ${of} AND ${isMeasuredSql}) AS measured,
       ${clicks(' AND automatic IS NULL')} AS clicked, ${clicks('')} AS opened`,
    parameters,
  )
  if (row === undefined) return nothingHeard
  const { opened, ...told } = row
  return { ...told, clickedByPrograms: opened - row.clicked }
}

const nothingHeard: HeardTotals = {
  ...{ bounced: 0, replied: 0, unsubscribed: 0 },
  ...{ measured: null, clicked: null, clickedByPrograms: null },
}
const isOfCampaignsSql = `campaign_id NOT IN (SELECT id FROM campaigns WHERE NOT ${isShownCampaignSql})`

/**
 * Figures from rows. A message sent again counts once: the row it replaces is `expired`, which is
 * nobody's present state.
 */
export function statsFromTotals(totals: Totals, heard: HeardTotals = nothingHeard): CampaignStats {
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
    ...heard,
  }
}

/**
 * All campaigns together; messages that ask for a confirmation and letters are
 * none. What deleted campaigns
 * sent stays counted; they themselves do not.
 */
export function globalTotals(database: Database): {
  totals: Totals
  byStatus: Partial<Record<CampaignStatus, number>>
} {
  const rows = database.all(
    stateCount,
    `SELECT state, sum(count) AS count FROM outbox_totals
     WHERE ${isOfCampaignsSql} GROUP BY state`,
  )
  const statuses = database.all(
    statusCount,
    `SELECT ${statusSql} AS status, count(*) AS count FROM campaigns
     WHERE campaigns.deleted_at IS NULL AND ${isShownCampaignSql} GROUP BY 1`,
  )
  return {
    totals: Object.fromEntries(rows.map((row) => [row.state, row.count])),
    byStatus: Object.fromEntries(statuses.map((row) => [row.status, row.count])),
  }
}

/** Messages that the sandbox kept, of one campaign or of all that are campaigns: nothing of them left. */
export const sandboxedMessages = (database: Database, campaignId: number | null): number =>
  database.count(
    `SELECT count(*) AS n FROM outbox INDEXED BY outbox_sandboxed WHERE ${isSentSql} AND account_id = 0 AND ${
      campaignId === null ? isOfCampaignsSql : 'campaign_id = ?'
    }`,
    campaignId === null ? [] : [campaignId],
  )

/** What came of one campaign's messages. */
export const campaignFigures = (database: Database, campaignId: number): CampaignStats =>
  statsFromTotals(outboxTotals(database, campaignId), heardTotals(database, campaignId))
