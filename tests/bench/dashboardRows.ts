// A business of any size by plain SQL: leads, their moves, interactions, messages and funnel
// traffic over seven hundred days.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'

export type Size = { leads: number; events: number }

const dayLength = 86_400_000
/** A number that looks random and is always the same for the same row. */
const scatter = (row: string, salt: number) => `(((${row} + ${salt}) * 2654435761) % 4294967291)`
const rows = (count: number) =>
  `WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < ${count})`

/** Half of the events are moves, three in ten interactions, the rest messages and forms. */
export function fillBusiness(
  connection: SqliteConnection,
  { leads, events }: Size,
  now: number,
): void {
  const messages = Math.round(events * 0.16)
  const forms = Math.round(events * 0.04)
  const interactions = events - Math.round(leads * 2.5) - messages - forms
  // Days and moments of a day apart: what is scattered is shorter than seven hundred days in
  // milliseconds.
  const ago = (salt: number, days: number) =>
    `${now} - ${scatter('n', salt)} % ${days} * ${dayLength} - ${scatter('n', salt + 20)} % ${dayLength}`
  connection.exec(`BEGIN;
    INSERT INTO leads (id, email, status, score, source, estimated_value_cents, tags, sort_name, import_id, created_at, updated_at, last_contact_at)
      ${rows(leads)} SELECT n, 'p' || n || '@exemple.example', CASE n % 8 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' WHEN 2 THEN 'proposal' WHEN 3 THEN 'negotiation' ELSE 'qualified' END,
        n % 100, 'Source ' || (n % 12), ${scatter('n', 3)} % 500000, '[]', 'p' || n, CASE n % 2 WHEN 0 THEN 1 END, ${ago(1, 700)}, ${now}, CASE n % 3 WHEN 0 THEN ${ago(2, 90)} END FROM rows;
    INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at)
      SELECT id, 'new', 'contacted', created_at + (${now} - created_at) / 4 FROM leads UNION ALL
      SELECT id, 'contacted', 'qualified', created_at + (${now} - created_at) / 2 FROM leads UNION ALL
      SELECT id, 'qualified', status, created_at + (${now} - created_at) / 4 * 3 FROM leads WHERE status <> 'qualified';
    INSERT INTO interactions (lead_id, type, occurred_at, created_at) ${rows(Math.max(1, interactions))} SELECT ${scatter('n', 4)} % ${leads} + 1, 'call', ${ago(5, 700)}, ${now} FROM rows;
    INSERT INTO campaigns (id, name, subject, preheader, html, from_name, recipients, status, account_id, started_at, last_lead_id, queue_cursor, created_at, updated_at)
      ${rows(100)} SELECT n, 'Campagne ' || n, '', '', '', '', '{}', 'sending', 1, ${now} - n * 4 * ${dayLength}, 1, 1, ${now}, ${now} FROM rows;
    INSERT INTO outbox (campaign_id, lead_id, idem_key, message_id, reference, account_id, message_version_id, email, domain, merge_values, state, next_attempt_at, sent_at, created_at)
      ${rows(messages)} SELECT n % 100 + 1, ${scatter('n', 6)} % ${leads} + 1, 'k' || n, 'm' || n, 'r' || n, 1, 1, 'e' || n, '', '{}', 'sent', 0, ${ago(7, 400)}, ${now} FROM rows;
    INSERT INTO funnels (id, name, slug, description, funnel_type, is_active, is_archived, language, theme, version, published_at, created_at, updated_at)
      ${rows(10)} SELECT n, 'Tunnel ' || n, 't' || n, '', 'lead_magnet', 1, 0, 'fr', '{}', 1, 1, 1, 1 FROM rows;
    INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, lead_id) ${rows(forms)} SELECT 'e' || n, 'form', ${ago(8, 400)}, n % 10 + 1, 1, ${scatter('n', 9)} % ${leads} + 1 FROM rows;
    INSERT INTO funnel_events (event_id, kind, at, funnel_id, page_id, visitor, source) ${rows(10 * 400 * 6)} SELECT 'v' || n, 'visit', ${ago(10, 400)}, n % 10 + 1, 1, 'v' || n, '' FROM rows;
    INSERT INTO outbox_totals SELECT campaign_id, state, count(*) FROM outbox GROUP BY 1, 2;
    UPDATE lead_totals SET count = (SELECT count(*) FROM leads WHERE leads.status = lead_totals.status),
      value_cents = (SELECT coalesce(sum(estimated_value_cents), 0) FROM leads WHERE leads.status = lead_totals.status);
    COMMIT`)
}
