// Fields that the user adds to leads, their values by field and value, and filters with a name.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const keepValues = `INSERT OR IGNORE INTO lead_custom (field, value, lead_id)
      SELECT json_extract(each.value, '$[0]'), json_extract(each.value, '$[1]'), NEW.id FROM json_each(NEW.custom_keys) AS each;`

const statements = [
  `CREATE TABLE custom_fields (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" varchar NOT NULL,
    name varchar NOT NULL,
    kind varchar NOT NULL,
    options text NOT NULL,
    created_at bigint NOT NULL
  )`,
  'CREATE UNIQUE INDEX custom_fields_key ON custom_fields ("key")',
  `CREATE TABLE segments (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    filter text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
  'CREATE INDEX segments_name ON segments (name, "id")',
  `ALTER TABLE leads ADD COLUMN custom text NOT NULL DEFAULT ('{}')`,
  `ALTER TABLE leads ADD COLUMN custom_keys text NOT NULL DEFAULT ('[]')`,
  // A value has no declared type: numbers compare as numbers, texts as texts.
  `CREATE TABLE lead_custom (
    field varchar NOT NULL,
    value NOT NULL,
    lead_id integer NOT NULL,
    PRIMARY KEY (field, value, lead_id)
  ) WITHOUT ROWID`,
  'CREATE INDEX lead_custom_lead ON lead_custom (lead_id, field, value)',
  // Many rows at once or one: the same triggers, as most leads have no such value.
  `CREATE TRIGGER leads_custom_added AFTER INSERT ON leads WHEN NEW.custom_keys <> '[]' BEGIN
    ${keepValues}
  END`,
  `CREATE TRIGGER leads_custom_changed AFTER UPDATE OF custom_keys ON leads WHEN OLD.custom_keys <> NEW.custom_keys BEGIN
    DELETE FROM lead_custom WHERE lead_id = OLD.id;
    ${keepValues}
  END`,
  `CREATE TRIGGER leads_custom_removed AFTER DELETE ON leads WHEN OLD.custom_keys <> '[]' BEGIN
    DELETE FROM lead_custom WHERE lead_id = OLD.id;
  END`,
]

export class CustomFields0028 implements MigrationInterface {
  name = 'CustomFields1780000000028'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
