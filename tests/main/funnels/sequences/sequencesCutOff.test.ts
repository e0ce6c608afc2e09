// An update of funnels that is cut off leaves them as they were, and is done whole the next time.
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrations } from '#main/database/migrations/index.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { createBefore, day, type Before } from '../../../support/funnels/beforeSequences.ts'
import { live, messagesOf } from '../../../support/funnels/livedThrough.ts'
import { withFile } from '../../../support/olderDatabase.ts'

let before: Before
let now: number
beforeEach(async () => {
  before = await createBefore()
  now = before.app.host.clock.now()
})
afterEach(() => before.app.close())
const lead = async (name: string) =>
  (await before.app.client.crm.leads.create({ firstName: name, email: `${name}@people.example` }))
    .id

it('an update that is cut off at any statement changes nothing', async () => {
  const { id: funnelId } = await before.funnel('Guide')
  const of = { funnelId, pageId: null, isOn: true }
  const id = await lead('zoe')
  for (const [index, delay] of [0, 2 * 1440].entries()) {
    const email = await before.email({ ...of, delay, subject: `Mail ${index}` })
    const state = index === 0 ? 'sent' : 'queued'
    before.message({ lead: id, email: 'zoe@people.example', of: email, formAt: now, state })
  }
  const file = await before.write()
  // Those before it are done by themselves.
  await migrateUpTo(file, 0)
  const was = contentOf(file)
  let last = 0
  for (let most = 1; ; most += 1) {
    const count = await migrateUpTo(file, most)
    if (count === null) break
    last = most
    expect(contentOf(file)).toEqual(was)
  }
  expect(last).toBeGreaterThan(20)
  await before.update()
  await live(before.app, now + 3 * day)
  expect(messagesOf(before.app).map(({ state }) => state)).toEqual(['sent', 'sent'])
})

/** Everything the file holds, table by table. */
const contentOf = (file: string) =>
  withFile(file, (connection) => {
    const tables = connection
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
      )
      .all()
    return tables.map(({ name }) => [name, connection.prepare(`SELECT * FROM "${name}"`).all()])
  })

/** @returns null once the migration of funnels came to its end, else its statements done */
async function migrateUpTo(file: string, most: number): Promise<number | null> {
  let count = 0
  const cut = new Error('cut off')
  const watched = migrations.map((Migration) => {
    const migration = new Migration()
    return class implements MigrationInterface {
      name = migration.name
      async up(runner: QueryRunner) {
        if (!this.name.startsWith('FunnelSequences')) return migration.up(runner)
        const query = runner.query.bind(runner)
        const counting = Object.create(runner, {
          query: {
            value: (sql: string) => {
              if (count === most) throw cut
              count += 1
              return query(sql)
            },
          },
        }) as QueryRunner
        await migration.up(counting)
      }
      down = (runner: QueryRunner) => migration.down(runner)
    }
  })
  const options = { type: 'better-sqlite3' as const, driver: sqliteDriver, database: file }
  const source = new DataSource({
    ...options,
    migrations: watched,
    migrationsTransactionMode: 'each',
  })
  await source.initialize()
  try {
    await source.runMigrations()
    return null
  } catch (error) {
    if (error !== cut) throw error
    return count
  } finally {
    await source.destroy()
  }
}
