// Where sending stands, in figures for the whole application.
import type { OutboxStatus } from '#shared/contract/outbox.ts'
import type { Services } from '#main/core/services.ts'
import { statusSql } from '../campaigns/campaignStatus.ts'
import type { CampaignRow } from '../campaigns/campaigns.table.ts'
import { outboxTotals, statsFromTotals } from '../campaigns/campaigns.repository.ts'
import { isQueuedSql, isUndecidedSql } from './outbox.states.ts'

type Sending = {
  id: number
  name: string
  queueCursor: number
  lastLeadId: number
  plannedRecipients: number | null
}

/** The messages of a started campaign, those of them that have still to leave, and who waits for a winner. */
export function leftOf(
  database: Services['database'],
  campaign: Pick<CampaignRow, 'id' | 'queueCursor' | 'lastLeadId' | 'plannedRecipients'>,
): { total: number; left: number; held: number } {
  const totals = outboxTotals(database, campaign.id)
  const stats = statsFromTotals(totals)
  const { queueCursor, lastLeadId, plannedRecipients } = campaign
  const total =
    (queueCursor ?? 0) < (lastLeadId ?? 0)
      ? Math.max(stats.recipients, plannedRecipients ?? 0)
      : stats.recipients
  return { total, left: total - (stats.recipients - stats.queued), held: totals.held ?? 0 }
}

export function outboxStatus({
  database,
  host,
  outbox,
}: Pick<Services, 'database' | 'host' | 'outbox'>): OutboxStatus {
  const { engine, perMinute } = outbox.status()
  const running = database.query<Sending>(
    `SELECT id, name, queue_cursor AS queueCursor, last_lead_id AS lastLeadId, planned_recipients AS plannedRecipients FROM campaigns
     WHERE status = 'sending' AND deleted_at IS NULL AND ${statusSql} = 'sending' ORDER BY started_at`,
  )
  // An automatic message that is not due yet is not waited for.
  const [automatic] = database.query<{ due: number }>(
    `SELECT count(*) AS due FROM outbox WHERE ${isQueuedSql} AND next_attempt_at <= ?
       AND campaign_id IN (SELECT id FROM campaigns WHERE status = 'automatic' AND automatic_on = 1 AND is_held = 0)`,
    [host.clock.now()],
  )
  const blockedAccounts = database.query<OutboxStatus['blockedAccounts'][number]>(
    `SELECT id, name, blocked_reason AS reason, coalesce(blocked_reply, '') AS reply FROM email_accounts WHERE blocked_reason IS NOT NULL`,
  )
  const [figures] = database.query<{ uncertain: number; accounts: number }>(
    `SELECT (SELECT count(*) FROM outbox WHERE ${isUndecidedSql}) AS uncertain, (SELECT count(*) FROM email_accounts) AS accounts`,
  )
  let waiting = automatic?.due ?? 0
  const sending = running.map((campaign) => {
    const { total, left, held } = leftOf(database, campaign)
    // Who waits for the winner of a test is no message that leaves now, nor one to stay awake for.
    const leaving = left - held
    waiting += leaving
    const rate = leaving === 0 ? null : (perMinute[campaign.id] ?? null)
    return {
      campaignId: campaign.id,
      name: campaign.name,
      done: total - left,
      total,
      perMinute: rate,
      secondsLeft: rate === null || rate === 0 ? null : Math.ceil((leaving / rate) * 60),
    }
  })
  return {
    engine,
    waiting,
    uncertain: figures?.uncertain ?? 0,
    offline: blockedAccounts.some((account) => account.reason === 'network'),
    sandboxOnly: (figures?.accounts ?? 0) === 0,
    sending,
    blockedAccounts,
  }
}
