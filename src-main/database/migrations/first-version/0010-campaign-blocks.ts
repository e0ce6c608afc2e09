// Campaigns made of blocks: the tree their HTML is drawn from.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CampaignBlocks0010 implements MigrationInterface {
  name = 'CampaignBlocks1780000000010'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE campaigns ADD COLUMN blocks text`)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
