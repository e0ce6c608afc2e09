// How often a call could not be made for want of a network: what bounds it is looking, and not the time for
// which the application was closed.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CallLooks0067 implements MigrationInterface {
  name = 'CallLooks1780000000067'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE sequence_calls ADD COLUMN offline_looks integer NOT NULL DEFAULT 0',
    )
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
