// Every figure of the dashboard, from rows. Reads only.
import type { Activity } from '#shared/contract/dashboard.contract.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { displayName } from '#main/features/crm/crm.feature.ts'
import { isActiveSql, isShownCampaignSql } from '#main/features/email/email.feature.ts'

const count = (database: Database, sql: string, parameters: SqlValue[] = []): number =>
  database.count(sql, parameters)

/** Each figure of campaigns leads to a list of them: what that does not show is not counted. */
const isListedSql = `campaigns.deleted_at IS NULL AND ${isShownCampaignSql}`

export const campaignsStarted = (database: Database, from: number, to: number) =>
  count(
    database,
    `SELECT count(*) AS n FROM campaigns WHERE ${isListedSql} AND started_at >= ? AND started_at < ?`,
    [from, to],
  )

/** Campaigns that are scheduled, paused or being sent. */
export const activeCampaigns = (database: Database) =>
  count(database, `SELECT count(*) AS n FROM campaigns WHERE ${isListedSql} AND ${isActiveSql}`)

export const activeFunnels = (database: Database) =>
  count(database, 'SELECT count(*) AS n FROM funnels WHERE is_active = 1 AND is_archived = 0')

/**
 * Nothing can have been measured on a funnel that was never published, unless a sale was entered by
 * hand.
 */
export const wasAnyFunnelMeasured = (database: Database) =>
  count(
    database,
    'SELECT EXISTS (SELECT 1 FROM funnels WHERE published_at IS NOT NULL) OR EXISTS (SELECT 1 FROM funnel_totals) AS n',
  ) === 1

const activity = rowOf({
  kind: text<Activity['kind']>(),
  at: moment(),
  leadId: optional(integer()),
  campaignId: optional(integer()),
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  phone: optional(text()),
  title: optional(text()),
  detail: optional(text()),
})

const person =
  'leads.first_name AS firstName, leads.last_name AS lastName, leads.company, leads.email, leads.phone'
const nobody = 'NULL AS firstName, NULL AS lastName, NULL AS company, NULL AS email, NULL AS phone'

// Each source gives its newest rows by an index; leads that came in by an import are one line, not
// thousands.
const sources = [
  `SELECT 'lead_created' AS kind, leads.created_at AS at, leads.id AS leadId, NULL AS campaignId, ${person}, NULL AS title, leads.status AS detail
    FROM leads WHERE import_id IS NULL ORDER BY leads.created_at DESC`,
  `SELECT 'interaction' AS kind, interactions.created_at AS at, leads.id AS leadId, NULL AS campaignId, ${person}, NULL AS title,
    interactions.type AS detail FROM interactions JOIN leads ON leads.id = interactions.lead_id ORDER BY interactions.created_at DESC`,
  `SELECT 'stage_changed' AS kind, changed_at AS at, leads.id AS leadId, NULL AS campaignId, ${person}, NULL AS title, to_status AS detail
    FROM lead_stage_changes JOIN leads ON leads.id = lead_id ORDER BY changed_at DESC`,
  `SELECT 'campaign_started' AS kind, started_at AS at, NULL AS leadId, id AS campaignId, ${nobody}, name AS title, status AS detail
    FROM campaigns WHERE started_at IS NOT NULL AND ${isListedSql} ORDER BY started_at DESC`,
  `SELECT 'leads_imported' AS kind, finished_at AS at, NULL AS leadId, NULL AS campaignId, ${nobody}, file_name AS title,
    CAST(json_extract(buckets, '$.created') AS TEXT) AS detail FROM imports WHERE state = 'done' ORDER BY started_at DESC`,
  `SELECT 'suppression' AS kind, created_at AS at, NULL AS leadId, NULL AS campaignId, ${nobody}, value AS title, reason AS detail
    FROM suppressions WHERE reason <> 'imported' ORDER BY created_at DESC`,
]

export function recentActivity(database: Database, limit: number): Activity[] {
  const rows = sources.flatMap((source) => database.all(activity, `${source} LIMIT ?`, [limit]))
  return rows
    .sort((a, b) => b.at - a.at)
    .slice(0, limit)
    .map((row) => ({
      kind: row.kind,
      at: toTimestamp(row.at),
      leadId: row.leadId,
      campaignId: row.campaignId,
      title: row.title ?? displayName(row),
      detail: row.detail,
    }))
}
