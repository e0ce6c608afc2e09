// Where visitors went from each step, sales by currency, and totals brought along from another
// application, which are never added in.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const spans = `(SELECT 'hour' AS span UNION ALL SELECT 'day')`
const startOf = (hour: string) => `CASE span WHEN 'day' THEN ${hour} / 24 ELSE ${hour} END`
const sold = (page: string, event: string) =>
  `SELECT ${event}.funnel_id, span, ${startOf(`(${event}.at / 3600000)`)}, ${page}, ${event}.currency, 1, ${event}.amount_cents`
const addSales = `ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents`
const intoSales =
  'INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)'

/**
 * What a visitor did first on a step, with the step his page led to then; dated by his arrival, so
 * that a period never has more leaving than came.
 */
const outcome = (
  event: string,
) => `SELECT firsts.funnel_id, firsts.page_id, firsts.who, firsts.hour, CASE ${event}.kind WHEN 'form' THEN 'form' ELSE ${event}.target END,
    coalesce(CASE WHEN ${event}.kind = 'form' THEN coalesce(json_extract(pages.paths, '$.next'), json_extract(pages.paths, '$.accepted'))
      WHEN ${event}.target <> 'payment' THEN json_extract(pages.paths, '$.' || ${event}.target) END, 0)
  FROM funnel_firsts AS firsts LEFT JOIN funnel_pages AS pages ON pages.id = firsts.page_id`
const sameVisit = (event: string) =>
  `firsts.funnel_id = ${event}.funnel_id AND firsts.page_id = ${event}.page_id AND firsts.what = 'visit' AND firsts.who = ${event}.visitor`
const intoOutcomes = 'INSERT INTO funnel_outcomes (funnel_id, page_id, who, hour, outcome, to_page)'

const statements = [
  // JSON of visitors, leads, sales and revenue, as the other application said; null where nothing
  // was imported.
  `ALTER TABLE funnels ADD COLUMN imported_totals text`,
  `CREATE TABLE funnel_outcomes (
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    who varchar NOT NULL,
    hour integer NOT NULL,
    outcome varchar NOT NULL,
    to_page integer NOT NULL,
    PRIMARY KEY (funnel_id, page_id, who)
  ) WITHOUT ROWID`,
  `CREATE TABLE funnel_path_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    page_id integer NOT NULL,
    outcome varchar NOT NULL,
    to_page integer NOT NULL,
    visitors integer NOT NULL,
    PRIMARY KEY (funnel_id, span, start, page_id, outcome, to_page)
  ) WITHOUT ROWID`,
  // Amounts of different currencies are never one sum: page_id 0 is the whole funnel, as in the
  // other totals.
  `CREATE TABLE funnel_sale_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    page_id integer NOT NULL,
    currency varchar NOT NULL,
    sales integer NOT NULL,
    amount_cents bigint NOT NULL,
    PRIMARY KEY (funnel_id, span, start, page_id, currency)
  ) WITHOUT ROWID`,
  `CREATE TRIGGER funnel_outcomes_counted AFTER INSERT ON funnel_outcomes BEGIN
    INSERT INTO funnel_path_totals (funnel_id, span, start, page_id, outcome, to_page, visitors)
      SELECT NEW.funnel_id, span, ${startOf('NEW.hour')}, NEW.page_id, NEW.outcome, NEW.to_page, 1 FROM ${spans} WHERE true
      ON CONFLICT (funnel_id, span, start, page_id, outcome, to_page) DO UPDATE SET visitors = visitors + 1;
  END`,
  `CREATE TRIGGER funnel_events_led_on AFTER INSERT ON funnel_events WHEN NEW.kind IN ('form', 'click') AND NEW.visitor IS NOT NULL BEGIN
    ${intoOutcomes} ${outcome('NEW')} WHERE ${sameVisit('NEW')} ON CONFLICT DO NOTHING;
  END`,
  `CREATE TRIGGER funnel_events_paid AFTER INSERT ON funnel_events WHEN NEW.kind = 'sale' BEGIN
    ${intoSales} ${sold('NEW.page_id', 'NEW')} FROM ${spans} WHERE true ${addSales};
    ${intoSales} ${sold('0', 'NEW')} FROM ${spans} WHERE true ${addSales};
  END`,
  // Applied events are forgotten after a while, oldest first.
  `CREATE INDEX relay_events_applied ON relay_events (noted_at) WHERE state = 'applied'`,
  // What happened before this version is counted as it would have been.
  `${intoOutcomes} ${outcome('events')} JOIN funnel_events AS events ON ${sameVisit('events')} WHERE events.kind IN ('form', 'click') ORDER BY events.id ON CONFLICT DO NOTHING`,
  `${intoSales} ${sold('events.page_id', 'events')} FROM funnel_events AS events, ${spans} WHERE events.kind = 'sale' ${addSales}`,
  `${intoSales} ${sold('0', 'events')} FROM funnel_events AS events, ${spans} WHERE events.kind = 'sale' ${addSales}`,
]

export class FunnelPaths0006 implements MigrationInterface {
  name = 'FunnelPaths1780000000006'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
