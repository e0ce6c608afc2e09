// The score learnt from won and lost leads: the last one, with what it was measured by.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class LearntScores0031 implements MigrationInterface {
  name = 'LearntScores1780000000031'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE learnt_scores (
      "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
      trained_at bigint NOT NULL,
      counts text NOT NULL,
      choices text NOT NULL,
      measured text NOT NULL,
      left_out text NOT NULL,
      learnt text NOT NULL
    )`)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
