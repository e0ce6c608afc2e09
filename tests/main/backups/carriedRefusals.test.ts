// What people said since a backup holds in it too, and touches nobody else.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { carryRefusals } from '#main/features/crm/crm.feature.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const addLead = (email: string, to: TestApp = app) => to.client.crm.leads.create({ email })
const emails = async () =>
  (await app.client.crm.leads.list({})).items.map(({ email }) => email).toSorted()
const later = (of: TestApp = app) => of.host.clock.advance(60_000)
const backupsOf = (of: TestApp) => join(of.host.dataFolder, 'backups')
const write = (sql: string) =>
  app.services.database.write([], async (transaction) => void (await transaction.sql(sql)))
const refused = async () =>
  (await app.client.email.suppressions.list({})).items.map(({ value }) => value).toSorted()

test('people of another installation are not taken for those erased here under their numbers', async () => {
  const ada = await addLead('ada@people.example')
  await addLead('ben@people.example')
  await write(`INSERT INTO consent_events (event_id, lead_id, email, purpose, action, method, at, recorded_at, funnel_id)
    VALUES ('said', 2, 'ben@people.example', 'write', 'granted', 'form', 1, 1, 7)`)
  await app.client.crm.personalData.erase({ id: ada.id })
  const other = await createTestApp()
  try {
    later(other)
    await addLead('xenia@elsewhere.example', other)
    await addLead('yann@elsewhere.example', other)
    const made = await other.client.backups.make()
    mkdirSync(backupsOf(app), { recursive: true })
    for (const name of [made.fileName, `${made.fileName}.json`])
      copyFileSync(join(backupsOf(other), name), join(backupsOf(app), name))
    const { carried } = await app.client.backups.restore({ id: made.id })
    expect(carried?.erased).toBe(0)
  } finally {
    await other.remove()
  }
  expect(await emails()).toEqual(['xenia@elsewhere.example', 'yann@elsewhere.example'])
  expect(
    app.services.database.query('SELECT lead_id, email, funnel_id FROM consent_events'),
  ).toEqual([{ lead_id: null, email: 'ben@people.example', funnel_id: null }])
})

test('an entry that was merged into somebody erased since is gone from the state before the merge', async () => {
  const keep = await addLead('ada@people.example')
  const entry = await addLead('ada@work.example')
  await addLead('ben@people.example')
  const made = await app.client.backups.make()
  later()
  await app.client.crm.leads.merge({ keep: keep.id, others: [entry.id] })
  await app.client.crm.personalData.erase({ id: keep.id })
  const { carried } = await app.client.backups.restore({ id: made.id })
  expect(carried?.erased).toBe(2)
  expect(await emails()).toEqual(['ben@people.example'])
})

test('an erasure holds through a backup that was made before its person came', async () => {
  await addLead('ben@people.example')
  const earlier = await app.client.backups.make()
  later()
  const ada = await addLead('ada@people.example')
  const withHer = await app.client.backups.make()
  later()
  await app.client.crm.personalData.erase({ id: ada.id })
  later()
  await app.client.backups.restore({ id: earlier.id })
  later()
  const { carried } = await app.client.backups.restore({ id: withHer.id })
  expect(carried?.erased).toBe(1)
  expect(await emails()).toEqual(['ben@people.example'])
})

test('who was in the bin when the backup was made, and was erased since, cannot be brought back from it', async () => {
  const ada = await addLead('ada@people.example')
  await addLead('ben@people.example')
  await app.client.crm.leads.delete({ id: ada.id })
  const made = await app.client.backups.make()
  later()
  await app.client.crm.leads.restore({ id: ada.id })
  await app.client.crm.personalData.erase({ id: ada.id })
  const { carried } = await app.client.backups.restore({ id: made.id })
  expect(carried?.erased).toBe(1)
  expect(app.services.database.query('SELECT lead_id FROM deleted_leads')).toEqual([])
  await expect(app.client.crm.leads.restore({ id: ada.id })).rejects.toThrow()
})

test('topics come along, deleted or back as they were last', async () => {
  const topics = app.client.crm.topics
  const [kept, gone, back] = [
    await topics.create({ name: 'Conseils' }),
    await topics.create({ name: 'Promotions' }),
    await topics.create({ name: 'Nouvelles' }),
  ]
  await topics.delete({ id: back.id })
  const made = await app.client.backups.make()
  later()
  await topics.restore({ id: back.id })
  await topics.delete({ id: gone.id })
  const since = await topics.create({ name: 'Ateliers' })
  await topics.delete({ id: (await topics.create({ name: 'Brève' })).id })
  await app.client.backups.restore({ id: made.id })
  const names = async () => (await topics.list()).items.map(({ name }) => name)
  const deleted = async () => (await topics.deleted()).map(({ name }) => name).toSorted()
  expect(await names()).toEqual([since.name, kept.name, back.name])
  expect(await deleted()).toEqual(['Brève', 'Promotions'])
})

test('of topics nothing that was said since is taken back by older data', async () => {
  const topics = app.client.crm.topics
  const gone = await topics.create({ name: 'Promotions' })
  const back = await topics.create({ name: 'Nouvelles' })
  await topics.delete({ id: back.id })
  const older = join(app.host.dataFolder, 'older.db')
  const connection = new sqliteDriver(app.services.database.path)
  connection.prepare('VACUUM INTO ?').run(older)
  connection.close()
  later()
  await topics.delete({ id: gone.id })
  await topics.restore({ id: back.id })
  await carryRefusals(app.services, older)
  expect((await topics.list()).items.map(({ name }) => name)).toEqual(['Nouvelles'])
  expect(await topics.deleted()).toMatchObject([{ name: 'Promotions' }])
})

test('refusals are carried by the thousand', async () => {
  const made = await app.client.backups.make()
  later()
  await write(`INSERT INTO suppressions (kind, value, reason, created_at)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1201)
    SELECT 'address', 'p' || i || '@people.example', 'unsubscribed', 0 FROM n`)
  const { carried } = await app.client.backups.restore({ id: made.id })
  expect(carried).toEqual({ refusals: 1_201, erased: 0 })
})

test.each([
  ['consent_events', null],
  ['leads', { refusals: 1, erased: 1 }],
])(
  'of data whose %s are damaged every refusal that can be read is carried, and it is said where some could not',
  async (table, carried) => {
    const ada = await addLead('ada@people.example')
    const made = await app.client.backups.make()
    later()
    await app.client.email.suppressions.add({
      entries: 'ben@people.example',
      reason: 'unsubscribed',
    })
    await app.client.crm.personalData.erase({ id: ada.id })
    spoil(table)
    const report = await app.client.backups.restore({ id: made.id })
    expect(report).toMatchObject({ before: null, carried })
    expect(await refused()).toEqual(['ben@people.example'])
    expect(await emails()).toEqual([])
  },
)

/** Its first page says nothing any more. */
function spoil(table: string): void {
  const { path } = app.services.database
  const connection = new sqliteDriver(path)
  connection.pragma('wal_checkpoint(TRUNCATE)')
  const root = Number(
    connection.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table),
  )
  connection.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, (root - 1) * 4096, root * 4096)
  writeFileSync(path, bytes)
}
