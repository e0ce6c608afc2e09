// Funnels, their pages and pictures; what happened on them, with kept totals; the consent ledger
// and the words that were shown.
import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Adds to the totals of an hour and of its day, of a step (page_id) or of the whole funnel (page_id
 * 0). "WHERE true" tells the upsert from a join.
 */
const addToTotals = (
  page: string,
  hour: string,
  figures: string,
) => `INSERT INTO funnel_totals (funnel_id, span, start, page_id, visitors, forms, clicks,
    leads, sales, revenue_cents)
  SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN ${hour} / 24 ELSE ${hour} END, ${page}, ${figures} FROM (SELECT 'hour' AS span UNION ALL SELECT 'day') WHERE true
  ON CONFLICT (funnel_id, span, start, page_id) DO UPDATE SET visitors = visitors + excluded.visitors, forms = forms + excluded.forms,
    clicks = clicks + excluded.clicks, leads = leads + excluded.leads, sales = sales + excluded.sales,
    revenue_cents = revenue_cents + excluded.revenue_cents`

// "ON CONFLICT DO NOTHING" and not "INSERT OR IGNORE": the conflict handling of a statement would
// spread to the triggers it fires.
const noteFirst = (
  page: string,
  what: string,
  who: string,
  source: string,
) => `INSERT INTO funnel_firsts (funnel_id, page_id, what, who, hour, source)
  VALUES (NEW.funnel_id, ${page}, ${what}, ${who}, NEW.at / 3600000, ${source}) ON CONFLICT DO NOTHING`

const statements = [
  `CREATE TABLE funnels (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    slug varchar NOT NULL,
    description text NOT NULL,
    funnel_type varchar NOT NULL,
    is_active integer NOT NULL,
    is_archived integer NOT NULL,
    language varchar NOT NULL,
    theme text NOT NULL,
    version integer NOT NULL,
    published_at bigint,
    published_url varchar,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX funnels_slug ON funnels (slug)`,
  `CREATE INDEX funnels_updated ON funnels (is_archived, updated_at, id)`,
  `CREATE TABLE funnel_pages (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    funnel_id integer NOT NULL,
    name varchar NOT NULL,
    page_type varchar NOT NULL,
    slug varchar NOT NULL,
    position integer NOT NULL,
    blocks text NOT NULL,
    seo text NOT NULL,
    offer text,
    paths text NOT NULL,
    flow text NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT "FK_funnel_pages_funnel" FOREIGN KEY ("funnel_id") REFERENCES "funnels" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  )`,
  `CREATE UNIQUE INDEX funnel_pages_slug ON funnel_pages (funnel_id, slug)`,
  `CREATE INDEX funnel_pages_position ON funnel_pages (funnel_id, position, id)`,
  `CREATE TABLE page_images (
    id varchar PRIMARY KEY NOT NULL,
    extension varchar NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content blob NOT NULL,
    created_at bigint NOT NULL
  )`,
  // What happened, once each: an event told twice by the relay has the same event_id. Nothing here
  // identifies a visitor.
  `CREATE TABLE funnel_events (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    kind varchar NOT NULL,
    at bigint NOT NULL,
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    visitor varchar,
    source varchar,
    target varchar,
    lead_id integer,
    amount_cents bigint,
    currency varchar,
    reference varchar,
    external_id varchar
  )`,
  `CREATE UNIQUE INDEX funnel_events_event ON funnel_events (event_id)`,
  `CREATE INDEX funnel_events_funnel ON funnel_events (funnel_id, id)`,
  `CREATE INDEX funnel_events_reference ON funnel_events (reference) WHERE kind = 'form' AND reference IS NOT NULL`,
  // A payment provider tells a sale again when it is not sure it was heard.
  `CREATE UNIQUE INDEX funnel_events_sale ON funnel_events (funnel_id, external_id) WHERE kind = 'sale' AND external_id IS NOT NULL`,
  // Who did something for the first time: a visitor is counted once a step, a lead once a funnel.
  // page_id 0 is the whole funnel.
  `CREATE TABLE funnel_firsts (
    funnel_id integer NOT NULL,
    page_id integer NOT NULL,
    what varchar NOT NULL,
    who varchar NOT NULL,
    hour integer NOT NULL,
    source varchar,
    PRIMARY KEY (funnel_id, page_id, what, who)
  ) WITHOUT ROWID`,
  // By hour and by day (of UTC, counted from 1970): whole days are added up quickly, and hours make
  // the days of any time zone. Kept by triggers and reconciled by a test.
  `CREATE TABLE funnel_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    page_id integer NOT NULL,
    visitors integer NOT NULL,
    forms integer NOT NULL,
    clicks integer NOT NULL,
    leads integer NOT NULL,
    sales integer NOT NULL,
    revenue_cents bigint NOT NULL,
    PRIMARY KEY (funnel_id, span, start, page_id)
  ) WITHOUT ROWID`,
  `CREATE TABLE funnel_source_totals (
    funnel_id integer NOT NULL,
    span varchar NOT NULL,
    start integer NOT NULL,
    source varchar NOT NULL,
    visitors integer NOT NULL,
    leads integer NOT NULL,
    PRIMARY KEY (funnel_id, span, start, source)
  ) WITHOUT ROWID`,
  `CREATE TRIGGER funnel_events_visited AFTER INSERT ON funnel_events WHEN NEW.kind = 'visit' AND NEW.visitor IS NOT NULL BEGIN
    ${noteFirst('NEW.page_id', `'visit'`, 'NEW.visitor', 'NULL')};
    ${noteFirst('0', `'visit'`, 'NEW.visitor', 'NEW.source')};
  END`,
  `CREATE TRIGGER funnel_events_answered AFTER INSERT ON funnel_events WHEN NEW.kind = 'form' AND NEW.visitor IS NOT NULL BEGIN
    ${noteFirst('NEW.page_id', `'form'`, 'NEW.visitor', 'NULL')};
  END`,
  // A lead belongs to where its visitor came from at first, not to the step before the form.
  `CREATE TRIGGER funnel_events_became_lead AFTER INSERT ON funnel_events WHEN NEW.kind = 'form' AND NEW.lead_id IS NOT NULL BEGIN
    ${noteFirst(
      '0',
      `'lead'`,
      'CAST(NEW.lead_id AS TEXT)',
      `coalesce((SELECT source FROM funnel_firsts WHERE funnel_id = NEW.funnel_id AND page_id = 0 AND what = 'visit' AND who = NEW.visitor), NEW.source)`,
    )};
  END`,
  `CREATE TRIGGER funnel_events_went_on AFTER INSERT ON funnel_events
    WHEN NEW.kind = 'click' AND NEW.visitor IS NOT NULL AND NEW.target <> 'declined' BEGIN
    ${noteFirst('NEW.page_id', `'click'`, 'NEW.visitor', 'NULL')};
  END`,
  `CREATE TRIGGER funnel_events_sold AFTER INSERT ON funnel_events WHEN NEW.kind = 'sale' BEGIN
    ${addToTotals('NEW.page_id', '(NEW.at / 3600000)', '0, 0, 0, 0, 1, NEW.amount_cents')};
    ${addToTotals('0', '(NEW.at / 3600000)', '0, 0, 0, 0, 1, NEW.amount_cents')};
  END`,
  `CREATE TRIGGER funnel_firsts_counted AFTER INSERT ON funnel_firsts BEGIN
    ${addToTotals('NEW.page_id', 'NEW.hour', `NEW.what = 'visit', NEW.what = 'form', NEW.what = 'click', NEW.what = 'lead', 0, 0`)};
  END`,
  `CREATE TRIGGER funnel_firsts_sourced AFTER INSERT ON funnel_firsts WHEN NEW.page_id = 0 BEGIN
    INSERT INTO funnel_source_totals (funnel_id, span, start, source, visitors, leads)
      SELECT NEW.funnel_id, span, CASE span WHEN 'day' THEN NEW.hour / 24 ELSE NEW.hour END, coalesce(NEW.source, ''), NEW.what = 'visit', NEW.what = 'lead'
        FROM (SELECT 'hour' AS span UNION ALL SELECT 'day') WHERE true
      ON CONFLICT (funnel_id, span, start, source) DO UPDATE SET visitors = visitors + excluded.visitors, leads = leads + excluded.leads;
  END`,
  // The words of a form as they were published, kept for ever: the proof of a consent names them by
  // their hash.
  `CREATE TABLE consent_wordings (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    hash varchar NOT NULL,
    write_text text NOT NULL,
    measure_text text NOT NULL,
    double_opt_in integer NOT NULL,
    first_shown_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX consent_wordings_hash ON consent_wordings (hash)`,
  // No foreign keys: the proof outlives the lead, the funnel and the page.
  `CREATE TABLE consent_events (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    lead_id integer,
    email varchar,
    purpose varchar NOT NULL,
    action varchar NOT NULL,
    method varchar NOT NULL,
    at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    wording_hash varchar,
    funnel_id integer,
    page_id integer,
    suppression_id integer
  )`,
  `CREATE UNIQUE INDEX consent_events_event ON consent_events (event_id, purpose)`,
  `CREATE INDEX consent_events_lead ON consent_events (lead_id, at)`,
  `CREATE INDEX consent_events_email ON consent_events (email)`,
  `CREATE TRIGGER consent_events_kept BEFORE UPDATE ON consent_events BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
  `CREATE TRIGGER consent_events_not_lost BEFORE DELETE ON consent_events BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
  `CREATE TRIGGER consent_wordings_kept BEFORE UPDATE ON consent_wordings BEGIN SELECT RAISE(ABORT, 'worded consents are append-only'); END`,
  // Ticked boxes that wait for the person's click in an e-mail; the link's token is sealed and
  // holds the event's identifier.
  `CREATE TABLE consent_confirmations (
    asked_event_id varchar PRIMARY KEY NOT NULL,
    lead_id integer NOT NULL,
    asked_at bigint NOT NULL,
    mailed_at bigint,
    confirmed_at bigint
  )`,
  `CREATE INDEX consent_confirmations_waiting ON consent_confirmations (asked_at) WHERE mailed_at IS NULL`,
]

export class Funnels0003 implements MigrationInterface {
  name = 'Funnels1780000000003'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
