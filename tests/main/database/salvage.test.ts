// Reading what can be read of databases that are really damaged: no row is invented, none is counted
// that is not there, and what is made is whole.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { damageOf } from '#main/database/damage/sqliteCheck.ts'
import { schemaOf } from '#main/database/rescue/salvagedSchema.ts'
import { salvage, type Salvage } from '#main/database/rescue/salvage.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { insertBare } from '../../bench/importBench.ts'
import { withFile } from '../../support/olderDatabase.ts'
import { placeNewDatabase } from '../../support/templateDatabase.ts'

const people = 3_000
let folder: string
let whole: string
let path: string
let target: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webox-salvage-'))
  whole = join(folder, 'whole.db')
  path = join(folder, 'main.db')
  target = join(folder, 'salvaged.db')
  await placeNewDatabase(whole)
  insertBare(whole, 0, people, Date.parse('2026-11-20T10:00:00Z'))
  withFile(whole, (connection) => {
    connection.exec(`INSERT INTO interactions (lead_id, type, occurred_at, content, created_at)
      SELECT id, 'note', 1, 'met ' || id, 1 FROM leads WHERE id % 3 = 0;
      INSERT INTO suppressions (kind, value, reason, created_at)
      SELECT 'email', email, 'unsubscribed', 1 FROM leads WHERE id % 10 = 0`)
    connection.pragma('journal_mode = DELETE')
  })
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => {
  for (const made of [path, target]) rmSync(made, { force: true })
  copyFileSync(whole, path)
})

const damaged = (change: (bytes: Buffer) => Buffer | undefined): void => {
  const bytes = readFileSync(path)
  writeFileSync(path, change(bytes) ?? bytes)
}
const page = 4_096
/** Numbers of the pages of a table or an index, its first one first. */
function pagesOf(name: string): { number: number; kind: string }[] {
  const file = new sqliteDriver(whole, { readonly: true })
  try {
    return file
      .prepare<[string], { number: number; kind: string }>(
        'SELECT pageno AS number, pagetype AS kind FROM dbstat WHERE name = ? ORDER BY path',
      )
      .all(name)
  } finally {
    file.close()
  }
}
const leaves = (name: string) =>
  pagesOf(name)
    .filter(({ kind }) => kind === 'leaf')
    .map(({ number }) => number)
const fill = (numbers: readonly number[], byte: number, from = 0) =>
  damaged((bytes) => {
    for (const number of numbers) bytes.fill(byte, (number - 1) * page + from, number * page)
    return bytes
  })

function read(donors: string[] = []): Salvage & { of: (name: string) => Salvage['tables'][0] } {
  const before = readFileSync(path)
  const found = salvage({ source: path, copy: join(folder, 'copy.db'), target, donors }, () => {})
  // The damaged file stays as it was, and nothing of the work is left beside it.
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(existsSync(join(folder, 'copy.db'))).toBe(false)
  expect(damageOf(target, 'whole')).toBeNull()
  const of = (name: string) => {
    const table = found.tables.find((one) => one.name === name)
    if (table === undefined) throw new Error(`No table ${name}.`)
    return table
  }
  return { ...found, of }
}

/** Each table's rows, those before, and those that are not in the one that was never damaged. */
function compared(
  names: readonly string[],
): { name: string; rows: number; before: number; invented: number }[] {
  const connection = new sqliteDriver(target, { readonly: true })
  try {
    connection.prepare('ATTACH ? AS whole').run(whole)
    const count = (sql: string) => Number(connection.prepare(sql).pluck().get())
    return names.map((name) => ({
      ...{ name, rows: count(`SELECT count(*) FROM main.${name}`) },
      before: count(`SELECT count(*) FROM whole.${name}`),
      invented: count(
        `SELECT count(*) FROM (SELECT * FROM main.${name} EXCEPT SELECT * FROM whole.${name})`,
      ),
    }))
  } finally {
    connection.close()
  }
}
/** Every table of the new database has the rows that were told, and none that was not there before. */
function expectTrue({ tables }: Salvage): void {
  for (const { name, rows, before, invented } of compared(tables.map((table) => table.name))) {
    const told = tables.find((table) => table.name === name)
    expect(rows, `rows of ${name}`).toBe(told?.read)
    expect(invented, `rows of ${name} that never were`).toBe(0)
    if (told !== undefined && told.unread !== null && told.refused === 0)
      expect(told.read + told.unread, `all rows of ${name}`).toBe(before)
  }
}

test('a file in which nothing is damaged is read whole', () => {
  const found = read()
  expectTrue(found)
  expect(found.list).toBe('own')
  expect(found.tables.filter(({ refused, unread }) => refused + (unread ?? 1) > 0)).toEqual([])
  expect(found.of('leads')).toMatchObject({ read: people, unread: 0 })
})

test('a page of zeros costs its own rows, and the rows that hang on them', () => {
  const pages = leaves('leads')
  fill([pages[Math.floor(pages.length / 2)] as number], 0)
  const found = read()
  expectTrue(found)
  const { read: kept, unread } = found.of('leads')
  expect(kept).toBeGreaterThan(people * 0.9)
  expect(kept).toBeLessThan(people)
  expect(kept + (unread ?? -1)).toBe(people)
  const { read: notes, refused } = found.of('interactions')
  expect(notes + refused).toBe(people / 3)
  expect(refused).toBeGreaterThan(0)
})

test('pages far from each other cost theirs, and not what lies between', () => {
  const pages = leaves('leads')
  const spoilt = [2, 9, 10, 17, pages.length - 1].map((at) => pages[at] as number)
  fill(spoilt, 0xa5)
  const found = read()
  expectTrue(found)
  expect(found.of('leads').read).toBeGreaterThan(people * (1 - 8 / pages.length))
  expect(found.of('leads').read).toBeLessThan(people * (1 - 3 / pages.length))
})

test('changed bytes anywhere invent no row and end in a whole database or in a plain word', () => {
  // The same places each time: a small generator of its own.
  let seed = 7
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
  for (let turn = 0; turn < 4; turn += 1) {
    for (const made of [path, target]) rmSync(made, { force: true })
    copyFileSync(whole, path)
    damaged((bytes) => {
      for (let change = 0; change < 20; change += 1) {
        const at = page + next(bytes.length - page)
        // The head of a page, where what is changed is not a letter of somebody's name.
        const head = at - (at % page) + next(12)
        bytes[head] = next(256)
      }
      return bytes
    })
    const found = read([whole])
    expect(found.tables.length).toBeGreaterThan(70)
    const rows = new Map(found.tables.map(({ name, read: told }) => [name, told]))
    for (const table of compared([...rows.keys()])) expect(table.rows).toBe(rows.get(table.name))
    expect(compared(['leads'])[0]?.invented).toBe(0)
  }
})

test('an index alone that is damaged costs no row', () => {
  fill(leaves('leads_email'), 0xa5, 16)
  const found = read()
  expectTrue(found)
  expect(found.of('leads')).toMatchObject({ read: people, refused: 0, unread: 0 })
})

test('a file whose header is gone is read under a new one', () => {
  damaged((bytes) => bytes.fill(0, 0, 100))
  const found = read()
  expectTrue(found)
  expect(found.list).toBe('header')
  expect(found.of('leads')).toMatchObject({ read: people, unread: 0 })
})

test('a file whose first page is gone is read with that of a backup of it', () => {
  damaged((bytes) => bytes.fill(0, 0, page))
  const text = join(folder, 'no-database.db')
  writeFileSync(text, 'Bonjour,\n'.repeat(1_000))
  const found = read([text, whole])
  expectTrue(found)
  expect(found.list).toBe('backup')
  expect(found.of('leads')).toMatchObject({ read: people, unread: 0 })
})

test('what only a log knew is not counted as nothing, where the log does not belong to what is mended', () => {
  const open = join(folder, 'open.db')
  copyFileSync(whole, open)
  const writer = new sqliteDriver(open)
  try {
    writer.pragma('journal_mode = WAL')
    writer.pragma('wal_checkpoint(TRUNCATE)')
    writer.exec(
      `UPDATE suppressions SET note = 'asked again' WHERE id = (SELECT max(id) FROM suppressions)`,
    )
    // As a power cut leaves them: the log is beside the file still.
    for (const end of ['', '-wal']) copyFileSync(open + end, path + end)
  } finally {
    writer.close()
  }
  damaged((bytes) => bytes.fill(0, 0, page))
  const found = read([whole])
  rmSync(`${path}-wal`)
  expect(found.list).toBe('backup')
  expect(found.of('suppressions')).toMatchObject({ read: people / 10, unread: null })
  expect(found.tables.filter(({ unread }) => unread !== null)).toEqual([])
})

test('a file that was cut keeps what lies before the cut', () => {
  damaged((bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)))
  const found = read([whole])
  expectTrue(found)
  expect(found.of('leads').unread).not.toBe(0)
  expect(found.tables.some(({ read: rows }) => rows > 0)).toBe(true)
  expect(found.tables.some(({ unread }) => unread !== 0)).toBe(true)
})

test('the list of tables of another database is not lent: it would give each table rows of another', () => {
  const other = join(folder, 'other.db')
  withFile(other, (connection) => {
    // The same names, and each begins somewhere else.
    for (const { sql } of schemaOf(new sqliteDriver(whole, { readonly: true })).toReversed())
      if (/^CREATE TABLE/.test(sql)) connection.exec(sql)
    connection.pragma('journal_mode = DELETE')
  })
  damaged((bytes) => bytes.fill(0, 0, page))
  expect(() => read([other])).toThrow('nothing of it can be read')
})

test('numbers that were given are not given again, though the list of them is lost', () => {
  withFile(path, (connection) => {
    connection.exec('DELETE FROM leads WHERE id > 2900')
    connection.pragma('journal_mode = DELETE')
  })
  const seq = () =>
    withFile(target, (connection) =>
      Number(
        connection.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'leads'`).pluck().get(),
      ),
    )
  read()
  expect(seq()).toBe(people)
  rmSync(target)
  fill(leaves('sqlite_sequence'), 0)
  read()
  expect(seq()).toBeGreaterThanOrEqual(people)
})

test('of what is no database at all nothing is read, and nothing is made', () => {
  writeFileSync(path, 'Bonjour,\n'.repeat(1_000))
  expect(() =>
    salvage({ source: path, copy: join(folder, 'copy.db'), target, donors: [] }, () => {}),
  ).toThrow('nothing of it can be read')
  expect(existsSync(target)).toBe(false)
})
