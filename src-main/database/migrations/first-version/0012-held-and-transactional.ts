// Archived funnels hold their e-mails; messages that ask for a confirmation are in no figure; a
// refusal says which other address it came by.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const hour = 3_600_000
/** The triggers that read the outbox, and the condition each of them reads it by. */
const conditions = [
  [
    `NEW.state = 'sent' AND NEW.sent_at IS NOT NULL`,
    `NEW.state = 'sent' AND NEW.confirms IS NULL AND NEW.sent_at IS NOT NULL`,
  ],
  [
    `OLD.state = 'sent' AND OLD.sent_at IS NOT NULL`,
    `OLD.state = 'sent' AND OLD.confirms IS NULL AND OLD.sent_at IS NOT NULL`,
  ],
  [
    `AND state = 'sent' AND account_id <> 0`,
    `AND state = 'sent' AND confirms IS NULL AND account_id <> 0`,
  ],
] as const

const columns = [
  // 1 while the funnel that writes it is archived: on, and yet nothing leaves.
  `ALTER TABLE campaigns ADD COLUMN is_held integer NOT NULL DEFAULT 0`,
  // The other address of the same person, by which the refusal came; null where it came by the
  // address itself.
  `ALTER TABLE suppressions ADD COLUMN via_address varchar`,
]

const confirmed = `outbox WHERE confirms IS NOT NULL AND state = 'sent' AND sent_at IS NOT NULL`
const uncount = (
  span: string,
  hours: number,
) => `UPDATE period_totals SET sent = period_totals.sent - taken.sent, sandboxed = period_totals.sandboxed - taken.sandboxed
  FROM (SELECT sent_at / ${hours * hour} AS start, sum(account_id <> 0) AS sent, sum(account_id = 0) AS sandboxed FROM ${confirmed} GROUP BY 1) AS taken
  WHERE span = '${span}' AND period_totals.start = taken.start`

export class HeldAndTransactional0012 implements MigrationInterface {
  name = 'HeldAndTransactional1780000000012'
  async up(runner: QueryRunner): Promise<void> {
    for (const column of columns) await runner.query(column)
    const triggers = (await runner.query(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('outbox', 'lead_wins', 'funnel_events')`,
    )) as { name: string; sql: string }[]
    let rewritten = 0
    for (const { name, sql } of triggers) {
      const changed = conditions.reduce(
        (text, [before, after]) => text.replaceAll(before, after),
        sql,
      )
      if (changed === sql) continue
      rewritten += 1
      await runner.query(`DROP TRIGGER ${name}`)
      await runner.query(changed)
    }
    // A trigger that reads the outbox in other words would go on counting what is not to be
    // counted.
    if (rewritten < 11)
      throw new Error(`At least eleven triggers read the outbox, and ${rewritten} were found.`)
    for (const statement of [uncount('hour', 1), uncount('day', 24)]) await runner.query(statement)
    // Told that it changed, a win is shared out again.
    await runner.query(
      `UPDATE lead_wins SET won_at = won_at WHERE lead_id IN (SELECT lead_id FROM ${confirmed})`,
    )
    // Archived before e-mails were held: they were turned off then, and stay so.
    await runner.query(
      `UPDATE campaigns SET is_held = 1 WHERE confirms_funnel_id IN (SELECT id FROM funnels WHERE is_archived = 1)`,
    )
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
