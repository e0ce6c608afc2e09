// How far the events of each relay were fetched, and which of them were taken: applied, refused, or
// kept for another try.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE relay_cursors (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    relay_key varchar NOT NULL,
    cursor varchar NOT NULL,
    moved_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX relay_cursors_key ON relay_cursors (relay_key)`,
  // The identifier is unique, so that even an event handed out twice cannot be applied twice.
  // \`body\` is empty once it was applied.
  `CREATE TABLE relay_events (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    event_id varchar NOT NULL,
    state varchar NOT NULL,
    body text,
    noted_at bigint NOT NULL,
    tried_at bigint
  )`,
  `CREATE UNIQUE INDEX relay_events_event ON relay_events (event_id)`,
  `CREATE INDEX relay_events_failed ON relay_events (tried_at, id) WHERE state = 'failed'`,
]

export class Relay0004 implements MigrationInterface {
  name = 'Relay1780000000004'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
