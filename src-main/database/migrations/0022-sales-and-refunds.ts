// Sales that are refunded, corrected and taken back: the totals follow each of it. And forms that
// could not become a lead, kept whole.
import type { MigrationInterface, QueryRunner } from 'typeorm'

type Row = 'OLD' | 'NEW'

const start = (row: Row) =>
  `CASE span WHEN 'day' THEN (${row}.at / 3600000) / 24 ELSE (${row}.at / 3600000) END`
const spans = `(SELECT 'hour' AS span UNION ALL SELECT 'day')`

/** A sale counts and brings its amount; a refund counts as none and takes its amount. */
const counted = (row: Row, sign: '' | '-') =>
  `${sign}(${row}.kind = 'sale'), ${sign}(${row}.amount_cents)`

const inTotals = (row: Row, sign: '' | '-', page: string) => `
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT ${row}.funnel_id, span, ${start(row)}, ${page}, 0, 0, 0, 0, ${counted(row, sign)} FROM ${spans} WHERE ${row}.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;`
const inSaleTotals = (row: Row, sign: '' | '-', page: string) => `
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT ${row}.funnel_id, span, ${start(row)}, ${page}, ${row}.currency, ${counted(row, sign)} FROM ${spans} WHERE ${row}.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;`
/** Of its page, and of the whole funnel. */
const both = (into: typeof inTotals, row: Row, sign: '' | '-') =>
  into(row, sign, `${row}.page_id`) + into(row, sign, '0')
const isPaid = `NEW.kind IN ('sale', 'refund')`

const statements = [
  // What is on the web: page numbers with their addresses, and a hash of what was published.
  'ALTER TABLE funnels ADD COLUMN published text',
  `CREATE TABLE kept_forms (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    at bigint NOT NULL,
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    problem varchar NOT NULL,
    body text NOT NULL,
    settled_at bigint
  )`,
  'CREATE UNIQUE INDEX kept_forms_event ON kept_forms (event_id)',
  'CREATE INDEX kept_forms_waiting ON kept_forms (at) WHERE settled_at IS NULL',
  'ALTER TABLE funnel_events ADD COLUMN removed_at bigint',
  // The line in a lead's history that tells of a sale.
  'ALTER TABLE funnel_events ADD COLUMN interaction_id integer',
  'DROP INDEX funnel_events_sale',
  `CREATE UNIQUE INDEX funnel_events_sale ON funnel_events (funnel_id, kind, external_id) WHERE kind IN ('sale', 'refund') AND external_id IS NOT NULL`,
  `CREATE INDEX funnel_events_sales ON funnel_events (funnel_id, at, id) WHERE kind IN ('sale', 'refund')`,
  'DROP TRIGGER funnel_events_sold',
  'DROP TRIGGER funnel_events_paid',
  `CREATE TRIGGER funnel_events_sold AFTER INSERT ON funnel_events WHEN ${isPaid} BEGIN${both(inTotals, 'NEW', '')}
  END`,
  `CREATE TRIGGER funnel_events_paid AFTER INSERT ON funnel_events WHEN ${isPaid} BEGIN${both(inSaleTotals, 'NEW', '')}
  END`,
  `CREATE TRIGGER funnel_events_corrected AFTER UPDATE ON funnel_events WHEN ${isPaid} BEGIN${both(inTotals, 'OLD', '-')}${both(inTotals, 'NEW', '')}${both(inSaleTotals, 'OLD', '-')}${both(inSaleTotals, 'NEW', '')}
  END`,
]

export class SalesAndRefunds0022 implements MigrationInterface {
  name = 'SalesAndRefunds1780000000022'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
