// Whether messages of a campaign may leave now: asked when a row is claimed, and again before it is
// handed over.

/**
 * SQL that is true while messages of a campaign may leave: it is being sent, or is automatic, on,
 * and its funnel not archived.
 */
export const mayLeaveSql = `(campaigns.status = 'sending' OR (campaigns.status = 'automatic' AND campaigns.automatic_on = 1 AND campaigns.is_held = 0))`
