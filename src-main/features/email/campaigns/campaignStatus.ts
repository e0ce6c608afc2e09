// Where a campaign stands, from its rows: the only definition of "completed".

/**
 * SQL that is true while messages of a campaign may leave: it is being sent, or is automatic, on,
 * and its funnel not archived.
 */
export const mayLeaveSql = `(campaigns.status = 'sending' OR (campaigns.status = 'automatic' AND campaigns.automatic_on = 1 AND campaigns.is_held = 0))`

/**
 * SQL for the status shown. `sending` is over once everybody is queued and no row is left to hand
 * over.
 */
export const statusSql = `CASE WHEN campaigns.status = 'sending' AND campaigns.queue_cursor >= campaigns.last_lead_id AND NOT EXISTS (
    SELECT 1 FROM outbox_totals WHERE outbox_totals.campaign_id = campaigns.id AND outbox_totals.count > 0
      AND outbox_totals.state IN ('queued', 'claimed', 'handing_over')
  ) THEN 'completed' ELSE campaigns.status END`

/** SQL for what is under way: scheduled, being sent or paused. */
export const isActiveSql = `${statusSql} IN ('scheduled', 'sending', 'paused')`
