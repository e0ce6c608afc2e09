// The statements that start a campaign: the same whether a person asks or the clock does.
import { integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import { freezeFilesSql } from '../files/messageFiles.repository.ts'

/** Parameters: campaign, content as JSON, now. Gives the version's number. Its files go with it. */
export const insertVersionSql =
  'INSERT INTO message_versions (campaign_id, content, created_at) VALUES (?, ?, ?) RETURNING id'

/** Fixes what a campaign says, and the files it says it with. @returns the version's number */
export async function insertVersion(
  transaction: Pick<Transaction, 'first' | 'sql'>,
  campaignId: number,
  content: MessageContent,
  now: number,
): Promise<number> {
  const version = await transaction.first(newId, insertVersionSql, [
    campaignId,
    JSON.stringify(content),
    now,
  ])
  if (version === null) throw new Error('No version of the message was inserted.')
  await transaction.sql(freezeFilesSql, [version.id, campaignId])
  return version.id
}
const newId = rowOf({ id: integer() })

/**
 * Parameters: message version, recipients planned, now, now, campaign. People added from now on are
 * not part of it.
 */
export const startCampaignSql = `UPDATE campaigns SET status = 'sending', pause_reason = NULL, message_version_id = ?, planned_recipients = ?,
  last_lead_id = (SELECT coalesce(max(id), 0) FROM leads), queue_cursor = 0, started_at = ?, updated_at = ? WHERE id = ?`
