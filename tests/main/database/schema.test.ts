// docs/schema.sql is what all migrations together make: written from them, so that it can be read
// and never drifts.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataSourceFor } from '#main/database/openDatabase.ts'

const file = new URL('../../../docs/schema.sql', import.meta.url)
const heading = `-- The tables, indexes and triggers of the database, as all migrations together make them.
-- Written by tests/main/database/schema.test.ts: UPDATE_SCHEMA=1 npx vitest run --project main tests/main/database/schema.test.ts
`
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-schema-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Tables first, each with its indexes and triggers. */
async function migratedSchema(): Promise<string> {
  const source = await dataSourceFor(join(folder, 'schema.db'), []).initialize()
  try {
    await source.runMigrations()
    const parts = await source.query<{ sql: string }[]>(
      // A full-text index keeps its own tables, which SQLite makes.
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND tbl_name <> 'migrations'
         AND NOT (type = 'table' AND name GLOB 'lead_search_*')
       ORDER BY tbl_name, CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name`,
    )
    return `${heading}\n${parts.map(({ sql }) => `${sql.trim()};`).join('\n\n')}\n`
  } finally {
    await source.destroy()
  }
}

describe('docs/schema.sql', () => {
  it('is what the migrations make', async () => {
    const schema = await migratedSchema()
    if (process.env['UPDATE_SCHEMA'] === '1') await writeFile(file, schema)
    expect(
      await readFile(file, 'utf8').catch(() => ''),
      'The migrations make another schema: run this test with UPDATE_SCHEMA=1 to write it anew.',
    ).toBe(schema)
  })
})
