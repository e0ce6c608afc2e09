// What is worked out from messages, made anew where some of them could not be read: a campaign whose lost
// messages were counted as waiting would never end.

export const outboxAfterSalvage: readonly string[] = [
  'DELETE FROM outbox_totals',
  'INSERT INTO outbox_totals (campaign_id, state, count) SELECT campaign_id, state, count(*) FROM outbox GROUP BY campaign_id, state',
  // The line that agreed to a click may be lost: then nobody did.
  'DELETE FROM clicks WHERE lead_id NOT IN (SELECT lead_id FROM measured_people)',
]
