// Letters: messages the user writes to one person, the campaigns that carry them, and drafts of them.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const columns = [
  // The account whose letters it carries; null for every other campaign.
  `ALTER TABLE campaigns ADD COLUMN letters_account_id integer`,
  `ALTER TABLE outbox ADD COLUMN is_letter integer NOT NULL DEFAULT 0`,
  // Few among all that was sent: one a message that somebody typed.
  `CREATE INDEX outbox_letters ON outbox (lead_id, sent_at) WHERE is_letter = 1`,
  `CREATE TABLE letter_drafts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    lead_id integer NOT NULL,
    key varchar NOT NULL,
    account_id integer,
    recipient varchar,
    subject varchar NOT NULL,
    text text NOT NULL,
    updated_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX letter_drafts_key ON letter_drafts (key)`,
  `CREATE INDEX letter_drafts_lead ON letter_drafts (lead_id, updated_at)`,
  // The sending thread knows nothing of leads: that a letter left is a contact all the same.
  `CREATE TRIGGER letters_are_contacts AFTER UPDATE OF state, sent_at ON outbox
    WHEN NEW.is_letter = 1 AND NEW.state = 'sent' AND NEW.sent_at IS NOT NULL AND NEW.lead_id IS NOT NULL BEGIN
    UPDATE leads SET last_contact_at = NEW.sent_at WHERE id = NEW.lead_id AND coalesce(last_contact_at, 0) < NEW.sent_at;
    INSERT OR IGNORE INTO score_stale (lead_id) SELECT id FROM leads WHERE id = NEW.lead_id;
  END`,
]

export class Letters0053 implements MigrationInterface {
  name = 'Letters1780000000053'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of columns) await runner.query(statement)
    const triggers = (await runner.query(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%confirms IS NULL%'`,
    )) as { name: string; sql: string }[]
    // A letter is in no figure of campaigns, as a question for a confirmation is in none.
    for (const { name, sql } of triggers) {
      await runner.query(`DROP TRIGGER ${name}`)
      await runner.query(sql.replace(/\b(NEW\.|OLD\.)?confirms IS NULL/g, '$& AND $1is_letter = 0'))
    }
    // One that counts messages in other words would go on counting letters.
    if (triggers.length < 11)
      throw new Error(
        `At least eleven triggers read the outbox, and ${triggers.length} were found.`,
      )
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
