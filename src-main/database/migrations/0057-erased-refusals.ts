// What a line of the consent ledger changed of refusals names addresses, which may be another person's by
// now: an erasure of that person takes them out of the line, and nothing else changes one.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const fixed = [
  ...['id', 'event_id', 'email', 'purpose', 'action', 'method', 'at', 'recorded_at'],
  ...['wording_hash', 'funnel_id', 'page_id', 'suppression_id'],
  ...['basis', 'channel', 'note', 'origin', 'takes_back', 'import_id'],
]
const isChanged = fixed.map((column) => `NEW."${column}" IS NOT OLD."${column}"`).join(' OR ')

const statements = [
  'DROP TRIGGER consent_events_kept',
  `CREATE TRIGGER consent_events_kept BEFORE UPDATE ON consent_events
    WHEN ${isChanged} OR (NEW."refusals" IS NOT OLD."refusals" AND NOT EXISTS (SELECT 1 FROM erasures WHERE is_open = 1))
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
]

export class ErasedRefusals0057 implements MigrationInterface {
  name = 'ErasedRefusals1780000000057'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
