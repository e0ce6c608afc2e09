// Deleted funnels and accounts, kept for a month so that their deletion can be taken back.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE deleted_items (
    kind varchar NOT NULL,
    item_id integer NOT NULL,
    name varchar NOT NULL,
    snapshot text NOT NULL,
    deleted_at bigint NOT NULL,
    PRIMARY KEY (kind, item_id)
  ) WITHOUT ROWID`,
  'CREATE INDEX campaigns_deleted ON campaigns (deleted_at) WHERE deleted_at IS NOT NULL',
]

export class DeletedItems0018 implements MigrationInterface {
  name = 'DeletedItems1780000000018'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
