// How far an account's warm-up is, and what became of each of its stages.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  'ALTER TABLE email_accounts ADD COLUMN warm_up_stage integer',
  'ALTER TABLE email_accounts ADD COLUMN warm_up_since bigint',
  // Without a foreign key: an account that is deleted and brought back still has its history.
  `CREATE TABLE warm_up_changes (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id integer NOT NULL,
    changed_at bigint NOT NULL,
    kind varchar NOT NULL,
    stage integer,
    trouble varchar,
    stage_before integer,
    since_before bigint
  )`,
  'CREATE INDEX warm_up_changes_account ON warm_up_changes (account_id, "id")',
]

export class WarmUps0061 implements MigrationInterface {
  name = 'WarmUps1780000000061'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
