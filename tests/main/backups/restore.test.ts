// Putting a backup back: the data of then, the refusals of now, nobody written to twice.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import {
  beginRestoring,
  decideRestoring,
  leaveAlone,
  preparedDatabase,
} from '#main/database/restoring.ts'
import { workUnderWay } from '../../../src-main/features/backups/backupMemory.ts'
import { createApp } from '#main/app/createApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { until } from '../../support/mailApp.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let app: TestApp
beforeEach(async () => {
  app = await createTestApp()
})
afterEach(() => app.remove())

const addLead = (email: string) => app.client.crm.leads.create({ email })
const emails = async () =>
  (await app.client.crm.leads.list({})).items.map(({ email }) => email).toSorted()
/** The sending thread takes one that stands still for one that jumps. */
const realClock = { now: () => Date.now(), advance: () => undefined, set: () => undefined }
const later = () => app.host.clock.advance(1_000)

test('the data of then is back, in the same window, and a backup of now was made first', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  later()
  await addLead('ben@people.example')
  const report = await app.client.backups.restore({ id: made.id })
  expect(await emails()).toEqual(['ada@people.example'])
  expect(report.restored.id).toBe(made.id)
  expect(report.before).toMatchObject({ reason: 'before_restore', counts: { leads: 2 } })
  await addLead('cleo@people.example')
  later()
  await app.client.backups.restore({ id: report.before?.id ?? 0 })
  expect(await emails()).toEqual(['ada@people.example', 'ben@people.example'])
  expect(existsSync(join(app.host.dataFolder, 'restoring'))).toBe(false)
})

test('it is told meanwhile that a backup is made ready, and of no second folder', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  later()
  const steps = new Set<string>()
  app.services.changes.subscribe(() => {
    const { work } = app.services.memory.of(workUnderWay)
    if (work !== null) steps.add(`${work.kind}: ${work.step}`)
  })
  await app.client.backups.restore({ id: made.id })
  expect(steps).toContain('restore: preparing')
  expect(steps).not.toContain('restore: second')
})

test('it is told before what would be gone, back and as before', async () => {
  const [ada] = [await addLead('ada@people.example'), await addLead('ben@people.example')]
  const made = await app.client.backups.make()
  later()
  await addLead('cleo@people.example')
  await addLead('dan@people.example')
  await app.client.crm.leads.update({ id: ada.id, company: 'Elsewhere' })
  const preview = await app.client.backups.preview({ id: made.id })
  expect(preview.changes?.leads).toEqual({ gone: 2, back: 0, changed: 1 })
  expect(preview.then.leads).toBe(2)
  expect(preview.now?.leads).toBe(4)
  expect(preview.schema).toBe('same')
  expect(await emails()).toHaveLength(4)
})

test('what holds all the same is not told to be gone, nor who was erased to be back', async () => {
  const ada = await addLead('ada@people.example')
  await addLead('ben@people.example')
  const made = await app.client.backups.make()
  later()
  await app.client.email.suppressions.add({ entries: 'ben@people.example', reason: 'unsubscribed' })
  await app.client.crm.personalData.erase({ id: ada.id })
  const { changes } = await app.client.backups.preview({ id: made.id })
  expect(changes?.suppressions).toEqual({ gone: 0, back: 0, changed: 0 })
  expect(changes?.leads).toEqual({ gone: 0, back: 0, changed: 0 })
})

test('calls that come meanwhile wait, and read the data of then', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  later()
  await addLead('ben@people.example')
  const restoring = app.client.backups.restore({ id: made.id })
  const answers: number[] = []
  let isDone = false
  const asking = (async () => {
    while (!isDone) {
      answers.push((await emails()).length)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  await restoring
  isDone = true
  await asking
  expect(new Set(answers)).toEqual(new Set([2, 1]))
})

test('refusals since hold: suppressions, consents, and people who were erased', async () => {
  const ada = await addLead('ada@people.example')
  await addLead('ben@people.example')
  const made = await app.client.backups.make()
  later()
  await app.client.email.suppressions.add({ entries: 'ben@people.example', reason: 'unsubscribed' })
  await app.client.crm.personalData.erase({ id: ada.id })
  const { carried } = await app.client.backups.restore({ id: made.id })
  expect(carried).toEqual({ refusals: 1, erased: 1 })
  expect(await emails()).toEqual(['ben@people.example'])
  expect((await app.client.email.suppressions.list({})).items).toMatchObject([
    { value: 'ben@people.example', reason: 'unsubscribed' },
  ])
})

test('a number given since is not given again', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  later()
  const ben = await addLead('ben@people.example')
  await app.client.backups.restore({ id: made.id })
  expect((await addLead('cleo@people.example')).id).toBeGreaterThan(ben.id)
})

test('a backup that rotted is refused, and nothing changes', async () => {
  await addLead('ada@people.example')
  await app.client.email.campaigns.create({ name: 'News', html: '<p>Quiet words</p>' })
  const made = await app.client.backups.make()
  later()
  await addLead('ben@people.example')
  const path = join(app.host.dataFolder, 'backups', made.fileName)
  const bytes = readFileSync(path)
  // A letter in a value that no index holds: only its hash tells.
  bytes.write('Quick', bytes.indexOf('Quiet words'))
  writeFileSync(path, bytes)
  expect(await errorReasonOf(app.client.backups.restore({ id: made.id }))).toBe('backup_damaged')
  expect(await emails()).toHaveLength(2)
  expect((await app.client.backups.list()).underWay).toBeNull()
  expect(existsSync(join(app.host.dataFolder, 'restoring'))).toBe(false)
})

test('a backup of a newer version is refused, and nothing changes', async () => {
  const made = await app.client.backups.make()
  const path = join(app.host.dataFolder, 'backups', made.fileName)
  const newer = new sqliteDriver(path)
  newer.exec(`INSERT INTO migrations (timestamp, name) VALUES (9999, 'FromTheFuture9999')`)
  newer.close()
  rmSync(`${path}.json`)
  await addLead('ada@people.example')
  expect((await app.client.backups.preview({ id: made.id })).schema).toBe('newer')
  expect(await errorReasonOf(app.client.backups.restore({ id: made.id }))).toBe('backup_newer')
  expect(await emails()).toHaveLength(1)
})

test('where another program has the data open, nothing changes', async () => {
  const made = await app.client.backups.make()
  later()
  await addLead('ada@people.example')
  const other = new sqliteDriver(app.services.database.path, { readonly: true })
  other.prepare('SELECT count(*) FROM leads').get()
  expect(await errorReasonOf(app.client.backups.restore({ id: made.id }))).toBe('storage_in_use')
  other.close()
  expect(await emails()).toEqual(['ada@people.example'])
  await addLead('ben@people.example')
})

test('damaged data is kept aside, and the backup takes its place', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  later()
  const path = app.services.database.path
  const spoil = new sqliteDriver(path)
  spoil.pragma('wal_checkpoint(TRUNCATE)')
  const root = Number(
    spoil.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'leads'`).pluck().get(),
  )
  spoil.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, (root - 1) * 4096, root * 4096)
  writeFileSync(path, bytes)
  const report = await app.client.backups.restore({ id: made.id })
  expect(report.before).toBeNull()
  expect(await emails()).toEqual(['ada@people.example'])
  const kept = readdirSync(app.host.dataFolder).filter((name) =>
    name.startsWith('main.db.unreadable-'),
  )
  expect(kept.length).toBeGreaterThan(0)
})

test('what was decided before a kill is finished by the next start; what was not is cleared away', async () => {
  await addLead('ada@people.example')
  const made = await app.client.backups.make()
  await addLead('ben@people.example')
  await app.stop()
  const { dataFolder } = app.host
  const prepare = () => {
    beginRestoring(dataFolder)
    writeFileSync(
      preparedDatabase(dataFolder),
      readFileSync(join(dataFolder, 'backups', made.fileName)),
    )
  }
  const leadsAfterStart = async () => {
    const again = await createApp(app.host, { sending: 'off' })
    try {
      return again.services.database.count('SELECT count(*) AS n FROM leads')
    } finally {
      await again.stop()
    }
  }
  prepare()
  expect(await leadsAfterStart()).toBe(2)
  expect(existsSync(join(dataFolder, 'restoring'))).toBe(false)
  prepare()
  decideRestoring(dataFolder, 'replaced')
  // Beside a decision nothing else is made ready: it would count without having been checked.
  expect(() => beginRestoring(dataFolder)).toThrow()
  expect(await leadsAfterStart()).toBe(1)
  expect(existsSync(join(dataFolder, 'restoring'))).toBe(false)
  app = await createTestApp()
})

test('a backup taken during a send and put back after it writes to nobody twice', async () => {
  const people = 300
  const folder = mkdtempSync(join(tmpdir(), 'webox-sink-'))
  const sink: Sink = await startSink(folder, { kind: 'quick', slow: 5 })
  const sending = await createTestApp({ sending: 'on', clock: realClock })
  const { client } = sending
  try {
    await sending.services.database.write([], (transaction) =>
      transaction.sql(
        `INSERT INTO leads (email, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         SELECT 'p' || i || '@people.example', 'new', 0, 0, '[]', 'p' || i, 0, 0 FROM n`,
        [people],
      ),
    )
    const account = await client.email.accounts.create({
      ...{ name: 'Test', host: '127.0.0.1', port: sink.port, security: 'none' },
      ...{ fromEmail: 'shop@business.example', maxPerMinute: 60_000, maxConnections: 2 },
    })
    const campaign = await client.email.campaigns.create({
      ...{ name: 'News', subject: 'News', html: '<p>Hello</p>', accountId: account.id },
      fromEmail: 'shop@business.example',
    })
    await client.email.campaigns.send({ id: campaign.id })
    await until(() => sink.arrived().length > 40, 'the first messages')
    const made = await client.backups.make()
    const unsentThen = people - sink.arrived().length
    await until(() => sink.arrived().length === people, 'all messages')
    await until(
      async () => (await client.email.campaigns.get({ id: campaign.id })).status === 'completed',
    )
    await client.backups.restore({ id: made.id })
    await until(
      async () => (await client.email.campaigns.get({ id: campaign.id })).status === 'paused',
      'the pause',
    )
    expect(await client.email.campaigns.get({ id: campaign.id })).toMatchObject({
      pauseReason: 'restored_copy',
    })
    // What the backup still had to send, the ledger knows to have left.
    await until(
      () =>
        sending.services.database.count(
          `SELECT count(*) AS n FROM outbox WHERE state = 'sent' AND campaign_id = ?`,
          [campaign.id],
        ) === people,
      'the word of the ledger',
    )
    await client.email.campaigns.resume({ id: campaign.id })
    await until(
      async () => (await client.email.campaigns.get({ id: campaign.id })).status === 'completed',
      'the end',
    )
    const recipients = sink.arrived().map(({ recipient }) => recipient)
    expect(unsentThen).toBeGreaterThan(0)
    expect(recipients).toHaveLength(people)
    expect(new Set(recipients).size).toBe(people)
  } finally {
    await sending.remove()
    await sink.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}, 300_000)

test('whoever waits for another program to let go of a file lets others have their turn', async () => {
  const { path } = app.services.database
  const other = new sqliteDriver(path)
  other.exec('BEGIN')
  other.prepare('SELECT count(*) FROM leads').get()
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await expect(leaveAlone(path)).rejects.toThrow('locked')
  clearInterval(timer)
  other.close()
  expect(turns).toBeGreaterThan(1)
})

test('where closing fails half way, the data is open again afterwards', async () => {
  await addLead('ada@people.example')
  const { close } = app.services.database
  app.services.database.close = async () => {
    await close()
    throw new Error('The last of them did not close.')
  }
  await expect(app.services.reopening.whileClosed(async () => 'never')).rejects.toThrow(
    'last of them',
  )
  expect(await emails()).toEqual(['ada@people.example'])
})
