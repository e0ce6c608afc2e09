// The data layer's promises: durable settings, one writer at a time, tables that agree with
// migrations, kept totals that are right.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '#main/app/features.ts'
import type { Database } from '#main/database/database.ts'
import { dataSourceFor, openDatabase } from '#main/database/openDatabase.ts'
import { assertDurable, openConnection } from '#main/database/sqliteConnection.ts'
import { NestedWriteError } from '#main/database/writeQueue.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { leadStatuses } from '#shared/leadFields/leadStatus.ts'

const tables = features.flatMap((feature) => feature.tables)
let folder: string
let database: Database
const published: string[][] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-db-'))
  const changes = createChangeFeed()
  changes.subscribe((topics) => published.push(topics))
  database = await openDatabase(join(folder, 'main.db'), tables, changes)
})

afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const setting = (name: string) =>
  database.query<{ value: string }>('SELECT value FROM settings WHERE name = ?', [name])[0]?.value
const put = 'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)'

describe('migrations', () => {
  it('leave nothing for the schema builder to do: tables and migrations agree', async () => {
    const source = await dataSourceFor(join(folder, 'drift.db'), tables).initialize()
    await source.runMigrations()
    const drift = await source.driver.createSchemaBuilder().log()
    await source.destroy()
    expect(drift.upQueries.map((query) => query.query)).toEqual([])
  })

  it('refuse a database written by a newer version, and leave it as it was', async () => {
    const path = join(folder, 'newer.db')
    await (await openDatabase(path, tables, createChangeFeed())).close()
    const connection = openConnection(path)
    connection
      .prepare(
        `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Future9999999999999')`,
      )
      .run()
    connection.close()
    await expect(openDatabase(path, tables, createChangeFeed())).rejects.toThrow(/newer version/)
  })
})

describe('durability', () => {
  it('runs WAL with synchronous FULL and foreign keys on every writing connection', () => {
    const connection = openConnection(database.path)
    expect(() => assertDurable(connection)).not.toThrow()
    connection.pragma('synchronous = NORMAL')
    expect(() => assertDurable(connection)).toThrow(/synchronous=1/)
    connection.close()
  })

  it('cannot write through the reading connection', () => {
    expect(() => database.query(`DELETE FROM settings RETURNING name`)).toThrow(/readonly/)
  })
})

describe('write', () => {
  it('keeps what neighbours of a failed write committed', async () => {
    const fails = database.write([], async (transaction) => {
      await transaction.sql(put, ['lost', '1'])
      await turn()
      throw new Error('on purpose')
    })
    const others = ['a', 'b', 'c'].map((name) =>
      database.write([], (transaction) => transaction.sql(put, [name, '1'])),
    )
    await expect(fails).rejects.toThrow('on purpose')
    await Promise.all(others)
    expect(['lost', 'a', 'b', 'c'].map(setting)).toEqual([undefined, '1', '1', '1'])
  })

  it('refuses a write inside a write instead of waiting for itself', async () => {
    await expect(
      database.write([], () => database.write([], async () => undefined)),
    ).rejects.toBeInstanceOf(NestedWriteError)
  })

  it('announces topics after the commit, and only then', async () => {
    published.length = 0
    await database.write(['crm'], async (transaction) => {
      await transaction.sql(put, ['announced', '1'])
      expect(published).toEqual([])
    })
    expect(published).toEqual([['crm']])
    await expect(database.write(['email'], () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    )
    expect(published).toEqual([['crm']])
  })

  it('waits for another connection that is writing, without blocking the thread', async () => {
    const other = openConnection(database.path)
    other.exec('BEGIN IMMEDIATE')
    const waiting = database.write([], (transaction) => transaction.sql(put, ['waited', '1']))
    let turns = 0
    while (turns < 20) {
      await turn()
      turns += 1
    }
    expect(setting('waited')).toBeUndefined()
    other.exec('COMMIT')
    other.close()
    await waiting
    expect(setting('waited')).toBe('1')
  })
})

describe('totals kept by triggers', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('insert' as const),
      status: fc.constantFrom(...leadStatuses),
      value: fc.nat(10_000),
    }),
    fc.record({
      kind: fc.constant('move' as const),
      nth: fc.nat(30),
      status: fc.constantFrom(...leadStatuses),
      value: fc.nat(10_000),
    }),
    fc.record({ kind: fc.constant('delete' as const), nth: fc.nat(30) }),
  )

  it('equal a naive computation after random histories', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await database.write([], async (transaction) => {
          await transaction.sql('DELETE FROM leads')
          for (const action of steps) {
            const [target] = await transaction.sql<{ id: number }>(
              'SELECT id FROM leads ORDER BY id LIMIT 1 OFFSET ?',
              ['nth' in action ? action.nth : 0],
            )
            if (action.kind === 'insert') {
              await transaction.sql(
                `INSERT INTO leads (status, score, estimated_value_cents, tags, sort_name, created_at, updated_at) VALUES (?, 0, ?, '["a"]', '', 1, 1)`,
                [action.status, action.value],
              )
            } else if (target && action.kind === 'move') {
              await transaction.sql(
                'UPDATE leads SET status = ?, estimated_value_cents = ? WHERE id = ?',
                [action.status, action.value, target.id],
              )
            } else if (target) await transaction.sql('DELETE FROM leads WHERE id = ?', [target.id])
          }
        })
        const kept = database.query(
          'SELECT status, count, value_cents FROM lead_totals WHERE count > 0 ORDER BY status',
        )
        const counted = database.query(
          'SELECT status, count(*) AS count, sum(estimated_value_cents) AS value_cents FROM leads GROUP BY status ORDER BY status',
        )
        expect(kept).toEqual(counted)
        const rows = database.query<{ n: number }>('SELECT count(*) AS n FROM leads')[0]?.n
        expect(database.query('SELECT count(*) AS n FROM lead_tags')).toEqual([{ n: rows }])
      }),
      { numRuns: 60 },
    )
  })
})
