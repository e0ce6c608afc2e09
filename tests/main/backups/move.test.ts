// Moving to another computer: everything in one file, opened there or refused whole, and of two
// computers one sends.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '#main/app/createApp.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { createSealedFile } from '#main/platform/sealing/sealedFile.ts'
import { memorySecrets } from '#main/platform/secrets/secrets.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const phrase = 'Été à Évian, 12 cygnes'
let old: TestApp
let fresh: TestApp
let stick: string
beforeEach(async () => {
  old = await createTestApp({ secrets: memorySecrets() })
  fresh = await createTestApp({ secrets: memorySecrets() })
  stick = mkdtempSync(join(tmpdir(), 'webox-stick-'))
})
afterEach(async () => {
  await old.remove()
  await fresh.remove()
  rmSync(stick, { recursive: true, force: true })
})

const make = (app: TestApp = old, more = {}) =>
  app.client.backups.moves.make({ passphrase: phrase, folder: stick, ...more })
const openFile = (path: string, app: TestApp = fresh, passphrase = phrase) =>
  app.client.backups.moves.open({ path, passphrase })
const take = (app: TestApp = fresh) => app.client.backups.moves.take()
const emails = async (app: TestApp) =>
  (await app.client.crm.leads.list({})).items.map(({ email }) => email).toSorted()
const keyOf = ({ host }: TestApp) => readFileSync(join(host.dataFolder, 'install.key'), 'utf8')
/** Every file of a folder that holds a text in clear, but the data itself. */
const filesWith = (text: string, folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^main\.db/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text))

test('everything arrives: people, passwords, the key; what is in it is said before', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await old.client.email.accounts.create({
    ...{ name: 'Shop', host: 'mail.shop.example', port: 465, security: 'tls' },
    ...{ fromEmail: 'shop@shop.example', user: 'shop', password: 'secret-of-the-shop' },
  })
  await fresh.client.crm.leads.create({ email: 'tried@out.example' })
  const made = await make()
  expect(made).toMatchObject({ unreadable: 0 })
  expect(made.path.startsWith(stick)).toBe(true)
  expect(filesWith('ada@people.example', stick)).toEqual([])
  expect(filesWith('secret-of-the-shop', stick)).toEqual([])
  expect(readdirSync(join(old.host.dataFolder, 'moving'))).toEqual([])
  const renamed = join(stick, 'renamed by a mail program (1).bin')
  renameSync(made.path, renamed)
  const preview = await openFile(renamed)
  expect(preview).toMatchObject({
    ...{ system: process.platform, then: { leads: 1 }, now: { leads: 1 } },
    ...{ hasStopped: false, isOwn: false, obstacle: null, version: '0.0.0-test' },
  })
  expect(preview.lastChangeAt).not.toBeNull()
  expect(await emails(fresh)).toEqual(['tried@out.example'])
  const state = await take()
  expect(state).toMatchObject({ stopped: { reason: 'arrived' }, opened: null, arrived: 0 })
  expect(await emails(fresh)).toEqual(['ada@people.example'])
  expect((await fresh.client.email.accounts.list({})).items[0]).toMatchObject({ hasPassword: true })
  expect(keyOf(fresh)).toBe(keyOf(old))
  expect(await fresh.services.installKey()).toBe(await old.services.installKey())
  expect((await fresh.client.backups.list()).items[0]).toMatchObject({
    ...{ reason: 'before_restore', counts: { leads: 1 } },
  })
  expect(existsSync(join(fresh.host.dataFolder, 'arrival'))).toBe(false)
  expect(await fresh.host.secrets.names()).not.toContain('moved-secrets')
})

test('a file that is cut, altered, of another kind, or closed to the passphrase is told; nothing changes', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await fresh.client.crm.leads.create({ email: 'here@people.example' })
  const { path } = await make()
  const whole = readFileSync(path)
  const refused = (passphrase?: string) => errorReasonOf(openFile(path, fresh, passphrase))
  expect(await refused('another passphrase')).toBe('move_passphrase_wrong')
  expect(await refused(phrase.toUpperCase())).toBe('move_passphrase_wrong')
  truncateSync(path, whole.length - 1_000)
  expect(await refused()).toBe('move_damaged')
  writeFileSync(path, Buffer.from(whole).fill(9, 5_000, 5_001))
  expect(await refused()).toBe('move_damaged')
  writeFileSync(path, 'PK not a move')
  expect(await refused()).toBe('move_foreign')
  const backup = await createSealedFile(path, phrase)
  backup.write(Buffer.from('SQLite format 3\0'.padEnd(9_000, 'x')))
  backup.finish()
  expect(await refused()).toBe('move_foreign')
  expect(await errorReasonOf(openFile(join(stick, 'nothing.webox')))).toBe('move_absent')
  expect(await errorReasonOf(take())).toBe('move_absent')
  expect(await emails(fresh)).toEqual(['here@people.example'])
  expect((await fresh.client.backups.moves.state()).stopped).toBeNull()
  expect(existsSync(join(fresh.host.dataFolder, 'arrival', 'opened'))).toBe(false)
})

test('a file of a newer version is told before, and not taken', async () => {
  await old.services.database.write([], async (transaction) => {
    await transaction.sql(`INSERT INTO migrations (timestamp, name) VALUES (9, 'Later9')`)
  })
  const { path } = await make()
  expect((await openFile(path)).obstacle).toBe('newer')
  expect(await errorReasonOf(take())).toBe('move_newer')
  expect((await fresh.client.backups.moves.state()).stopped).toBeNull()
})

test('a file arrives part by part; one that is misplaced is refused', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await old.client.backups.moves.make({ passphrase: phrase })
  const file = await old.client.backups.moves.file()
  const bytes = Buffer.from(await file.arrayBuffer())
  const add = (from: number, to: number) =>
    fresh.client.backups.moves.addPart({
      from: String(from),
      file: new File([bytes.subarray(from, to)], 'part'),
    })
  const middle = Math.floor(bytes.length / 2)
  await add(0, middle)
  expect(await errorReasonOf(add(middle + 1, bytes.length))).toBe('move_part_misplaced')
  expect(await errorReasonOf(openFile('', fresh))).not.toBeNull()
  expect(await errorReasonOf(fresh.client.backups.moves.open({ passphrase: phrase }))).toBe(
    'move_damaged',
  )
  expect(await add(middle, bytes.length)).toEqual({ bytes: bytes.length })
  await fresh.client.backups.moves.open({ passphrase: phrase.normalize('NFD') })
  await take()
  expect(await emails(fresh)).toEqual(['ada@people.example'])
})

test('a computer that has sent with other data keeps them', async () => {
  await fresh.services.installKey()
  const ledger = new sqliteDriver(join(fresh.host.dataFolder, 'ledger.db'))
  ledger.exec(`CREATE TABLE handed_over (message_id TEXT PRIMARY KEY NOT NULL, recipient_hash TEXT NOT NULL, handed_at INTEGER NOT NULL, outcome TEXT) WITHOUT ROWID;
    INSERT INTO handed_over VALUES ('m', 'h', 1, 'accepted')`)
  ledger.close()
  const { path } = await make()
  expect((await openFile(path)).obstacle).toBe('has_sent')
  expect(await errorReasonOf(take())).toBe('move_has_sent')
  expect((await fresh.client.backups.moves.state()).stopped).toBeNull()
})

test('opened on the same computer by mistake it is known as its own, and what left since is known', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  const { path } = await make()
  await old.client.email.suppressions.add({ entries: 'ada@people.example', reason: 'unsubscribed' })
  expect(await openFile(path, old)).toMatchObject({ isOwn: true, obstacle: null })
  await take(old)
  expect((await old.client.email.suppressions.list({})).items).toHaveLength(1)
})

test('passwords of a move that was cut off before its end are forgotten, and of one that went through are taken', async () => {
  const waiting = (move: string) =>
    fresh.host.secrets.set('moved-secrets', JSON.stringify({ move, secrets: { key: 'brought' } }))
  await waiting('cut-off')
  await fresh.stop()
  const restart = async () => {
    const again = await createApp(fresh.host, { sending: 'off' })
    await again.stop()
    return fresh.host.secrets.get('key')
  }
  expect(await restart()).toBeNull()
  await waiting('done')
  writeFileSync(
    join(fresh.host.dataFolder, 'sending.json'),
    JSON.stringify({ reason: 'arrived', at: 1, computer: 'desk', move: 'done' }),
  )
  expect(await restart()).toBe('brought')
  expect(await fresh.host.secrets.get('moved-secrets')).toBeNull()
  fresh = await createTestApp()
})

test('where it cannot be made, this computer sends as before', async () => {
  expect(
    await errorReasonOf(make(old, { folder: join(stick, 'nowhere'), stopsSending: true })),
  ).toBe('folder_absent')
  const secret = old.host.secrets
  const { names } = secret
  secret.names = () => Promise.reject(new Error('locked'))
  expect(await errorReasonOf(make(old, { stopsSending: true }))).not.toBeNull()
  secret.names = names
  expect((await old.client.backups.moves.state()).stopped).toBeNull()
  expect(readdirSync(stick)).toEqual([])
})
