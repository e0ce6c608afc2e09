// The consent ledger holds what the user notes by hand and what a file said of everybody in it. A line
// of a file goes when that import is taken back, and only then.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const added = ['basis', 'channel', 'note', 'origin', 'takes_back', 'import_id', 'refusals']
const fixed = [
  ...['id', 'event_id', 'email', 'purpose', 'action', 'method', 'at', 'recorded_at'],
  ...['wording_hash', 'funnel_id', 'page_id', 'suppression_id', ...added],
]
const isChanged = fixed.map((column) => `NEW."${column}" IS NOT OLD."${column}"`).join(' OR ')

const statements = [
  'ALTER TABLE consent_events ADD COLUMN basis varchar',
  'ALTER TABLE consent_events ADD COLUMN channel varchar',
  'ALTER TABLE consent_events ADD COLUMN note text',
  // Name of the file a line came with.
  'ALTER TABLE consent_events ADD COLUMN origin varchar',
  // The event of the line that this one takes back.
  'ALTER TABLE consent_events ADD COLUMN takes_back varchar',
  'ALTER TABLE consent_events ADD COLUMN import_id integer',
  // What the line changed of refusals, so that it can be given back: JSON.
  'ALTER TABLE consent_events ADD COLUMN refusals text',
  'CREATE INDEX consent_events_import ON consent_events (import_id) WHERE import_id IS NOT NULL',
  'CREATE INDEX consent_events_taken_back ON consent_events (takes_back) WHERE takes_back IS NOT NULL',
  'DROP TRIGGER consent_events_kept',
  `CREATE TRIGGER consent_events_kept BEFORE UPDATE ON consent_events
    WHEN ${isChanged} BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
  'DROP TRIGGER consent_events_not_lost',
  `CREATE TRIGGER consent_events_not_lost BEFORE DELETE ON consent_events
    WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE is_open = 1)
      AND (OLD.import_id IS NULL OR NOT EXISTS (SELECT 1 FROM lead_changes WHERE kind = 'import' AND import_id = OLD.import_id AND state = 'undoing'))
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
]

export class LegalBases0056 implements MigrationInterface {
  name = 'LegalBases1780000000056'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
