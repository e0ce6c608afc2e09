// What is worked out from leads, made anew where some of them could not be read.

/** In this order, on a database with every table and trigger; triggers see none of it. */
export const leadsAfterSalvage: readonly string[] = [
  `INSERT INTO lead_search (rowid, words)
    SELECT id, coalesce(nullif(search_words, ''), lower(concat_ws(' ', first_name, last_name, email, company, phone))) FROM leads`,
  `UPDATE lead_totals SET
    count = (SELECT count(*) FROM leads WHERE leads.status = lead_totals.status),
    value_cents = (SELECT coalesce(sum(estimated_value_cents), 0) FROM leads WHERE leads.status = lead_totals.status)`,
  'DELETE FROM lead_tags WHERE lead_id NOT IN (SELECT id FROM leads)',
  'DELETE FROM lead_custom WHERE lead_id NOT IN (SELECT id FROM leads)',
]
