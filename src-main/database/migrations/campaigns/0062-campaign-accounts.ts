// Campaigns that leave through several accounts: which, and what each of them says as it signs.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  // Those beside the campaign's own account.
  `CREATE TABLE campaign_accounts (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    account_id integer NOT NULL
  )`,
  `CREATE UNIQUE INDEX campaign_accounts_campaign ON campaign_accounts (campaign_id, account_id)`,
  `CREATE INDEX campaign_accounts_account ON campaign_accounts (account_id)`,
  // The message of a version as another account signs it, where that differs.
  `CREATE TABLE signed_versions (
    version_id integer NOT NULL,
    account_id integer NOT NULL,
    signed_version_id integer NOT NULL,
    PRIMARY KEY (version_id, account_id)
  )`,
  // The account that took a message of such a campaign; null for every other message.
  `ALTER TABLE outbox ADD COLUMN taken_by integer`,
  `CREATE INDEX outbox_taken ON outbox (campaign_id, taken_by, state) WHERE taken_by IS NOT NULL`,
]

export class CampaignAccounts0062 implements MigrationInterface {
  name = 'CampaignAccounts1780000000062'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
