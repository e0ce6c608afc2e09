// Topics that messages are about, and which of them a person left. A topic is known by its key, which
// links in messages carry and no other topic gets.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const fixed = [
  ...['id', 'event_id', 'email', 'purpose', 'action', 'method', 'at', 'recorded_at'],
  ...['wording_hash', 'funnel_id', 'page_id', 'suppression_id'],
  ...['basis', 'channel', 'note', 'origin', 'takes_back', 'import_id', 'topic'],
]
const isChanged = fixed.map((column) => `NEW."${column}" IS NOT OLD."${column}"`).join(' OR ')

const statements = [
  `CREATE TABLE mail_topics (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    key varchar NOT NULL,
    name varchar NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  )`,
  'CREATE UNIQUE INDEX mail_topics_key ON mail_topics (key)',
  // Without foreign keys: what somebody refused outlives the topic, and the lead.
  `CREATE TABLE topic_refusals (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    topic varchar NOT NULL,
    lead_id integer,
    address varchar,
    refused_at bigint NOT NULL
  )`,
  'CREATE INDEX topic_refusals_address ON topic_refusals (address, topic)',
  'CREATE INDEX topic_refusals_lead ON topic_refusals (lead_id, topic)',
  'CREATE INDEX topic_refusals_topic ON topic_refusals (topic)',
  `CREATE TABLE erased_topic_refusals (
    hash varchar NOT NULL,
    topic varchar NOT NULL,
    refused_at bigint NOT NULL
  )`,
  'CREATE UNIQUE INDEX erased_topic_refusals_hash ON erased_topic_refusals (hash, topic)',
  'ALTER TABLE campaigns ADD COLUMN topic varchar',
  'ALTER TABLE sequences ADD COLUMN topic varchar',
  'ALTER TABLE consent_events ADD COLUMN topic varchar',
  'DROP TRIGGER consent_events_kept',
  `CREATE TRIGGER consent_events_kept BEFORE UPDATE ON consent_events
    WHEN ${isChanged} OR (NEW."refusals" IS NOT OLD."refusals" AND NOT EXISTS (SELECT 1 FROM erasures WHERE is_open = 1))
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END`,
]

export class MailTopics0064 implements MigrationInterface {
  name = 'MailTopics1780000000064'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
