// Whom the owner keeps although nothing came from them for long, why, and when that is asked again.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class RetentionKeeps0060 implements MigrationInterface {
  name = 'RetentionKeeps1780000000060'
  async up(runner: QueryRunner): Promise<void> {
    // Without a foreign key: who is deleted and brought back is still kept.
    await runner.query(`CREATE TABLE retention_keeps (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    reason varchar NOT NULL,
    kept_at bigint NOT NULL,
    ask_again_at bigint NOT NULL
  )`)
    await runner.query(
      'CREATE INDEX retention_keeps_lead ON retention_keeps (lead_id, ask_again_at)',
    )
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
