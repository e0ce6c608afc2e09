// Tests of campaigns: a second version of the message, which people try which, and what was decided.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  // The campaign whose second version it is; null for every campaign that is shown.
  `ALTER TABLE campaigns ADD COLUMN variant_of integer`,
  `CREATE INDEX campaigns_variant ON campaigns (variant_of) WHERE variant_of IS NOT NULL`,
  `CREATE TABLE campaign_tests (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    campaign_id integer NOT NULL,
    variant_id integer NOT NULL,
    share integer NOT NULL,
    measure varchar NOT NULL,
    hours integer NOT NULL,
    unclear varchar NOT NULL,
    winner varchar,
    decided_by varchar,
    decided_at bigint,
    decided_probability float,
    removed_at bigint,
    created_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX campaign_tests_campaign ON campaign_tests (campaign_id)`,
  // The version a person gets; null where there is one only, and while the winner is not known.
  `ALTER TABLE outbox ADD COLUMN variant varchar`,
  // 1 for who is not in the test, and waits for what comes of it.
  `ALTER TABLE outbox ADD COLUMN is_rest integer NOT NULL DEFAULT 0`,
  `CREATE INDEX outbox_variant ON outbox (campaign_id, variant, state, "id") WHERE variant IS NOT NULL AND is_rest = 0`,
]

export class CampaignTests0058 implements MigrationInterface {
  name = 'CampaignTests1780000000058'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
