// A database that is really damaged, rescued: what could be read takes its place, the damaged file is kept,
// and nobody is written to twice.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp, openBeside } from '#main/app/createApp.ts'
import { runOne } from '../../../src-main/features/backups/backupWork.ts'
import {
  putBackInstead,
  readDamaged,
  saveRescued,
  takeRescued,
} from '../../../src-main/features/backups/rescue/rescue.service.ts'
import type { RescueGround } from '../../../src-main/features/backups/rescue/rescueRoom.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { createRouterClient } from '@orpc/server'
import { until } from '../../support/mailApp.ts'
import { keptFigures, naiveFigures } from '../analytics/naiveFigures.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { makeEarlierDatabase } from '../../support/earlierDatabase.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const realClock = { now: () => Date.now(), advance: () => undefined, set: () => undefined }
let app: TestApp
let sink: Sink
let folder: string
let running: Awaited<ReturnType<typeof createApp>> | null
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webox-rescue-'))
  sink = await startSink(folder, { kind: 'quick', slow: 5 })
  app = await createTestApp({ sending: 'on', clock: realClock })
  running = null
})
afterEach(async () => {
  await running?.stop()
  // Each test has stopped it, to look at its file.
  await app.host.remove()
  await sink.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ground = (): RescueGround => ({
  host: app.host,
  openOther: (path) => openBeside(app.host, path),
})
const pathOf = (name: string) => join(app.host.dataFolder, name)
const kept = () =>
  readdirSync(app.host.dataFolder).filter((name) => /^main\.db\.unreadable-\d+-\w+$/.test(name))
async function openAgain() {
  running = await createApp(app.host, { sending: 'on' })
  return createRouterClient(running.router, { context: running.services })
}
const addPeople = (many: number) =>
  app.services.database.write([], (transaction) =>
    transaction.sql(
      `INSERT INTO leads (email, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT 'p' || i || '@people.example', 'new', 0, 0, '["gold"]', 'p' || i, 0, 0 FROM n`,
      [many],
    ),
  )
const olderSchema = 'SequenceHistory1780000000054'
/** The database of another business, of an earlier version: one person refused. */
async function makeOlder(name: string): Promise<void> {
  rmSync(pathOf(name))
  await makeEarlierDatabase(pathOf(name), 54, (connection) =>
    connection.exec(
      `INSERT INTO suppressions (kind, value, reason, created_at) VALUES ('address', 'p3@people.example', 'unsubscribed', 1);
       INSERT INTO leads (email, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
       SELECT 'q' || i || '@people.example', 'new', 0, 0, '[]', 'q' || i, 0, 0 FROM n`,
    ),
  )
}
/** Pages of a table or an index that hold rows, in their order. */
function leavesOf(name: string): number[] {
  const file = new sqliteDriver(pathOf('main.db'), { readonly: true })
  try {
    return file
      .prepare<[string], number>(
        `SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`,
      )
      .pluck()
      .all(name)
  } finally {
    file.close()
  }
}
function spoil(pages: readonly number[]): void {
  const bytes = readFileSync(pathOf('main.db'))
  for (const page of pages) bytes.fill(0xa5, (page - 1) * 4_096, page * 4_096)
  writeFileSync(pathOf('main.db'), bytes)
}

test('what can be read takes the place of the damaged file, is found by its words, and counts right', async () => {
  await addPeople(600)
  await app.stop()
  const pages = leavesOf('leads')
  spoil([pages[4] as number, pages[5] as number])
  const damaged = readFileSync(pathOf('main.db'))
  await expect(createApp(app.host, { sending: 'off' })).rejects.toThrow('damaged')
  const read = await readDamaged(ground())
  const leads = read.tables.find(({ name }) => name === 'leads')
  expect(leads?.read).toBeLessThan(600)
  expect(leads?.read).toBeGreaterThan(400)
  expect((leads?.read ?? 0) + (leads?.unread ?? 0)).toBe(600)
  // Until it is taken nothing has happened.
  expect(readFileSync(pathOf('main.db')).equals(damaged)).toBe(true)
  await takeRescued(ground(), read)
  const client = await openAgain()
  const list = await client.crm.leads.list({})
  expect(list.total).toBe(leads?.read)
  expect((await client.crm.leads.list({ search: 'p600@people.example' })).total).toBe(1)
  expect((await client.crm.leads.list({ tag: 'gold' })).total).toBe(leads?.read)
  expect(kept()).toHaveLength(1)
  expect(readFileSync(pathOf(kept()[0] ?? '')).equals(damaged)).toBe(true)
  expect(existsSync(pathOf('rescuing'))).toBe(false)
})

test('rescued in the middle of a campaign, everybody hears once: the ledger knows who was written to', async () => {
  const people = 200
  await addPeople(people)
  const { client } = app
  const account = await client.email.accounts.create({
    ...{ name: 'Test', host: '127.0.0.1', port: sink.port, security: 'none' },
    ...{ fromEmail: 'shop@business.example', maxPerMinute: 60_000, maxConnections: 2 },
  })
  const { id } = await client.email.campaigns.create({
    ...{ name: 'News', subject: 'News', html: '<p>Hello</p>', accountId: account.id },
    fromEmail: 'shop@business.example',
  })
  await client.email.campaigns.send({ id })
  const arrived = () => sink.arrived().map(({ recipient }) => recipient)
  await until(() => arrived().length > 30, 'the first messages')
  await app.stop()
  const before = arrived().length
  expect(before).toBeLessThan(people)
  const pages = leavesOf('outbox')
  spoil([pages[0] as number, pages[Math.floor(pages.length / 2)] as number])
  const read = await readDamaged(ground())
  expect(read.tables.find(({ name }) => name === 'outbox')?.unread).not.toBe(0)
  await takeRescued(ground(), read)
  const again = await openAgain()
  const status = async () => (await again.email.campaigns.get({ id })).status
  await until(async () => (await status()) === 'paused', 'the hold')
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(arrived()).toHaveLength(before)
  await again.email.campaigns.resume({ id })
  await until(async () => (await status()) === 'completed', 'the end')
  expect(new Set(arrived()).size).toBe(arrived().length)
  expect(arrived().length).toBeGreaterThan(before)
}, 120_000)

test('a refusal on a page that is lost holds, where a backup knows of it', async () => {
  await addPeople(5)
  await app.client.email.suppressions.add({ entries: 'p3@people.example', reason: 'unsubscribed' })
  await app.client.backups.make()
  await app.stop()
  spoil(leavesOf('suppressions'))
  const read = await readDamaged(ground())
  expect(read.tables.find(({ name }) => name === 'suppressions')?.read).toBe(0)
  const { refusals } = await takeRescued(ground(), read)
  expect(refusals).toMatchObject({ kind: 'carried', refusals: 1 })
  const client = await openAgain()
  expect((await client.email.suppressions.list({})).items).toMatchObject([
    { value: 'p3@people.example' },
  ])
})

test('a refusal on a page that is lost holds, where only a backup of before an update knows of it', async () => {
  await addPeople(5)
  await app.client.email.suppressions.add({ entries: 'p3@people.example', reason: 'unsubscribed' })
  await app.client.backups.make()
  await app.stop()
  const backup = readdirSync(pathOf('backups')).find((name) => name.endsWith('.db')) ?? ''
  await makeOlder(join('backups', backup))
  const note = pathOf(join('backups', `${backup}.json`))
  writeFileSync(
    note,
    readFileSync(note, 'utf8').replace(/"schema":\s*"[^"]+"/, `"schema":"${olderSchema}"`),
  )
  spoil(leavesOf('suppressions'))
  const { refusals } = await takeRescued(ground(), await readDamaged(ground()))
  expect(refusals).toMatchObject({ kind: 'carried', refusals: 1, isAll: true })
  expect(existsSync(pathOf('rescuing'))).toBe(false)
  const client = await openAgain()
  expect((await client.email.suppressions.list({})).items).toMatchObject([
    { value: 'p3@people.example' },
  ])
})

test('a backup that is put back learns the refusals since from a file of before an update', async () => {
  await addPeople(5)
  const { id } = await app.client.backups.make()
  await app.stop()
  await makeOlder('main.db')
  spoil([leavesOf('leads')[1] as number])
  const salvage = await readDamaged(ground())
  expect(salvage.isWorkedOut).toBe(false)
  const wanted = { id, problem: 'damaged', salvage } as const
  const { refusals } = await putBackInstead(ground(), wanted, (input) => runOne(input))
  expect(refusals).toEqual({ kind: 'carried', refusals: 1, erased: 0, isAll: true })
  const client = await openAgain()
  expect((await client.crm.leads.list({})).total).toBe(5)
})

test('a file that somebody holds at the very end takes its place at the next opening, and is told as done', async () => {
  await addPeople(600)
  await app.stop()
  spoil([leavesOf('leads')[4] as number])
  const read = await readDamaged(ground())
  // Nothing can be put where a folder is.
  mkdirSync(pathOf('rescued.json'))
  expect(await takeRescued(ground(), read)).toMatchObject({ way: 'read', keptAs: null })
  rmSync(pathOf('rescued.json'), { recursive: true })
  const client = await openAgain()
  expect((await client.crm.leads.list({})).total).toBe(
    read.tables.find(({ name }) => name === 'leads')?.read,
  )
  expect(kept()).toHaveLength(1)
})

test('what can be read is saved as CSV files, one a table, and the data stays as it is', async () => {
  await addPeople(300)
  await app.stop()
  spoil([leavesOf('leads')[2] as number])
  const damaged = readFileSync(pathOf('main.db'))
  const read = await readDamaged(ground())
  const saved = await saveRescued(ground(), ';')
  expect(saved.files).toContain('leads.csv')
  const text = readFileSync(join(saved.folder, 'leads.csv'), 'utf8')
  expect(text.trimEnd().split('\r\n')).toHaveLength(
    1 + (read.tables.find(({ name }) => name === 'leads')?.read ?? 0),
  )
  expect(text).toContain('p300@people.example')
  expect(text.slice(0, 4)).toBe('\ufeffid;')
  expect(statSync(join(saved.folder, 'leads.csv')).mode & 0o077).toBe(0)
  expect(readFileSync(pathOf('main.db')).equals(damaged)).toBe(true)
})

test('lost rows go on counting in no figure', async () => {
  await addPeople(600)
  await app.services.database.write([], (transaction) =>
    transaction.sql(
      `UPDATE leads SET status = 'won', source = 'Salon', updated_at = 5 WHERE id % 3 = 0`,
    ),
  )
  await app.services.database.write([], (transaction) =>
    transaction.sql(`UPDATE leads SET status = 'lost' WHERE id % 7 = 0`),
  )
  await app.stop()
  const pages = leavesOf('leads')
  spoil([...pages.slice(4, 7), ...leavesOf('lead_wins').slice(0, 1)])
  const read = await readDamaged(ground())
  await takeRescued(ground(), read)
  await openAgain()
  const { database } = running?.services ?? expect.fail('It is not open.')
  expect(keptFigures(database)).toEqual(naiveFigures(database))
})

test('where nothing can be read that is said, and the file is as it was', async () => {
  await app.stop()
  writeFileSync(pathOf('main.db'), 'Bonjour,\n'.repeat(1_000))
  await expect(readDamaged(ground())).rejects.toMatchObject({ code: 'SQLITE_CORRUPT' })
  expect(readFileSync(pathOf('main.db'), 'utf8')).toContain('Bonjour')
  expect(existsSync(pathOf('rescuing'))).toBe(false)
})
