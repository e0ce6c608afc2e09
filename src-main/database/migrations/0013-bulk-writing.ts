// Lets the triggers on leads stand aside while many rows are written in one transaction; what they
// would have derived is then derived from all rows at once.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const isBulk = 'EXISTS (SELECT 1 FROM bulk_write)'
/** True for a lead that was there before the rows still to be derived from: its former self counts. */
const wasThere = (row: 'OLD' | 'NEW') =>
  `EXISTS (SELECT 1 FROM bulk_write WHERE last_lead_id >= ${row}.id)`

/** Triggers that derive figures and words from rows, and may do so later. */
const derivations = [
  ...['leads_inserted', 'leads_inserted_tags', 'leads_deleted', 'leads_revalued'],
  ...['leads_renamed', 'leads_retagged', 'leads_arrived', 'leads_arrived_valued'],
  ...['leads_recounted', 'leads_resquared', 'leads_uncounted'],
  ...['lead_wins_added', 'lead_wins_changed', 'lead_wins_removed'],
]
/** These count shares that other rows (a message, a form) change meanwhile as well. */
const shareCounts = ['attribution_shares_added', 'attribution_shares_removed']

/**
 * Parts of derivations that are no figures but facts of their own: they stay row by row, in
 * triggers of their own.
 */
const facts = [
  {
    from: 'leads_deleted',
    statement: 'DELETE FROM lead_stage_changes WHERE lead_id = OLD.id;',
    trigger: 'leads_moves_forgotten AFTER DELETE ON leads',
  },
  {
    from: 'leads_recounted',
    statement: `UPDATE lead_wins SET value_cents = NEW.estimated_value_cents, arrived_at = NEW.created_at, source = coalesce(NEW.source, '') WHERE lead_id = NEW.id;`,
    trigger: `leads_win_changed AFTER UPDATE OF source, created_at, estimated_value_cents ON leads
    WHEN OLD.source IS NOT NEW.source OR OLD.created_at <> NEW.created_at OR OLD.estimated_value_cents <> NEW.estimated_value_cents`,
  },
  {
    from: 'leads_uncounted',
    statement: 'DELETE FROM lead_wins WHERE lead_id = OLD.id;',
    trigger: 'leads_win_forgotten BEFORE DELETE ON leads',
  },
]

const formerLead = (isRenamed: string, isRetagged: string) =>
  `INSERT INTO bulk_leads (id, was_there, status, value_cents, source, created_at, is_renamed, is_retagged)
      VALUES (OLD.id, 1, OLD.status, OLD.estimated_value_cents, coalesce(OLD.source, ''), OLD.created_at, ${isRenamed}, ${isRetagged})
      ON CONFLICT (id) DO UPDATE SET is_renamed = max(is_renamed, excluded.is_renamed), is_retagged = max(is_retagged, excluded.is_retagged);`
const formerWin = `INSERT INTO bulk_wins (id, won_at, value_cents, arrived_at, source)
      VALUES (OLD.lead_id, OLD.won_at, OLD.value_cents, OLD.arrived_at, OLD.source) ON CONFLICT (id) DO NOTHING;`
const words = ['first_name', 'last_name', 'email', 'phone', 'company']

const statements = [
  // One row while many rows are written, in the transaction that writes them and never after it:
  // leads up to this number have been derived from. Where `settles` is 1, shares are counted set-wise.
  `CREATE TABLE bulk_write (
    "id" integer PRIMARY KEY NOT NULL CHECK (id = 1),
    last_lead_id integer NOT NULL,
    settles integer NOT NULL DEFAULT 0
  )`,
  // Leads that were there and were written since, as they were; empty outside of such a transaction.
  `CREATE TABLE bulk_leads (
    "id" integer PRIMARY KEY NOT NULL,
    was_there integer NOT NULL,
    status varchar,
    value_cents bigint,
    source varchar,
    created_at bigint,
    is_renamed integer NOT NULL,
    is_retagged integer NOT NULL
  )`,
  // Wins that came, changed or went since, as they were; null for one that came.
  `CREATE TABLE bulk_wins (
    "id" integer PRIMARY KEY NOT NULL,
    won_at bigint,
    value_cents bigint,
    arrived_at bigint,
    source varchar
  )`,
  `CREATE TRIGGER leads_bulk_added AFTER INSERT ON leads WHEN ${wasThere('NEW')} BEGIN
    INSERT INTO bulk_leads (id, was_there, is_renamed, is_retagged) VALUES (NEW.id, 0, 1, 1)
      ON CONFLICT (id) DO UPDATE SET is_renamed = 1, is_retagged = 1;
  END`,
  `CREATE TRIGGER leads_bulk_changed AFTER UPDATE ON leads WHEN ${wasThere('NEW')} BEGIN
    ${formerLead(words.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR '), 'OLD.tags <> NEW.tags')}
  END`,
  `CREATE TRIGGER leads_bulk_removed AFTER DELETE ON leads WHEN ${wasThere('OLD')} BEGIN
    ${formerLead('1', '1')}
  END`,
  `CREATE TRIGGER lead_wins_bulk_added AFTER INSERT ON lead_wins WHEN ${isBulk} BEGIN
    INSERT INTO bulk_wins (id) VALUES (NEW.lead_id) ON CONFLICT (id) DO NOTHING;
  END`,
  `CREATE TRIGGER lead_wins_bulk_changed AFTER UPDATE ON lead_wins WHEN ${isBulk} BEGIN
    ${formerWin}
  END`,
  `CREATE TRIGGER lead_wins_bulk_removed AFTER DELETE ON lead_wins WHEN ${isBulk} BEGIN
    ${formerWin}
  END`,
]

/** The same trigger, which fires only where a condition holds as well. */
function onlyWhen(sql: string, condition: string): string {
  const changed = sql.replace(
    /^(CREATE TRIGGER \w+ [^;]*? ON \w+)(?:\s+WHEN ([^;]*?))?\s+BEGIN/,
    (_, event: string, when?: string) =>
      `${event} WHEN ${condition}${when === undefined ? '' : ` AND (${when})`} BEGIN`,
  )
  if (changed === sql) throw new Error(`A trigger reads otherwise than expected: ${sql}`)
  return changed
}

export class BulkWriting0013 implements MigrationInterface {
  name = 'BulkWriting1780000000013'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
    const rewrite = async (name: string, condition: string) => {
      const [found] = (await runner.query(
        `SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = '${name}'`,
      )) as { sql: string }[]
      if (found === undefined) throw new Error(`The trigger ${name} is missing.`)
      const fact = facts.find(({ from }) => from === name)
      if (fact !== undefined && !found.sql.includes(fact.statement))
        throw new Error(`The trigger ${name} reads otherwise than expected.`)
      const figures = fact === undefined ? found.sql : found.sql.replace(fact.statement, '')
      await runner.query(`DROP TRIGGER ${name}`)
      await runner.query(onlyWhen(figures, condition))
      if (fact !== undefined)
        await runner.query(`CREATE TRIGGER ${fact.trigger} BEGIN ${fact.statement} END`)
    }
    for (const name of derivations) await rewrite(name, `NOT ${isBulk}`)
    for (const name of shareCounts)
      await rewrite(name, 'NOT EXISTS (SELECT 1 FROM bulk_write WHERE settles = 1)')
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
