// Sequences: those that were there at a start are forgotten bit by bit, how somebody came in is known,
// and what they went through keeps its name once the sequence is gone for good.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class SequenceHistory0054 implements MigrationInterface {
  name = 'SequenceHistory1780000000054'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sequences ADD COLUMN forgets_to integer')
    await runner.query('ALTER TABLE sequences ADD COLUMN emptied_at bigint')
    await runner.query('ALTER TABLE sequence_people ADD COLUMN entered_by varchar')
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
