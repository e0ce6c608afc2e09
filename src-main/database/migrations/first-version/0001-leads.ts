// Leads, their interactions, stage changes, totals, search, deleted leads, imports, settings.
import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A phone number as one run of digits: `+33 6 12 34 56 78` becomes 33612345678, and 0612345678 as
 * it is dialled in France.
 */
const digits = `replace(replace(replace(replace(replace(replace(replace(NEW.phone, ' ', ''), char(160), ''), '.', ''), '-', ''), '(', ''), ')', ''), '+', '')`
const words = `concat_ws(' ', NEW.first_name, NEW.last_name, NEW.email, NEW.company, ${digits},
      CASE WHEN ${digits} LIKE '33_________' THEN '0' || substr(${digits}, 3) END)`

const statements = [
  `CREATE TABLE leads (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    email varchar,
    first_name varchar,
    last_name varchar,
    phone varchar,
    company varchar,
    job_title varchar,
    status varchar NOT NULL,
    score integer NOT NULL,
    source varchar,
    estimated_value_cents bigint NOT NULL,
    tags text NOT NULL,
    notes text,
    sort_name varchar NOT NULL,
    import_id integer,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    last_contact_at bigint
  )`,
  `CREATE UNIQUE INDEX leads_email ON leads (email)`,
  `CREATE INDEX leads_created ON leads (created_at, id)`,
  `CREATE INDEX leads_name ON leads (sort_name, id)`,
  `CREATE INDEX leads_score ON leads (score, id)`,
  `CREATE INDEX leads_value ON leads (estimated_value_cents, id)`,
  `CREATE INDEX leads_status_created ON leads (status, created_at, id)`,
  `CREATE INDEX leads_status_name ON leads (status, sort_name, id)`,
  `CREATE INDEX leads_status_score ON leads (status, score, id)`,
  `CREATE INDEX leads_status_value ON leads (status, estimated_value_cents, id)`,
  `CREATE INDEX leads_entered ON leads (created_at) WHERE import_id IS NULL`,
  `CREATE INDEX leads_import ON leads (import_id) WHERE import_id IS NOT NULL`,
  `CREATE INDEX leads_last_contact ON leads (last_contact_at)`,
  // Tags as rows, kept by triggers, so that a tag filter is an index walk.
  `CREATE TABLE lead_tags (
    tag varchar NOT NULL COLLATE NOCASE,
    lead_id integer NOT NULL,
    PRIMARY KEY (tag, lead_id)
  ) WITHOUT ROWID`,
  `CREATE INDEX lead_tags_lead ON lead_tags (lead_id)`,
  // Counts and values per stage, kept by triggers and reconciled by a test: the pipeline is seven
  // rows at any size.
  `CREATE TABLE lead_totals (
    status varchar PRIMARY KEY NOT NULL,
    count integer NOT NULL,
    value_cents bigint NOT NULL
  )`,
  `INSERT INTO lead_totals (status, count, value_cents) VALUES
    ('new', 0, 0), ('contacted', 0, 0), ('qualified', 0, 0), ('proposal', 0, 0), ('negotiation', 0, 0), ('won', 0, 0), ('lost', 0, 0)`,
  `CREATE TABLE lead_stage_changes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    from_status varchar NOT NULL,
    to_status varchar NOT NULL,
    changed_at bigint NOT NULL
  )`,
  `CREATE INDEX lead_stage_changes_lead ON lead_stage_changes (lead_id)`,
  `CREATE INDEX lead_stage_changes_time ON lead_stage_changes (changed_at, to_status)`,
  `CREATE VIRTUAL TABLE lead_search USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize='unicode61 remove_diacritics 2'
  )`,
  `CREATE TRIGGER leads_inserted AFTER INSERT ON leads BEGIN
    UPDATE lead_totals SET count = count + 1, value_cents = value_cents + NEW.estimated_value_cents WHERE status = NEW.status;
    INSERT INTO lead_search (rowid, words) VALUES (NEW.id, ${words});
  END`,
  `CREATE TRIGGER leads_inserted_tags AFTER INSERT ON leads WHEN NEW.tags <> '[]' BEGIN
    INSERT OR IGNORE INTO lead_tags (tag, lead_id) SELECT value, NEW.id FROM json_each(NEW.tags);
  END`,
  `CREATE TRIGGER leads_deleted AFTER DELETE ON leads BEGIN
    UPDATE lead_totals SET count = count - 1, value_cents = value_cents - OLD.estimated_value_cents WHERE status = OLD.status;
    DELETE FROM lead_search WHERE rowid = OLD.id;
    DELETE FROM lead_tags WHERE lead_id = OLD.id;
    DELETE FROM lead_stage_changes WHERE lead_id = OLD.id;
  END`,
  `CREATE TRIGGER leads_revalued AFTER UPDATE OF status, estimated_value_cents ON leads
    WHEN OLD.status <> NEW.status OR OLD.estimated_value_cents <> NEW.estimated_value_cents BEGIN
    UPDATE lead_totals SET count = count - 1, value_cents = value_cents - OLD.estimated_value_cents WHERE status = OLD.status;
    UPDATE lead_totals SET count = count + 1, value_cents = value_cents + NEW.estimated_value_cents WHERE status = NEW.status;
  END`,
  `CREATE TRIGGER leads_moved AFTER UPDATE OF status ON leads WHEN OLD.status <> NEW.status BEGIN
    INSERT INTO lead_stage_changes (lead_id, from_status, to_status, changed_at) VALUES (NEW.id, OLD.status, NEW.status, NEW.updated_at);
  END`,
  `CREATE TRIGGER leads_renamed AFTER UPDATE OF first_name, last_name, email, phone, company ON leads BEGIN
    DELETE FROM lead_search WHERE rowid = OLD.id;
    INSERT INTO lead_search (rowid, words) VALUES (NEW.id, ${words});
  END`,
  `CREATE TRIGGER leads_retagged AFTER UPDATE OF tags ON leads WHEN OLD.tags <> NEW.tags BEGIN
    DELETE FROM lead_tags WHERE lead_id = OLD.id;
    INSERT OR IGNORE INTO lead_tags (tag, lead_id) SELECT value, NEW.id FROM json_each(NEW.tags);
  END`,
  `CREATE TABLE interactions (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    type varchar NOT NULL,
    subject varchar,
    content text,
    occurred_at bigint NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT "FK_interactions_lead" FOREIGN KEY ("lead_id") REFERENCES "leads" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  )`,
  `CREATE INDEX interactions_lead ON interactions (lead_id, occurred_at, id)`,
  `CREATE INDEX interactions_created ON interactions (created_at)`,
  // A deleted lead as it was, kept ten minutes so that the deletion can be taken back.
  `CREATE TABLE deleted_leads (
    lead_id integer PRIMARY KEY NOT NULL,
    snapshot text NOT NULL,
    deleted_at bigint NOT NULL
  )`,
  `CREATE TABLE imports (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    file_name varchar NOT NULL,
    state varchar NOT NULL,
    progress float NOT NULL,
    buckets text NOT NULL,
    started_at bigint NOT NULL,
    finished_at bigint
  )`,
  `CREATE INDEX imports_started ON imports (started_at)`,
  `CREATE TABLE settings (
    name varchar PRIMARY KEY NOT NULL,
    value text NOT NULL
  )`,
]

export class Leads0001 implements MigrationInterface {
  name = 'Leads1780000000001'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
