// Backups: whole, checked before they count, kept by age, repeated in a second folder.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { backupName, noteOf } from '#main/features/backups/backupFiles.ts'
import { createBackupsJob } from '#main/features/backups/backups.job.ts'
import { makeBackup } from '#main/features/backups/backups.service.ts'
import { countDifference } from '#main/features/backups/databaseCounts.ts'
import { checkFile } from '#main/features/system/fileCheck.job.ts'
import { until } from '../../support/mailApp.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
let elsewhere: string
beforeEach(async () => {
  app = await createTestApp()
  elsewhere = mkdtempSync(join(tmpdir(), 'webox-second-'))
})
afterEach(async () => {
  await app.remove()
  rmSync(elsewhere, { recursive: true, force: true })
})

const folder = () => join(app.host.dataFolder, 'backups')
const filesThere = (path: string) => (existsSync(path) ? readdirSync(path).toSorted() : [])
const addLead = (email: string) => app.client.crm.leads.create({ email })
const addMany = (count: number) =>
  app.services.database.write([], (transaction) =>
    transaction.sql(
      `INSERT INTO leads (email, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT 'p' || i || '@people.example', 'new', 0, 0, '[]', 'p' || i, 0, 0 FROM n`,
      [count],
    ),
  )
const leadsIn = (path: string): number => {
  const copy = new sqliteDriver(path, { readonly: true })
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    return Number(copy.prepare('SELECT count(*) FROM leads').pluck().get())
  } finally {
    copy.close()
  }
}
const ownSecond = () =>
  join(elsewhere, readdirSync(elsewhere).find((name) => name.startsWith('WeBox-')) ?? 'none')

test('a backup by hand is one whole file, for the user alone, and says what is in it', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  const path = join(folder(), made.fileName)
  expect(leadsIn(path)).toBe(1)
  expect(made).toMatchObject({ reason: 'by_hand', places: ['here'], version: '0.0.0-test' })
  expect(made.counts).toMatchObject({ leads: 1, campaigns: 0, outbox: 0 })
  expect(made.checkedAt).toBe(made.madeAt)
  expect(made.bytes).toBe(statSync(path).size)
  expect(filesThere(folder())).toEqual([made.fileName, `${made.fileName}.json`])
  expect(statSync(path).mode & 0o077).toBe(0)
  const { items, failure, underWay, freeBytes } = await app.client.backups.list()
  expect(items).toEqual([made])
  expect({ failure, underWay }).toEqual({ failure: null, underWay: null })
  expect(freeBytes).toBeGreaterThan(0)
})

test('a backup holds one moment, whoever writes while it is made', async () => {
  await addMany(6_000)
  let isDone = false
  const making = app.client.backups.make().finally(() => (isDone = true))
  for (let index = 0; !isDone && index < 500; index += 1) await addLead(`w${index}@people.example`)
  const made = await making
  expect(leadsIn(join(folder(), made.fileName))).toBe(made.counts?.leads)
})

test('a file that is fetched is the backup', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  const file = await app.client.backups.file({ id: made.id })
  expect(file.name).toBe(made.fileName)
  const hash = createHash('sha256')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex')
  expect(JSON.parse(readFileSync(noteOf(join(folder(), made.fileName)), 'utf8'))).toMatchObject({
    sha256: hash,
  })
  expect(await errorReasonOf(app.client.backups.file({ id: 12 }))).toBe('unknown_id')
})

test('a deleted backup is gone in both places', async () => {
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  const made = await app.client.backups.make()
  expect((await app.client.backups.list()).items[0]?.places).toEqual(['here', 'second'])
  await app.client.backups.delete({ id: made.id })
  expect((await app.client.backups.list()).items).toEqual([])
  expect([...filesThere(folder()), ...filesThere(ownSecond())]).toEqual([])
})

test('a database that is damaged gives no backup, and every older one is kept', async () => {
  const first = await makeBackup(app.services, 'daily')
  const path = app.services.database.path
  await addMany(3_000)
  const spoil = new sqliteDriver(path)
  spoil.pragma('wal_checkpoint(TRUNCATE)')
  const root = Number(
    spoil.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'leads'`).pluck().get(),
  )
  spoil.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, root * 4096 - 2000, root * 4096)
  writeFileSync(path, bytes)
  app.host.clock.advance(1)
  expect(await errorReasonOf(app.client.backups.make())).toBe('storage_damaged')
  const { items, failure } = await app.client.backups.list()
  expect(items.map(({ id }) => id)).toEqual([first.id])
  expect(failure).toMatchObject({ problem: 'damaged' })
  expect(filesThere(folder())).toEqual([first.fileName, `${first.fileName}.json`])
})

test('a copy that lacks a row is not what it was made of', () => {
  const counts = new Map([['leads', 3]])
  expect(countDifference(counts, new Map([['leads', 3]]))).toBeNull()
  expect(countDifference(counts, new Map([['leads', 2]]))).toContain('leads')
  expect(countDifference(counts, new Map())).toContain('leads')
})

test('a folder that cannot be made is told, and is tried again', async () => {
  writeFileSync(folder(), 'a file where the folder should be')
  expect(await errorReasonOf(app.client.backups.make())).not.toBeNull()
  expect((await app.client.backups.list()).failure).not.toBeNull()
  rmSync(folder())
  await app.client.backups.make()
  expect((await app.client.backups.list()).failure).toBeNull()
})

test('a damaged ledger is told, and no older backup goes while it is', async () => {
  const old = join(folder(), backupName(Date.parse('2024-01-05T08:00:00Z'), 'daily'))
  mkdirSync(folder())
  for (let day = 1; day <= 15; day += 1) {
    const name = backupName(Date.parse('2026-11-01T08:00:00Z') + day * 1000, 'daily')
    writeFileSync(join(folder(), name), 'x')
  }
  writeFileSync(old, 'x')
  writeFileSync(join(app.host.dataFolder, 'ledger.db'), 'no database at all, and long enough')
  await makeBackup(app.services, 'daily')
  expect((await app.client.backups.list()).failure).toMatchObject({ problem: 'ledger_damaged' })
  expect(filesThere(folder()).filter((name) => name.endsWith('.db'))).toHaveLength(17)
  rmSync(join(app.host.dataFolder, 'ledger.db'))
  app.host.clock.advance(1)
  await makeBackup(app.services, 'daily')
  expect((await app.client.backups.list()).failure).toBeNull()
  // Of the fifteen of one day the newest, the one of 2024, and the one of today.
  expect(filesThere(folder()).filter((name) => name.endsWith('.db'))).toHaveLength(3)
})

test('what was cut short is no backup, and is cleared away', async () => {
  const made = await app.client.backups.make()
  const cut = join(folder(), `${backupName(app.host.clock.now() + 5, 'daily')}.new`)
  writeFileSync(cut, 'half')
  writeFileSync(noteOf(cut.slice(0, -4)), '{}')
  expect((await app.client.backups.list()).items).toHaveLength(1)
  app.host.clock.advance(1)
  await app.client.backups.make()
  expect(existsSync(cut)).toBe(false)
  expect(existsSync(noteOf(cut.slice(0, -4)))).toBe(false)
  expect((await app.client.backups.list()).items.map(({ id }) => id)).toContain(made.id)
})

test('the second folder gets each backup, the same to the byte', async () => {
  const before = await app.client.backups.make()
  const { second, items } = await app.client.backups.setSecondFolder({ folder: elsewhere })
  expect(second).toEqual({ folder: elsewhere, isPresent: true, failure: null })
  expect(items[0]?.places).toEqual(['here', 'second'])
  const copied = readFileSync(join(ownSecond(), before.fileName))
  expect(copied.equals(readFileSync(join(folder(), before.fileName)))).toBe(true)
})

test('a copy that a stick kept only half of counts as none, and is made again', async () => {
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  const made = await app.client.backups.make()
  const copy = join(ownSecond(), made.fileName)
  truncateSync(copy, 4096)
  const places = async () => (await app.client.backups.list()).items.map(({ places }) => places)
  expect(await places()).toEqual([['here']])
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  expect(await places()).toEqual([['here', 'second']])
  expect(readFileSync(copy).equals(readFileSync(join(folder(), made.fileName)))).toBe(true)
})

test('a failure in words of another version makes nobody forget the second folder', async () => {
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  const memory = join(app.host.dataFolder, 'backups.json')
  const known = JSON.parse(readFileSync(memory, 'utf8')) as object
  const failure = { at: 1, problem: 'struck_by_lightning', detail: '' }
  writeFileSync(memory, JSON.stringify({ ...known, failure, more: 1 }))
  const { second, failure: told } = await app.client.backups.list()
  expect([second?.folder, told]).toEqual([elsewhere, null])
})

test('a stick that is pulled out is no error; what it missed is made up for', async () => {
  const stick = join(elsewhere, 'stick')
  mkdirSync(stick)
  await app.client.backups.setSecondFolder({ folder: stick })
  rmSync(stick, { recursive: true })
  const made = await app.client.backups.make()
  const state = await app.client.backups.list()
  expect(state.second).toEqual({ folder: stick, isPresent: false, failure: null })
  expect(state.failure).toBeNull()
  mkdirSync(stick)
  const stop = await createBackupsJob({
    ...{ first: 1, every: 20, patience: 0, again: 1e9 },
  }).start(app.services)
  await until(async () =>
    (await app.client.backups.list()).items.some(({ places }) => places.length === 2),
  )
  await stop()
  const { items } = await app.client.backups.list()
  expect(items.map(({ id }) => id)).toContain(made.id)
})

test('what a clock that ran ahead named keeps no later backup from the second folder', async () => {
  const now = app.host.clock.now()
  app.host.clock.advance(10 * 24 * 60 * 60_000)
  await app.client.backups.make()
  app.host.clock.set(now)
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  const made = await app.client.backups.make()
  expect(filesThere(ownSecond())).toContain(made.fileName)
})

test('a backup that rotted is repeated nowhere, and that is told', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  const path = join(folder(), made.fileName)
  const bytes = readFileSync(path)
  bytes.write('x', bytes.indexOf('ada@people.example'))
  writeFileSync(path, bytes)
  const { second } = await app.client.backups.setSecondFolder({ folder: elsewhere })
  expect(second?.failure?.problem).toBe('damaged')
  expect(filesThere(ownSecond())).toEqual([])
})

test('a link to another file is no backup', async () => {
  const made = await app.client.backups.make()
  const foreign = join(elsewhere, 'foreign')
  writeFileSync(foreign, 'nobody is to fetch this')
  symlinkSync(foreign, join(folder(), backupName(made.id + 1, 'by_hand')))
  expect((await app.client.backups.list()).items.map(({ id }) => id)).toEqual([made.id])
  expect(await errorReasonOf(app.client.backups.file({ id: made.id + 1 }))).toBe('unknown_id')
})

test('a second folder that cannot take a copy is told, and the backup itself is kept', async () => {
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  const own = ownSecond()
  rmSync(own, { recursive: true })
  writeFileSync(own, 'in the way')
  const made = await app.client.backups.make()
  const { second, items, failure } = await app.client.backups.list()
  expect(second?.failure).not.toBeNull()
  expect(failure).toBeNull()
  expect(items.map(({ id }) => id)).toEqual([made.id])
})

test('a second folder is an absolute path of a folder that is there', async () => {
  const choose = (chosen: string) =>
    errorReasonOf(app.client.backups.setSecondFolder({ folder: chosen }))
  expect(await choose('stick')).toBe('folder_not_absolute')
  expect(await choose(join(elsewhere, 'nowhere'))).toBe('folder_absent')
  writeFileSync(join(elsewhere, 'file'), '')
  expect(await choose(join(elsewhere, 'file'))).toBe('folder_not_writable')
  expect((await app.client.backups.list()).second).toBeNull()
})

test('one is made each day by itself, and one a day is enough', async () => {
  const stop = await createBackupsJob({
    ...{ first: 1, every: 10, patience: 0, again: 0 },
  }).start(app.services)
  const daily = async () =>
    (await app.client.backups.list()).items.filter(({ reason }) => reason === 'daily').length
  await until(async () => (await daily()) === 1)
  app.host.clock.advance(3 * 60 * 60_000)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await daily()).toBe(1)
  app.host.clock.advance(24 * 60 * 60_000)
  await until(async () => (await daily()) === 2)
  await stop()
})

test('the daily backup waits while messages leave, and not for ever', async () => {
  app.services.outbox.connect({
    ...{ status: () => ({ engine: 'running', perMinute: { 1: 5 } }) },
    ...{ wake: () => undefined, accountChanged: () => undefined },
    ...{ relayChanged: async () => undefined, relayAnswered: () => undefined },
    damageFound: () => undefined,
  })
  const timing = { first: 1, every: 10, again: 0 }
  const patient = await createBackupsJob({ ...timing, patience: 1e9 }).start(app.services)
  await new Promise((resolve) => setTimeout(resolve, 80))
  await patient()
  expect((await app.client.backups.list()).items).toEqual([])
  const weary = await createBackupsJob({ ...timing, patience: 20 }).start(app.services)
  await until(async () => (await app.client.backups.list()).items.length === 1)
  await weary()
})

test('two are not made at once', async () => {
  const both = await Promise.all([
    errorReasonOf(app.client.backups.make()),
    errorReasonOf(app.client.backups.make()),
  ])
  expect(both.toSorted()).toEqual(['backup_running', null].toSorted())
  expect((await app.client.backups.list()).failure).toBeNull()
})

test('closing the application ends a backup under way, and leaves nothing half', async () => {
  const closing = await createTestApp()
  const making = closing.client.backups.make().catch(() => null)
  await closing.stop()
  await making
  for (const name of filesThere(join(closing.host.dataFolder, 'backups')))
    expect(name).not.toMatch(/\.new/)
  await closing.host.remove()
})

test('the condition tells of no check while none came to its end', async () => {
  const note = join(app.host.dataFolder, checkFile)
  const checkedAt = async () => (await app.client.system.condition()).database.checkedAt
  writeFileSync(note, JSON.stringify({ checkedAt: 0, damage: null }))
  expect(await checkedAt()).toBeNull()
  writeFileSync(note, JSON.stringify({ checkedAt: app.host.clock.now(), damage: null }))
  expect(await checkedAt()).toBe('2026-11-22T09:00:00.000Z')
})

test('the condition tells of backups, files and what failed last', async () => {
  const made = await app.client.backups.make()
  const { status, database, backups, ledger } = await app.client.system.condition()
  expect({ status, ledger }).toEqual({ status: 'ok', ledger: null })
  expect(database).toMatchObject({ damage: null, wasCutOff: false, bytes: made.bytes })
  expect(backups).toMatchObject({ howMany: 1, bytes: made.bytes, last: { id: made.id } })
  app.services.damage.report('a page')
  expect(await app.client.system.condition()).toMatchObject({
    status: 'attention',
    database: { damage: 'a page' },
  })
})
