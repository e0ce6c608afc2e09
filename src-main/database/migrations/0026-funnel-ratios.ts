// What visitors did is counted among the visitors: whoever answers, goes on or buys was there, and
// is dated by the visit. Totals by the quarter of an hour, so that the days of every zone are exact.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const quarter = 900_000
const spans = `(SELECT 'quarter' AS span UNION ALL SELECT 'day')`
const startOf = (at: string) => `CASE span WHEN 'day' THEN ${at} / 96 ELSE ${at} END`

type Row = 'NEW' | 'OLD' | 'events'
/** Told by a person and not by a payment provider: of no visitor that was counted. */
const isManual = (row: Row) => `${row}.event_id GLOB 'manual-*'`
/** Who bought: the visitor whose form carried the reference; else nobody knows, and each sale is one. */
const buyer = (row: Row) => `coalesce((SELECT forms.visitor FROM funnel_events AS forms
      WHERE forms.kind = 'form' AND forms.reference = ${row}.reference AND forms.reference IS NOT NULL AND forms.funnel_id = ${row}.funnel_id
      ORDER BY forms.id DESC LIMIT 1), 'sale ' || ${row}.event_id)`

/** A first of a step (or of the funnel, page 0), dated by the visit it belongs to. */
const first = (row: Row, page: string, what: string, who: string, source = 'NULL') => `
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (${row}.funnel_id, ${page}, '${what}', ${who}, coalesce((SELECT quarter FROM funnel_firsts
        WHERE funnel_id = ${row}.funnel_id AND page_id = ${page} AND what = 'visit' AND who = ${who}), ${row}.at / ${quarter}), ${source}) ON CONFLICT DO NOTHING;`
const firstEverywhere = (row: Row, what: string, who: string, source?: string) =>
  first(row, `${row}.page_id`, what, who) + first(row, '0', what, who, source)
/** Where a visitor came from at first, not the step before the form. */
const firstSource = (row: Row) => `coalesce((SELECT visits.source FROM funnel_firsts AS visits
        WHERE visits.funnel_id = ${row}.funnel_id AND visits.page_id = 0 AND visits.what = 'visit' AND visits.who = ${row}.visitor), ${row}.source)`
/** Whoever does something on a page is a visitor of it, whatever is told first. */
const visit = (row: Row) =>
  first(row, `${row}.page_id`, 'visit', `${row}.visitor`) +
  first(row, '0', 'visit', `${row}.visitor`, `${row}.source`)

/** A sale counts and brings its amount; a refund counts as none and takes its amount. */
const paid = (row: Row, sign: '' | '-', page: string) => `
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
      SELECT ${row}.funnel_id, span, ${startOf(`(${row}.at / ${quarter})`)}, ${page}, 0, 0, 0, 0, ${sign}(${row}.kind = 'sale'), ${sign}(${row}.amount_cents) FROM ${spans} WHERE ${row}.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents;
    INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
      SELECT ${row}.funnel_id, span, ${startOf(`(${row}.at / ${quarter})`)}, ${page}, ${row}.currency, ${sign}(${row}.kind = 'sale'), ${sign}(${row}.amount_cents) FROM ${spans} WHERE ${row}.removed_at IS NULL
      ON CONFLICT (funnel_id, span, start, page_id, currency) DO UPDATE SET sales = sales + excluded.sales, amount_cents = amount_cents + excluded.amount_cents;`
const paidEverywhere = (row: Row, sign: '' | '-') =>
  paid(row, sign, `${row}.page_id`) + paid(row, sign, '0')

/** Whoever has no sale left that counts is no buyer. */
const unbought = (page: string, isSamePage: string) => `
    DELETE FROM funnel_firsts WHERE funnel_id = NEW.funnel_id AND page_id = ${page} AND what = 'buyer' AND who = ${buyer('NEW')}
      AND NOT EXISTS (SELECT 1 FROM funnel_events AS events WHERE events.funnel_id = NEW.funnel_id AND events.kind = 'sale' AND events.removed_at IS NULL
        AND ${isSamePage} AND NOT (${isManual('events')}) AND ${buyer('events')} = ${buyer('NEW')});`

/** What a visitor did first on a step, with the step his page led to then. */
const outcomeOf = (row: Row) => `
    INSERT INTO funnel_outcomes (funnel_id, page_id, who, quarter, outcome, to_page)
      SELECT firsts.funnel_id, firsts.page_id, firsts.who, firsts.quarter, CASE ${row}.kind WHEN 'form' THEN 'form' ELSE ${row}.target END,
        coalesce(CASE WHEN ${row}.kind = 'form' THEN coalesce(json_extract(pages.paths, '$.next'), json_extract(pages.paths, '$.accepted'))
          WHEN ${row}.target <> 'payment' THEN json_extract(pages.paths, '$.' || ${row}.target) END, 0)
      FROM funnel_firsts AS firsts LEFT JOIN funnel_pages AS pages ON pages.id = firsts.page_id`
const isVisitOf = (row: Row) =>
  `firsts.funnel_id = ${row}.funnel_id AND firsts.page_id = ${row}.page_id AND firsts.what = 'visit' AND firsts.who = ${row}.visitor`
const outcome = `${outcomeOf('NEW')} WHERE ${isVisitOf('NEW')} ON CONFLICT DO NOTHING;`

const lead = `
    INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
      VALUES (NEW.funnel_id, 0, 'lead', CAST(NEW.lead_id AS TEXT), NEW.at / ${quarter}, ${firstSource('NEW')}) ON CONFLICT DO NOTHING;`

const onEvent = (name: string, when: string, body: string) =>
  `CREATE TRIGGER funnel_events_${name} AFTER INSERT ON funnel_events WHEN ${when} BEGIN${body}
  END`
/** In one trigger each: the order of triggers is nobody's promise. */
const triggers = [
  onEvent('visited', `NEW.kind = 'visit' AND NEW.visitor IS NOT NULL`, visit('NEW')),
  onEvent(
    'answered',
    `NEW.kind = 'form' AND NEW.visitor IS NOT NULL`,
    visit('NEW') + firstEverywhere('NEW', 'form', 'NEW.visitor', firstSource('NEW')) + outcome,
  ),
  onEvent('became_lead', `NEW.kind = 'form' AND NEW.lead_id IS NOT NULL`, lead),
  onEvent(
    'went_on',
    `NEW.kind = 'click' AND NEW.visitor IS NOT NULL AND NEW.target <> 'declined'`,
    visit('NEW') + first('NEW', 'NEW.page_id', 'click', 'NEW.visitor') + outcome,
  ),
  onEvent(
    'declined',
    `NEW.kind = 'click' AND NEW.visitor IS NOT NULL AND NEW.target = 'declined'`,
    visit('NEW') + outcome,
  ),
  onEvent('sold', `NEW.kind IN ('sale', 'refund')`, paidEverywhere('NEW', '')),
  `CREATE TRIGGER funnel_events_corrected AFTER UPDATE ON funnel_events WHEN NEW.kind IN ('sale', 'refund') BEGIN${paidEverywhere('OLD', '-')}${paidEverywhere('NEW', '')}
  END`,
  `CREATE TRIGGER funnel_events_unbought AFTER UPDATE OF removed_at ON funnel_events
    WHEN NEW.kind = 'sale' AND NOT (${isManual('NEW')}) AND NEW.removed_at IS NOT NULL BEGIN${unbought('NEW.page_id', 'events.page_id = NEW.page_id')}${unbought('0', 'true')}
  END`,
  `CREATE TRIGGER funnel_events_rebought AFTER UPDATE OF removed_at ON funnel_events
    WHEN NEW.kind = 'sale' AND NOT (${isManual('NEW')}) AND NEW.removed_at IS NULL BEGIN${firstEverywhere('NEW', 'buyer', buyer('NEW'))}
  END`,
  `CREATE TRIGGER funnel_firsts_uncounted AFTER DELETE ON funnel_firsts WHEN OLD.what = 'buyer' BEGIN
    UPDATE funnel_totals SET buyers = buyers - 1 WHERE funnel_id = OLD.funnel_id AND page_id = OLD.page_id
      AND ((span = 'quarter' AND start = OLD.quarter) OR (span = 'day' AND start = OLD.quarter / 96));
  END`,
  onEvent(
    'bought',
    `NEW.kind = 'sale' AND NOT (${isManual('NEW')})`,
    firstEverywhere('NEW', 'buyer', buyer('NEW')),
  ),
  `CREATE TRIGGER funnel_firsts_counted AFTER INSERT ON funnel_firsts BEGIN
    INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents, buyers)
      SELECT NEW.funnel_id, span, ${startOf('NEW.quarter')}, NEW.page_id, NEW.what = 'visit', NEW.what = 'form', NEW.what = 'click', NEW.what = 'lead', 0, 0, NEW.what = 'buyer'
      FROM ${spans} WHERE true
      ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET visitors = visitors + excluded.visitors, forms = forms + excluded.forms,
        clicks = clicks + excluded.clicks, leads = leads + excluded.leads, buyers = buyers + excluded.buyers;
  END`,
  `CREATE TRIGGER funnel_firsts_sourced AFTER INSERT ON funnel_firsts WHEN NEW.page_id = 0 AND NEW.what IN ('visit', 'lead', 'form') BEGIN
    INSERT INTO funnel_source_totals (funnel_id, span, start, source, visitors, leads, answered)
      SELECT NEW.funnel_id, span, ${startOf('NEW.quarter')}, coalesce(NEW.source, ''), NEW.what = 'visit', NEW.what = 'lead', NEW.what = 'form' FROM ${spans} WHERE true
      ON CONFLICT (funnel_id, span, start, source) DO UPDATE SET visitors = visitors + excluded.visitors, leads = leads + excluded.leads, answered = answered + excluded.answered;
  END`,
  `CREATE TRIGGER funnel_outcomes_counted AFTER INSERT ON funnel_outcomes BEGIN
    INSERT INTO funnel_path_totals (funnel_id, span, start, page_id, outcome, to_page, visitors)
      SELECT NEW.funnel_id, span, ${startOf('NEW.quarter')}, NEW.page_id, NEW.outcome, NEW.to_page, 1 FROM ${spans} WHERE true
      ON CONFLICT (funnel_id, span, start, page_id, outcome, to_page) DO UPDATE SET visitors = visitors + 1;
  END`,
]

/** The same for all events on record, each kind in the order in which it came. */
const refill = (page: string, what: string, who: string, source: string, which: string) => `
  INSERT INTO funnel_firsts (funnel_id, page_id, what, who, quarter, source)
    SELECT told.funnel_id, told.page, '${what}', told.who, coalesce((SELECT quarter FROM funnel_firsts AS visits
      WHERE visits.funnel_id = told.funnel_id AND visits.page_id = told.page AND visits.what = 'visit' AND visits.who = told.who), told.at / ${quarter}), told.source
    FROM (SELECT min(id), funnel_id, ${page} AS page, ${who} AS who, at, ${source} AS source FROM funnel_events AS events WHERE ${which} GROUP BY 2, 3, 4) AS told WHERE true
    ON CONFLICT DO NOTHING`
const firsts = [
  refill('page_id', 'visit', 'visitor', 'NULL', 'visitor IS NOT NULL'),
  refill('0', 'visit', 'visitor', 'source', 'visitor IS NOT NULL'),
  ...['page_id', '0'].map((page) =>
    refill(page, 'form', 'visitor', firstSource('events'), `kind = 'form' AND visitor IS NOT NULL`),
  ),
  refill(
    'page_id',
    'click',
    'visitor',
    'NULL',
    `kind = 'click' AND visitor IS NOT NULL AND target <> 'declined'`,
  ),
  ...['page_id', '0'].map((page) =>
    refill(
      page,
      'buyer',
      buyer('events'),
      'NULL',
      `kind = 'sale' AND removed_at IS NULL AND NOT (${isManual('events')})`,
    ),
  ),
  refill(
    '0',
    'lead',
    'CAST(lead_id AS TEXT)',
    firstSource('events'),
    `kind = 'form' AND lead_id IS NOT NULL`,
  ),
]

const isPaid = `kind IN ('sale', 'refund') AND removed_at IS NULL`
const sales = (page: string) => [
  `INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks, leads, sales, revenue_cents)
    SELECT funnel_id, span, ${startOf(`(at / ${quarter})`)}, ${page}, 0, 0, 0, 0, sum(kind = 'sale'), sum(amount_cents) FROM funnel_events, ${spans} WHERE ${isPaid} GROUP BY 1, 2, 3, 4
    ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET sales = sales + excluded.sales, revenue_cents = revenue_cents + excluded.revenue_cents`,
  `INSERT INTO funnel_sale_totals (funnel_id, span, start, page_id, currency, sales, amount_cents)
    SELECT funnel_id, span, ${startOf(`(at / ${quarter})`)}, ${page}, currency, sum(kind = 'sale'), sum(amount_cents) FROM funnel_events, ${spans} WHERE ${isPaid} GROUP BY 1, 2, 3, 4, 5`,
]
const totals = ['funnel_totals', 'funnel_source_totals', 'funnel_path_totals', 'funnel_sale_totals']

const statements = [
  'ALTER TABLE funnel_firsts RENAME COLUMN hour TO quarter',
  'ALTER TABLE funnel_outcomes RENAME COLUMN hour TO quarter',
  // Visitors who bought, as far as a payment provider told it.
  'ALTER TABLE funnel_totals ADD COLUMN buyers integer NOT NULL DEFAULT 0',
  // Visitors of a source who sent a form.
  'ALTER TABLE funnel_source_totals ADD COLUMN answered integer NOT NULL DEFAULT 0',
  'DROP INDEX funnel_totals_whole',
  `CREATE INDEX funnel_totals_whole ON funnel_totals (span, start, funnel_id, visitors, forms, leads, sales, buyers) WHERE page_id = 0`,
  ...[...totals, 'funnel_firsts'].map((table) => `DELETE FROM ${table}`),
  ...triggers,
  // Counted by the triggers that are there now.
  ...firsts,
  ...sales('page_id'),
  ...sales('0'),
  `UPDATE funnel_outcomes SET quarter = coalesce((SELECT quarter FROM funnel_firsts AS visits WHERE visits.funnel_id = funnel_outcomes.funnel_id
    AND visits.page_id = funnel_outcomes.page_id AND visits.what = 'visit' AND visits.who = funnel_outcomes.who), quarter * 4)`,
  `INSERT INTO funnel_path_totals (funnel_id, span, start, page_id, outcome, to_page, visitors)
    SELECT funnel_id, span, ${startOf('quarter')}, page_id, outcome, to_page, count(*) FROM funnel_outcomes, ${spans} GROUP BY 1, 2, 3, 4, 5, 6`,
  // Of those who were not seen coming.
  `${outcomeOf('events')} JOIN funnel_events AS events ON ${isVisitOf('events')} WHERE events.kind IN ('form', 'click') ORDER BY events.id ON CONFLICT DO NOTHING`,
]

export class FunnelRatios0026 implements MigrationInterface {
  name = 'FunnelRatios1780000000026'
  async up(runner: QueryRunner): Promise<void> {
    const old = (await runner.query(
      `SELECT name FROM sqlite_master WHERE type = 'trigger' AND (tbl_name IN ('funnel_firsts', 'funnel_outcomes')
        OR name IN (${['visited', 'answered', 'became_lead', 'led_on', 'paid', 'sold', 'went_on', 'corrected'].map((name) => `'funnel_events_${name}'`).join(', ')}))`,
    )) as { name: string }[]
    for (const { name } of old) await runner.query(`DROP TRIGGER ${name}`)
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
