// The messages of all campaigns by what became of them: the rows that the figures of e-mail count.
import type {
  DeliveryListInput,
  DeliveryState,
  ListedDelivery,
} from '#shared/contract/deliveries.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { flag, integer, optional, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Key } from '#main/database/keyset.ts'
import { deliveryColumns, deliveryList, toDelivery } from './deliveries.repository.ts'
import { isFailedSql, isSentSql, isUndecidedSql } from '../outbox/outbox.states.ts'
import { isShownCampaignSql } from '../campaigns/campaignKinds.ts'

const listed = rowOf({
  ...deliveryColumns,
  campaign_id: integer(),
  campaignName: optional(text()),
  isOpenable: optional(flag()),
  isLetter: flag(),
})
type Row = RowOfTable<typeof listed>
const campaignCount = rowOf({ id: integer(), count: integer() })

const selectSql = `SELECT ${deliveryList}, outbox.campaign_id, iif(${isShownCampaignSql}, campaigns.name, NULL) AS campaignName, outbox.is_letter AS isLetter,
  (campaigns.deleted_at IS NULL AND ${isShownCampaignSql}) AS isOpenable
  FROM outbox LEFT JOIN campaigns ON campaigns.id = outbox.campaign_id`

// Word for word the conditions of the indexes they are read by.
const undatedSql = {
  failed: isFailedSql,
  undecided: isUndecidedSql,
} as const
/** What the figures of sent e-mails count. */
const isCountedSql = 'outbox.confirms IS NULL AND outbox.is_letter = 0'
const datedSql = {
  accepted: `${isSentSql} AND outbox.account_id <> 0 AND ${isCountedSql}`,
  sandboxed: `${isSentSql} AND outbox.account_id = 0 AND ${isCountedSql}`,
} as const

export function listAllDeliveries(database: Database, input: DeliveryListInput) {
  const { outcome } = input
  return outcome === 'accepted' || outcome === 'sandboxed'
    ? listDated(database, input, datedSql[outcome])
    : listUndated(database, input, undatedSql[outcome])
}

/** By moment, the latest first, along the index of what was sent. */
function listDated(database: Database, input: DeliveryListInput, condition: string) {
  const conditions = [condition, 'outbox.sent_at IS NOT NULL']
  const parameters: SqlValue[] = []
  for (const [moment, sign] of [
    [input.sentFrom, '>='],
    [input.sentTo, '<'],
  ] as const) {
    if (moment === undefined) continue
    conditions.push(`outbox.sent_at ${sign} ?`)
    parameters.push(Date.parse(moment))
  }
  const total = count(database, conditions, parameters)
  const after = decodeCursor(input.cursor)
  if (after !== null) {
    conditions.push('(outbox.sent_at, outbox.id) < (?, ?)')
    parameters.push(after.key, after.id)
  }
  const rows = database.all(
    listed,
    `${selectSql} WHERE ${conditions.join(' AND ')} ORDER BY outbox.sent_at DESC, outbox.id DESC LIMIT ?`,
    [...parameters, input.limit + 1],
  )
  return pageFrom(
    rows,
    input.limit,
    total,
    (row): Key => ({ key: row.sent_at, id: row.id }),
    toListed,
  )
}

/**
 * The newest campaign first: its messages of one state are one walk along an index, whatever else
 * there is.
 */
function listUndated(database: Database, input: DeliveryListInput, condition: string) {
  const state: DeliveryState = input.outcome === 'failed' ? 'failed' : 'uncertain'
  const after = decodeCursor(input.cursor)
  const newest = after === null ? Number.MAX_SAFE_INTEGER : Number(after.key)
  const campaigns = database.all(
    campaignCount,
    'SELECT campaign_id AS id, count FROM outbox_totals WHERE state = ? AND count > 0 ORDER BY campaign_id DESC',
    [state],
  )
  const total =
    state === 'failed'
      ? campaigns.reduce((sum, campaign) => sum + campaign.count, 0)
      : count(database, [condition], [])
  const rows: Row[] = []
  for (const { id } of campaigns) {
    if (id > newest) continue
    if (rows.length > input.limit) break
    const before = id === newest ? (after?.id ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER
    const missing = input.limit + 1 - rows.length
    rows.push(
      ...database.all(
        listed,
        `${selectSql} WHERE outbox.campaign_id = ? AND ${condition} AND outbox.id < ? ORDER BY outbox.id DESC LIMIT ?`,
        [id, before, missing],
      ),
    )
  }
  return pageFrom(
    rows,
    input.limit,
    total,
    (row): Key => ({ key: row.campaign_id, id: row.id }),
    toListed,
  )
}

const count = (database: Database, conditions: string[], parameters: SqlValue[]) =>
  database.count(`SELECT count(*) AS n FROM outbox WHERE ${conditions.join(' AND ')}`, parameters)

function toListed(row: Row): ListedDelivery {
  return {
    ...toDelivery(row),
    campaignId: row.campaign_id,
    campaignName: row.campaignName,
    isOpenable: row.isOpenable === true,
    isLetter: row.isLetter,
  }
}
