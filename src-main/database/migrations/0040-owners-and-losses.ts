// Who looks after a lead, and why one was lost.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  'ALTER TABLE leads ADD COLUMN owner varchar',
  'ALTER TABLE leads ADD COLUMN lost_reason varchar',
  // Few have either: what is offered of those used, and what is asked of one of them.
  'CREATE INDEX leads_owner ON leads (owner) WHERE owner IS NOT NULL',
  'CREATE INDEX leads_lost_reason ON leads (lost_reason) WHERE lost_reason IS NOT NULL',
]

export class OwnersAndLosses0040 implements MigrationInterface {
  name = 'OwnersAndLosses1780000000040'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
