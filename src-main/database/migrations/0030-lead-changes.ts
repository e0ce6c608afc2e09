// What was done to many leads at once, with each lead as it was, so that it can be taken back.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE lead_changes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    kind varchar NOT NULL,
    import_id integer,
    state varchar NOT NULL,
    matched integer NOT NULL,
    done integer NOT NULL,
    changed integer NOT NULL,
    made_at bigint NOT NULL
  )`,
  'CREATE INDEX lead_changes_made ON lead_changes (made_at)',
  // Refusals that a file brought: as they were before it, null where there was none.
  `CREATE TABLE lead_change_refusals (
    change_id integer NOT NULL,
    address varchar NOT NULL,
    before text,
    PRIMARY KEY (change_id, address)
  ) WITHOUT ROWID`,
  // JSON of the columns that changed, as they were and as they became; null where the lead was
  // not there before, or no longer is.
  `CREATE TABLE lead_change_rows (
    change_id integer NOT NULL,
    lead_id integer NOT NULL,
    before text,
    after text,
    last_move_id integer NOT NULL,
    won_at bigint,
    PRIMARY KEY (change_id, lead_id)
  ) WITHOUT ROWID`,
]

export class LeadChanges0030 implements MigrationInterface {
  name = 'LeadChanges1780000000030'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
