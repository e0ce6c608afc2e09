// Looks at the leads that were given a name.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE lead_views (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
  )`,
]

export class LeadViews0041 implements MigrationInterface {
  name = 'LeadViews1780000000041'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
