// Tasks, and what a lead's history is read by: each of its sources in the order of time.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `CREATE TABLE tasks (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    title varchar NOT NULL,
    due_at bigint,
    due_day varchar,
    due_zone varchar,
    due_order bigint NOT NULL,
    lead_id integer,
    campaign_id integer,
    interaction_id integer,
    repeats text,
    previous_id integer,
    done_at bigint,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT "FK_tasks_lead" FOREIGN KEY ("lead_id") REFERENCES "leads" ("id") ON DELETE CASCADE ON UPDATE NO ACTION,
    CONSTRAINT "FK_tasks_interaction" FOREIGN KEY ("interaction_id") REFERENCES "interactions" ("id") ON DELETE CASCADE ON UPDATE NO ACTION
  )`,
  'CREATE INDEX tasks_due ON tasks (due_order, id)',
  'CREATE INDEX tasks_open ON tasks (due_order, id) WHERE done_at IS NULL',
  'CREATE INDEX tasks_done ON tasks (done_at, id) WHERE done_at IS NOT NULL',
  'CREATE INDEX tasks_lead ON tasks (lead_id, due_order, id) WHERE lead_id IS NOT NULL',
  'CREATE INDEX tasks_lead_done ON tasks (lead_id, done_at, id) WHERE lead_id IS NOT NULL AND done_at IS NOT NULL',
  'CREATE INDEX tasks_campaign ON tasks (campaign_id, due_order, id) WHERE campaign_id IS NOT NULL',
  'CREATE UNIQUE INDEX tasks_interaction ON tasks (interaction_id) WHERE interaction_id IS NOT NULL',
  'CREATE UNIQUE INDEX tasks_previous ON tasks (previous_id) WHERE previous_id IS NOT NULL',
  'CREATE INDEX tasks_zone ON tasks (due_zone) WHERE due_zone IS NOT NULL',
  // A campaign that is gone for good takes what was to be done for it alone.
  `CREATE TRIGGER campaigns_tasks_forgotten BEFORE DELETE ON campaigns BEGIN
    DELETE FROM tasks WHERE campaign_id = OLD.id AND lead_id IS NULL;
    UPDATE tasks SET campaign_id = NULL WHERE campaign_id = OLD.id;
  END`,
  'DROP INDEX lead_stage_changes_lead',
  'CREATE INDEX lead_stage_changes_lead ON lead_stage_changes (lead_id, changed_at, id)',
  'DROP INDEX funnel_events_lead',
  'CREATE INDEX funnel_events_lead ON funnel_events (lead_id, at, id) WHERE lead_id IS NOT NULL',
]

export class Tasks0027 implements MigrationInterface {
  name = 'Tasks1780000000027'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
