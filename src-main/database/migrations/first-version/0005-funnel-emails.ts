// E-mails of funnels, the campaigns that send them by themselves, and the messages that ask for a
// confirmation.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  // Null: an ordinary campaign. Else it writes to whoever comes in by a form: 1 while it may, 0
  // while it is turned off.
  `ALTER TABLE campaigns ADD COLUMN automatic_on integer`,
  // The funnel whose confirmations a campaign carries; such a campaign is nobody's document and is
  // listed nowhere.
  `ALTER TABLE campaigns ADD COLUMN confirms_funnel_id integer`,
  // The event that asked for the confirmation a message asks about.
  `ALTER TABLE outbox ADD COLUMN confirms varchar`,
  `ALTER TABLE funnels ADD COLUMN confirmation_account_id integer`,
  // Why no mail is sent for it: too many to one address, or asked for too long ago.
  `ALTER TABLE consent_confirmations ADD COLUMN skipped varchar`,
  `DROP INDEX consent_confirmations_waiting`,
  `CREATE INDEX consent_confirmations_waiting ON consent_confirmations (asked_at) WHERE mailed_at IS NULL AND skipped IS NULL`,
  // `page_id` has no foreign key: the e-mail of a deleted page starts by no other form instead. No
  // page is any form of the funnel.
  `CREATE TABLE funnel_emails (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    funnel_id integer NOT NULL,
    page_id integer,
    campaign_id integer NOT NULL,
    delay_minutes integer NOT NULL,
    is_own integer NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT "FK_funnel_emails_funnel" FOREIGN KEY ("funnel_id") REFERENCES "funnels" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  )`,
  `CREATE INDEX funnel_emails_funnel ON funnel_emails (funnel_id, id)`,
  `CREATE UNIQUE INDEX funnel_emails_campaign ON funnel_emails (campaign_id)`,
]

export class FunnelEmails0005 implements MigrationInterface {
  name = 'FunnelEmails1780000000005'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
