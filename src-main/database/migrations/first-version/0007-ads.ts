// The register of ad campaigns.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE ads (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    platform varchar NOT NULL,
    status varchar NOT NULL,
    description text NOT NULL,
    headline varchar NOT NULL,
    ad_copy text NOT NULL,
    image_url varchar,
    video_url varchar,
    audience text NOT NULL,
    daily_budget_cents bigint,
    total_budget_cents bigint,
    starts_on varchar,
    ends_on varchar,
    impressions bigint,
    clicks bigint,
    conversions bigint,
    spent_cents bigint,
    results_origin varchar NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
  `CREATE INDEX ads_updated ON ads (updated_at, id)`,
  `CREATE INDEX ads_status_updated ON ads (status, updated_at, id)`,
]

export class Ads0007 implements MigrationInterface {
  name = 'Ads1780000000007'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
