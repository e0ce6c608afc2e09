// The statements that start a campaign: the same whether a person asks or the clock does.

/** Parameters: campaign, content as JSON, now. Gives the version's number. */
export const insertVersionSql =
  'INSERT INTO message_versions (campaign_id, content, created_at) VALUES (?, ?, ?) RETURNING id'

/**
 * Parameters: message version, recipients planned, now, now, campaign. People added from now on are
 * not part of it.
 */
export const startCampaignSql = `UPDATE campaigns SET status = 'sending', pause_reason = NULL, message_version_id = ?, planned_recipients = ?,
  last_lead_id = (SELECT coalesce(max(id), 0) FROM leads), queue_cursor = 0, started_at = ?, updated_at = ? WHERE id = ?`
