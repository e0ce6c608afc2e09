// Sequences: their steps, who is in them and where, what was done for each, and their e-mails.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE sequences (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    name varchar NOT NULL,
    is_on integer NOT NULL,
    start text NOT NULL,
    exits text NOT NULL,
    steps text NOT NULL,
    gone text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
  )`,
  `CREATE TABLE sequence_people (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    sequence_id integer NOT NULL,
    lead_id integer,
    email varchar,
    state varchar NOT NULL,
    step_key varchar,
    since bigint NOT NULL,
    due_at bigint,
    outbox_id integer,
    reason varchar,
    entered_at bigint NOT NULL,
    ended_at bigint
  )`,
  // Once for ever.
  `CREATE UNIQUE INDEX sequence_people_once ON sequence_people (sequence_id, lead_id)`,
  `CREATE INDEX sequence_people_due ON sequence_people (sequence_id, step_key, due_at) WHERE state = 'waiting'`,
  `CREATE INDEX sequence_people_sending ON sequence_people (sequence_id, "id") WHERE state = 'sending'`,
  `CREATE INDEX sequence_people_under_way ON sequence_people (sequence_id, "id") WHERE state <> 'ended'`,
  `CREATE INDEX sequence_people_ends ON sequence_people (sequence_id, reason, "id")`,
  `CREATE INDEX sequence_people_lead ON sequence_people (lead_id)`,
  `CREATE INDEX sequence_people_deleted ON sequence_people ("id") WHERE reason = 'deleted'`,
  `CREATE TABLE sequence_steps (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    person_id integer NOT NULL,
    step_key varchar NOT NULL,
    kind varchar NOT NULL,
    at bigint NOT NULL,
    result varchar
  )`,
  // No step is done twice for one person, whatever is changed around it.
  `CREATE UNIQUE INDEX sequence_steps_once ON sequence_steps (person_id, step_key)`,
  `CREATE TABLE sequence_emails (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    sequence_id integer NOT NULL,
    step_key varchar NOT NULL,
    campaign_id integer NOT NULL,
    is_own integer NOT NULL,
    state varchar NOT NULL,
    created_at bigint NOT NULL
  )`,
  `CREATE UNIQUE INDEX sequence_emails_campaign ON sequence_emails (campaign_id)`,
  `CREATE INDEX sequence_emails_sequence ON sequence_emails (sequence_id, "id")`,
]

export class Sequences0052 implements MigrationInterface {
  name = 'Sequences1780000000052'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
