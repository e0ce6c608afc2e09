// Campaigns whose links are measured, for people who agreed to it.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class MeasuredCampaigns0069 implements MigrationInterface {
  name = 'MeasuredCampaigns1780000000069'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE campaigns ADD COLUMN measures_clicks integer NOT NULL DEFAULT 0',
    )
    // A click tells that its message left with links that are measured, whatever was noted then.
    await runner.query(`CREATE TRIGGER clicks_tell_of_messages AFTER INSERT ON clicks BEGIN
      UPDATE outbox SET measured = 1 WHERE id = NEW.outbox_id AND measured = 0;
    END`)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
