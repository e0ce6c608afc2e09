// What is worked out from leads, made anew where some of them could not be read.
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'

/** In this order, on a database with every table and trigger; triggers see none of it. */
export const leadsAfterSalvage: readonly string[] = [
  `INSERT INTO lead_search (rowid, words)
    SELECT id, coalesce(nullif(search_words, ''), lower(concat_ws(' ', first_name, last_name, email, company, phone))) FROM leads`,
  // Rows of it may be lost, too.
  'DELETE FROM lead_totals',
  ...leadStatuses.map(
    (stage) => `INSERT INTO lead_totals (status, count, value_cents)
    SELECT '${stage}', count(*), coalesce(sum(estimated_value_cents), 0) FROM leads WHERE status = '${stage}'`,
  ),
  'DELETE FROM lead_tags WHERE lead_id NOT IN (SELECT id FROM leads)',
  'DELETE FROM lead_custom WHERE lead_id NOT IN (SELECT id FROM leads)',
]
