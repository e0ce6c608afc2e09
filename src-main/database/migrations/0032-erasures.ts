// People who were erased: that it was done, and a keyed hash of addresses that had refused. The
// consent ledger lets an erasure through, and nothing else.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE erasures (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    erased_at bigint NOT NULL,
    is_open integer NOT NULL
  )`,
  'CREATE INDEX erasures_open ON erasures (is_open) WHERE is_open = 1',
  `CREATE TABLE erased_refusals (
    hash varchar PRIMARY KEY NOT NULL,
    reason varchar NOT NULL,
    refused_at bigint NOT NULL
  )`,
  'DROP TRIGGER consent_events_not_lost',
  `CREATE TRIGGER consent_events_not_lost BEFORE DELETE ON consent_events
    WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE is_open = 1) BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
]

export class Erasures0032 implements MigrationInterface {
  name = 'Erasures1780000000032'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
