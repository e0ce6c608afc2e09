// Where a campaign stands, from its rows: the only definition of "completed".
import { hasUnfinishedSql } from '../outbox/outbox.states.ts'

/**
 * SQL for the status shown. `sending` is over once everybody is queued and no row is left to hand
 * over.
 */
export const statusSql = `CASE WHEN campaigns.status = 'sending' AND campaigns.queue_cursor >= campaigns.last_lead_id AND NOT ${hasUnfinishedSql} THEN 'completed' ELSE campaigns.status END`

/** SQL for what is under way: scheduled, being sent or paused. */
export const isActiveSql = `${statusSql} IN ('scheduled', 'sending', 'paused')`
