// Moving in from WeBox IA: the imports, what became of each source row (so that a second import
// changes nothing and an import can be undone), what was changed or refused; and the totals a
// campaign brings along.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  // A campaign that was sent elsewhere: status 'imported', its totals apart from everything counted
  // in the outbox.
  `ALTER TABLE campaigns ADD COLUMN imported_totals text`,
  `CREATE TABLE webox_imports (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    file_name varchar NOT NULL,
    state varchar NOT NULL,
    progress float NOT NULL,
    counts text NOT NULL,
    problem_count integer NOT NULL,
    kept_count integer NOT NULL,
    lead_import_id integer,
    started_at bigint NOT NULL,
    finished_at bigint,
    undone_at bigint
  )`,
  `CREATE INDEX webox_imports_started ON webox_imports (started_at)`,
  // One row a source row, known by its content and not by the file it came in. before_row: what
  // undoing puts back. after_hash: as the import left it, so that undoing can tell what was edited
  // since.
  `CREATE TABLE webox_rows (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id integer NOT NULL,
    kind varchar NOT NULL,
    source_key varchar NOT NULL,
    content_hash varchar NOT NULL,
    source_table varchar NOT NULL,
    source_id varchar NOT NULL,
    target_id integer,
    action varchar NOT NULL,
    before_row text,
    after_hash varchar
  )`,
  `CREATE UNIQUE INDEX webox_rows_source ON webox_rows (kind, source_key, import_id)`,
  `CREATE INDEX webox_rows_target ON webox_rows (kind, target_id)`,
  `CREATE INDEX webox_rows_import ON webox_rows (import_id, id)`,
  `CREATE TABLE webox_problems (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id integer NOT NULL,
    source_table varchar NOT NULL,
    source_id varchar NOT NULL,
    outcome varchar NOT NULL,
    reason varchar NOT NULL,
    detail varchar
  )`,
  `CREATE INDEX webox_problems_import ON webox_problems (import_id, id)`,
]

export class Webox0008 implements MigrationInterface {
  name = 'Webox1780000000008'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
