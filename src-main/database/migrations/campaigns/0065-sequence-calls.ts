// Calls of other programs that steps of sequences make: one for each person and step, with the key by
// which whoever answers knows it again.
import type { MigrationInterface, QueryRunner } from 'typeorm'

export class SequenceCalls0065 implements MigrationInterface {
  name = 'SequenceCalls1780000000065'
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE sequence_calls (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id integer NOT NULL,
    step_key varchar NOT NULL,
    call_key varchar NOT NULL,
    attempts integer NOT NULL,
    next_at bigint,
    status integer,
    problem varchar,
    created_at bigint NOT NULL
  )`)
    await runner.query(
      'CREATE UNIQUE INDEX sequence_calls_once ON sequence_calls (person_id, step_key)',
    )
    await runner.query(
      'CREATE INDEX sequence_calls_due ON sequence_calls (next_at) WHERE next_at IS NOT NULL',
    )
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
