// Of whom the user said that they are different people: never shown as duplicates again.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class DifferentLeads0039 implements MigrationInterface {
  name = 'DifferentLeads1780000000039'
  async up(runner: QueryRunner): Promise<void> {
    // Each pair once, the smaller number first.
    await runner.query(`CREATE TABLE different_leads (
    lead_a integer NOT NULL,
    lead_b integer NOT NULL,
    said_at bigint NOT NULL,
    PRIMARY KEY (lead_a, lead_b)
  ) WITHOUT ROWID`)
    await runner.query('CREATE INDEX different_leads_b ON different_leads (lead_b)')
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
