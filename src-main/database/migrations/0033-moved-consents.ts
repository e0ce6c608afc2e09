// The consent ledger lets a row say whose it is: entries of one person that become one take their
// consents along. Everything else of a row stays as it was written.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const fixed = [
  ...['id', 'event_id', 'email', 'purpose', 'action', 'method', 'at', 'recorded_at'],
  ...['wording_hash', 'funnel_id', 'page_id', 'suppression_id'],
]
const isChanged = fixed.map((column) => `NEW."${column}" IS NOT OLD."${column}"`).join(' OR ')

const statements = [
  'DROP TRIGGER consent_events_kept',
  `CREATE TRIGGER consent_events_kept BEFORE UPDATE ON consent_events
    WHEN ${isChanged} BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
]

export class MovedConsents0033 implements MigrationInterface {
  name = 'MovedConsents1780000000033'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
