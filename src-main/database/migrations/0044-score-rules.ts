// The user's own rules of the score by points, and the leads whose score is to be counted anew.
import type { MigrationInterface, QueryRunner } from 'typeorm'

// Whoever writes a lead counts it by the rules every application has; with own rules, the mark says
// that it is to be counted by them. Whatever new part of the application writes is marked too.
const mark = (lead: string) => `INSERT OR IGNORE INTO score_stale (lead_id) VALUES (${lead});`
const hasRules = 'EXISTS (SELECT 1 FROM score_rules)'

const statements = [
  `CREATE TABLE score_rules (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    rules text NOT NULL,
    updated_at bigint NOT NULL
  )`,
  'CREATE TABLE score_stale (lead_id integer PRIMARY KEY NOT NULL)',
  `CREATE TRIGGER leads_unscored AFTER INSERT ON leads WHEN ${hasRules} BEGIN ${mark('NEW.id')} END`,
  `CREATE TRIGGER leads_rescored AFTER UPDATE ON leads WHEN ${hasRules} BEGIN ${mark('NEW.id')} END`,
  `CREATE TRIGGER leads_score_forgotten AFTER DELETE ON leads BEGIN DELETE FROM score_stale WHERE lead_id = OLD.id; END`,
  `CREATE TRIGGER interactions_unscored AFTER INSERT ON interactions WHEN ${hasRules} BEGIN ${mark('NEW.lead_id')} END`,
  `CREATE TRIGGER interactions_rescored AFTER UPDATE OF lead_id ON interactions WHEN ${hasRules} BEGIN ${mark('NEW.lead_id')} ${mark('OLD.lead_id')} END`,
  `CREATE TRIGGER interactions_score_forgotten AFTER DELETE ON interactions WHEN ${hasRules} BEGIN ${mark('OLD.lead_id')} END`,
]

export class ScoreRules0044 implements MigrationInterface {
  name = 'ScoreRules1780000000044'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
