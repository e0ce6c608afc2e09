// Blocks of messages that are kept under a name.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE saved_blocks (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    blocks text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  )`,
]

export class SavedBlocks0063 implements MigrationInterface {
  name = 'SavedBlocks1780000000063'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
