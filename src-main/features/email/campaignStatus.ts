// Where a campaign stands, from its rows: the only definition of "completed".

/** SQL for the status shown. `sending` is over once everybody is queued and no row is left to hand over. */
export const statusSql = `CASE WHEN campaigns.status = 'sending' AND campaigns.queue_cursor >= campaigns.last_lead_id AND NOT EXISTS (
    SELECT 1 FROM outbox_totals WHERE outbox_totals.campaign_id = campaigns.id AND outbox_totals.count > 0
      AND outbox_totals.state IN ('queued', 'claimed', 'handing_over')
  ) THEN 'completed' ELSE campaigns.status END`
