// What was stored before words were folded is found, sorted and tagged as what is written now.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrations } from '#main/database/migrations/index.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { emptyLeadFields, toLeadRow } from '#main/features/crm/leads/leadRecord.ts'
import { searchTerms } from '#main/database/fullTextSearch.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-folded-'))
  path = join(folder, 'main.db')
})
afterEach(() => rm(folder, { recursive: true }))

const place = migrations.findIndex((Migration) => new Migration().name.startsWith('FoldedWords'))

async function migrate(only: typeof migrations): Promise<void> {
  const source = await new DataSource({
    type: 'better-sqlite3',
    driver: sqliteDriver,
    database: path,
    migrationsTransactionMode: 'each',
    migrations: only,
  }).initialize()
  await source.runMigrations()
  await source.destroy()
}

type Old = { email?: string; first?: string; last?: string; phone?: string; tags?: string[] }
const people: Old[] = [
  { first: 'Élise', last: 'Cœur', phone: '+33 (0)6 12 34 56 78', tags: ['été', 'VIP'] },
  {
    first: 'Jo',
    last: 'Łódź',
    phone: '06\u202f99\u202f88\u202f77\u202f66',
    tags: ['e\u0301te\u0301'],
  },
  { first: 'Al', last: 'O’Brien', tags: ['ÉTÉ ', 'vip', 'Été'] },
  { email: 'zoe\u0301@exemple.fr' },
  { email: 'zoé@exemple.fr', tags: [] },
  { email: 'le\u0301a@exemple.fr' },
  { phone: '="0033711223344"' },
]

it('derives all of it of what is stored', async () => {
  await migrate(migrations.slice(0, place))
  const before = new sqliteDriver(path)
  for (const [index, { email, first, last, phone, tags }] of people.entries())
    before
      .prepare(
        `INSERT INTO leads (email, first_name, last_name, phone, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
         VALUES (?, ?, ?, ?, 'new', 0, 0, ?, '', ?, 1)`,
      )
      .run(
        email ?? null,
        first ?? null,
        last ?? null,
        phone ?? null,
        JSON.stringify(tags ?? []),
        index,
      )
  before.exec(`INSERT INTO interactions (lead_id, type, occurred_at, created_at) VALUES (1, 'meeting', 99999999999999, 50), (1, 'call', 20, 20);
    UPDATE leads SET last_contact_at = 50 WHERE id = 1;
    INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', 'zoe\u0301@exemple.fr', 'manual', 1)`)
  before.close()
  await migrate(migrations)
  const after = new sqliteDriver(path)
  const found = (typed: string) =>
    after
      .prepare<[string], { rowid: number }>(
        'SELECT rowid FROM lead_search WHERE lead_search MATCH ? ORDER BY rowid',
      )
      .all(searchTerms(typed)?.exact ?? '')
      .map(({ rowid }) => rowid)
  expect(found('coeur')).toEqual([1])
  expect(found('lodz')).toEqual([2])
  expect(found('obrien')).toEqual([3])
  for (const typed of ['0612345678', '0033612345678', '06/12/34/56/78', '56 78'])
    expect(found(typed)).toEqual([1])
  expect(found('+33 6 99 88 77 66')).toEqual([2])
  expect(found('07 11 22 33 44')).toEqual([7])
  const rows = after
    .prepare<[], Record<string, string | null>>(
      'SELECT email, first_name AS firstName, last_name AS lastName, phone, tags, notes, search_words, sort_name, tag_keys FROM leads ORDER BY id',
    )
    .all()
  expect(rows.map(({ tags }) => tags)).toEqual([
    ...['["été","VIP"]', '["été"]', '["été","VIP"]'],
    ...['[]', '[]', '[]', '[]'],
  ])
  const tagged = (key: string) =>
    after.prepare<[string]>('SELECT lead_id FROM lead_tags WHERE tag = ?').all(key).length
  expect([tagged('été'), tagged('vip'), tagged('ete')]).toEqual([3, 2, 0])
  // One of two that are the same now keeps the address; nothing is lost.
  expect(rows.map(({ email }) => email).slice(3, 6)).toEqual([
    null,
    'zoé@exemple.fr',
    'léa@exemple.fr',
  ])
  expect(rows[3]?.['notes']).toBe('zoé@exemple.fr')
  expect(after.prepare('SELECT value FROM suppressions').all()).toEqual([
    { value: 'zoé@exemple.fr' },
  ])
  // What is planned dates no contact.
  expect(after.prepare('SELECT last_contact_at AS at FROM leads WHERE id = 1').get()).toEqual({
    at: 20,
  })
  // The same as if each were written now.
  for (const row of rows) {
    const { email = null, firstName = null, lastName = null, phone = null } = row
    const tags: unknown = JSON.parse(row['tags'] ?? '[]')
    const written = toLeadRow(
      {
        ...emptyLeadFields(0),
        ...{ email, firstName, lastName, phone },
        tags: Array.isArray(tags) ? tags.map(String) : [],
      },
      0,
      0,
    )
    expect([row['search_words'], row['sort_name']]).toEqual([written.searchWords, written.sortName])
  }
  after.close()
})
