// When a lead was lost: its last coming into the stage; where none is on record, its arrival.

/** A move of a lead that still stands, of a row of `leads`. */
const lastLossSql = `(SELECT max(changed_at) FROM lead_stage_changes WHERE lead_stage_changes.lead_id = leads.id AND to_status = 'lost')`

/** Milliseconds for a row of `leads`; null of one that is not lost. */
export const lostAtSql = `CASE WHEN leads.status = 'lost' THEN ifnull(${lastLossSql}, leads.created_at) END`
