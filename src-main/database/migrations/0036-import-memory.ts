// What an import was told, so that the next file with the same titles can be read in the same way;
// which custom fields it made; and the rows that could not be taken as they stood.
import type { MigrationInterface, QueryRunner } from 'typeorm'

const statements = [
  `ALTER TABLE imports ADD COLUMN shape varchar NOT NULL DEFAULT ''`,
  `ALTER TABLE imports ADD COLUMN given text NOT NULL DEFAULT '{"mapping":{},"options":{}}'`,
  `ALTER TABLE imports ADD COLUMN titles text NOT NULL DEFAULT '[]'`,
  `ALTER TABLE imports ADD COLUMN new_fields text NOT NULL DEFAULT '[]'`,
  `CREATE INDEX imports_shape ON imports (shape, "id")`,
  `CREATE TABLE import_rejects (
    "id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
    import_id integer NOT NULL,
    line integer NOT NULL,
    cells text NOT NULL,
    reasons text NOT NULL
  )`,
  'CREATE UNIQUE INDEX import_rejects_line ON import_rejects (import_id, line)',
]

export class ImportMemory0036 implements MigrationInterface {
  name = 'ImportMemory1780000000036'
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }
  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore the backup made before this one.')
  }
}
