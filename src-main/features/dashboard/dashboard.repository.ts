// Every figure of the dashboard, from rows. Reads only.
import { conversionRate } from '#shared/rules/leadStatus.ts'
import type { Activity } from '#shared/contract/dashboard.contract.ts'
import type { Database, SqlValue } from '#main/database/database.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { displayName, pipelineStats } from '#main/features/crm/crm.feature.ts'
import { campaignStatusSql } from '#main/features/email/email.feature.ts'

function count(database: Database, sql: string, parameters: SqlValue[] = []): number {
  return database.query<{ n: number }>(sql, parameters)[0]?.n ?? 0
}

export const leadsCreated = (database: Database, from: number, to: number) =>
  count(database, 'SELECT count(*) AS n FROM leads WHERE created_at >= ? AND created_at < ?', [from, to])

/** Messages a real server accepted; the sandbox is account 0. */
export const emailsSent = (database: Database, from: number, to: number) =>
  count(database, `SELECT count(*) AS n FROM outbox WHERE state = 'sent' AND sent_at >= ? AND sent_at < ? AND account_id <> 0`, [from, to])

export const sandboxMessages = (database: Database, from: number, to: number) =>
  count(database, `SELECT count(*) AS n FROM outbox WHERE state = 'sent' AND sent_at >= ? AND sent_at < ? AND account_id = 0`, [from, to])

export const campaignsStarted = (database: Database, from: number, to: number) =>
  count(database, 'SELECT count(*) AS n FROM campaigns WHERE started_at >= ? AND started_at < ?', [from, to])

/** Campaigns that are scheduled, paused or being sent. */
export const activeCampaigns = (database: Database) =>
  count(database, `SELECT count(*) AS n FROM campaigns WHERE deleted_at IS NULL AND ${campaignStatusSql} IN ('scheduled', 'sending', 'paused')`)

/** Leads that became won in a span: moved there, or entered (imported) as won. */
export function leadsWon(database: Database, from: number, to: number): number {
  const moved = `SELECT count(*) AS n FROM lead_stage_changes WHERE changed_at >= ? AND changed_at < ? AND to_status = 'won'`
  const entered = `SELECT count(*) AS n FROM leads WHERE status = 'won' AND created_at >= ? AND created_at < ?
    AND NOT EXISTS (SELECT 1 FROM lead_stage_changes WHERE lead_id = leads.id)`
  return count(database, moved, [from, to]) + count(database, entered, [from, to])
}

/** Won leads in percent of all leads as they stood at a moment, worked back from the stage changes since; null where there were none. */
export function conversionAt(database: Database, moment: number): number | null {
  // Those that came since are few; all of them are counted already.
  const { totalLeads, byStatus } = pipelineStats(database)
  const leads = totalLeads - count(database, 'SELECT count(*) AS n FROM leads WHERE created_at >= ?', [moment])
  if (leads === 0) return null
  const wonNow = byStatus.won.count - count(database, `SELECT count(*) AS n FROM leads WHERE status = 'won' AND created_at >= ?`, [moment])
  // The first change after the moment says what the stage was at the moment.
  const [back] = database.query<{ gained: number | null; lost: number | null }>(
    `SELECT sum(leads.status = 'won' AND change.from_status <> 'won') AS gained, sum(leads.status <> 'won' AND change.from_status = 'won') AS lost
     FROM (SELECT lead_id, from_status, min(id) FROM lead_stage_changes WHERE changed_at >= ? GROUP BY lead_id) AS change
     JOIN leads ON leads.id = change.lead_id WHERE leads.created_at < ?`,
    [moment, moment],
  )
  return conversionRate(wonNow - (back?.gained ?? 0) + (back?.lost ?? 0), leads)
}

type ActivityRow = {
  kind: Activity['kind']
  at: number
  leadId: number | null
  campaignId: number | null
  firstName: string | null
  lastName: string | null
  company: string | null
  email: string | null
  phone: string | null
  title: string | null
  detail: string | null
}

const person = 'leads.first_name AS firstName, leads.last_name AS lastName, leads.company, leads.email, leads.phone'
const nobody = 'NULL AS firstName, NULL AS lastName, NULL AS company, NULL AS email, NULL AS phone'

// Each source gives its newest rows by an index; leads that came in by an import are one line, not thousands.
const sources = [
  `SELECT 'lead_created' AS kind, leads.created_at AS at, leads.id AS leadId, NULL AS campaignId, ${person}, NULL AS title, leads.status AS detail
    FROM leads WHERE import_id IS NULL ORDER BY leads.created_at DESC`,
  `SELECT 'interaction' AS kind, interactions.created_at AS at, leads.id AS leadId, NULL AS campaignId, ${person}, NULL AS title,
    interactions.type AS detail FROM interactions JOIN leads ON leads.id = interactions.lead_id ORDER BY interactions.created_at DESC`,
  `SELECT 'stage_changed' AS kind, changed_at AS at, leads.id AS leadId, NULL AS campaignId, ${person}, NULL AS title, to_status AS detail
    FROM lead_stage_changes JOIN leads ON leads.id = lead_id ORDER BY changed_at DESC`,
  `SELECT 'campaign_started' AS kind, started_at AS at, NULL AS leadId, id AS campaignId, ${nobody}, name AS title, status AS detail
    FROM campaigns WHERE started_at IS NOT NULL AND deleted_at IS NULL ORDER BY started_at DESC`,
  `SELECT 'leads_imported' AS kind, finished_at AS at, NULL AS leadId, NULL AS campaignId, ${nobody}, file_name AS title,
    CAST(json_extract(buckets, '$.created') AS TEXT) AS detail FROM imports WHERE state = 'done' ORDER BY started_at DESC`,
  `SELECT 'suppression' AS kind, created_at AS at, NULL AS leadId, NULL AS campaignId, ${nobody}, value AS title, reason AS detail
    FROM suppressions WHERE reason <> 'imported' ORDER BY created_at DESC`,
]

export function recentActivity(database: Database, limit: number): Activity[] {
  const rows = sources.flatMap((source) => database.query<ActivityRow>(`${source} LIMIT ?`, [limit]))
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
