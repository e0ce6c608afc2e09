// A move in the middle of a campaign: nobody is written to twice, whichever of the two computers goes on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { until } from '../../support/mailApp.ts'
import { startSink, type Sink } from '../../support/smtp.ts'
import { createTestApp, type TestApp } from '../../support/testApp.ts'

const phrase = 'Twelve swans, one lake'
const people = 200
/** The sending thread takes one that stands still for one that jumps. */
const realClock = { now: () => Date.now(), advance: () => undefined, set: () => undefined }
let old: TestApp
let fresh: TestApp
let sink: Sink
let stick: string
beforeEach(async () => {
  stick = mkdtempSync(join(tmpdir(), 'webox-stick-'))
  sink = await startSink(stick, { kind: 'quick', slow: 5 })
  const options = { sending: 'on', clock: realClock } as const
  old = await createTestApp({ ...options, secrets: memorySecrets() })
  fresh = await createTestApp({ ...options, secrets: memorySecrets() })
})
afterEach(async () => {
  await old.remove()
  await fresh.remove()
  await sink.stop()
  rmSync(stick, { recursive: true, force: true })
})

/** @returns the campaign, of which some messages have left */
async function sendSome(): Promise<number> {
  const { client } = old
  await old.services.database.write([], (transaction) =>
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
  const { id } = await client.email.campaigns.create({
    ...{ name: 'News', subject: 'News', html: '<p>Hello</p>', accountId: account.id },
    fromEmail: 'shop@business.example',
  })
  await client.email.campaigns.send({ id })
  await until(() => sink.arrived().length > 30, 'the first messages')
  return id
}
const engine = async (app: TestApp) => (await app.client.email.outbox.status()).engine
const statusOf = async (app: TestApp, id: number) =>
  (await app.client.email.campaigns.get({ id })).status
const arrived = () => sink.arrived().map(({ recipient }) => recipient)
const quiet = () => new Promise((resolve) => setTimeout(resolve, 1_500))

test('the old one stops with the file, the new one waits for the word, and everybody hears once', async () => {
  const id = await sendSome()
  const made = await old.client.backups.moves.make({
    ...{ passphrase: phrase, folder: stick, stopsSending: true },
  })
  expect(await engine(old)).toBe('left')
  const atTheMove = arrived().length
  expect(atTheMove).toBeLessThan(people)
  const preview = await fresh.client.backups.moves.open({ passphrase: phrase, path: made.path })
  expect(preview.hasStopped).toBe(true)
  await fresh.client.backups.moves.take()
  expect(await engine(fresh)).toBe('arrived')
  // Whatever is clicked: nothing leaves before the word.
  await fresh.client.email.campaigns.resume({ id }).catch(() => undefined)
  await quiet()
  expect(arrived()).toHaveLength(atTheMove)
  expect((await fresh.client.backups.moves.setSending({ sends: true })).stopped).toBeNull()
  await until(async () => (await statusOf(fresh, id)) === 'paused', 'the hold')
  await fresh.client.email.campaigns.resume({ id })
  await until(async () => (await statusOf(fresh, id)) === 'completed', 'the end')
  expect(await engine(old)).toBe('left')
  expect(new Set(arrived()).size).toBe(people)
  // Back to the old one, which does not know what left elsewhere: nothing leaves by itself.
  await old.client.backups.moves.setSending({ sends: true })
  await until(async () => (await statusOf(old, id)) === 'paused', 'the hold of the old one')
  await quiet()
  expect(arrived()).toHaveLength(people)
}, 120_000)

test('put back on the very computer after more has left, it writes to nobody twice', async () => {
  const id = await sendSome()
  const made = await old.client.backups.moves.make({ passphrase: phrase, folder: stick })
  await until(async () => (await statusOf(old, id)) === 'completed', 'the rest')
  await old.client.backups.moves.open({ passphrase: phrase, path: made.path })
  await old.client.backups.moves.take()
  await old.client.backups.moves.setSending({ sends: true })
  await until(async () => (await statusOf(old, id)) === 'paused', 'the hold')
  // What the file still had to send, the memory outside knows to have left.
  const sent = `SELECT count(*) AS n FROM outbox WHERE state = 'sent'`
  await until(() => old.services.database.count(sent) === people, 'the word of the ledger')
  await old.client.email.campaigns.resume({ id })
  await until(async () => (await statusOf(old, id)) === 'completed', 'the end')
  expect(arrived()).toHaveLength(people)
  expect(new Set(arrived()).size).toBe(people)
}, 120_000)

test('a word that cannot be read keeps it from sending', async () => {
  await sendSome()
  const before = arrived().length
  await old.client.backups.moves.setSending({ sends: false })
  const path = join(old.host.dataFolder, 'sending.json')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ reason: 'left' })
  const stopped = arrived().length
  expect(stopped).toBeGreaterThanOrEqual(before)
  writeFileSync(path, '{ half')
  await old.services.reopening.whileClosed(async () => undefined)
  expect(await engine(old)).toBe('arrived')
  await quiet()
  expect(arrived()).toHaveLength(stopped)
}, 120_000)
