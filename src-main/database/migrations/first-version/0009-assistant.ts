// What was sent to models and what came of it; and what the user decided about the assistant.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  // Costs are whole millionths of the currency. \`payload\` is null once its keeping has ended;
  // what it cost stays for the month's sum.
  `CREATE TABLE ai_calls (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    at bigint NOT NULL,
    task varchar NOT NULL,
    provider varchar NOT NULL,
    model varchar NOT NULL,
    url varchar NOT NULL,
    payload text,
    outcome varchar NOT NULL,
    reason varchar,
    input_tokens integer,
    output_tokens integer,
    estimated_cost bigint,
    cost bigint,
    currency varchar NOT NULL
  )`,
  `CREATE INDEX ai_calls_at ON ai_calls (at, id)`,
  `CREATE TABLE assistant_settings (
    name varchar PRIMARY KEY NOT NULL,
    value text NOT NULL
  )`,
]

export class Assistant0009 implements MigrationInterface {
  name = 'Assistant1780000000009'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
