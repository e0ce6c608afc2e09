// What can go wrong while the file of another computer is taken: nothing is lost by it, and the file
// stays for another try.
import fs, { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '#main/app/createApp.ts'
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { memorySecrets, UnreadableSecretError } from '#main/platform/secrets/secrets.ts'
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

const make = (more = {}) =>
  old.client.backups.moves.make({ passphrase: phrase, folder: stick, ...more })
const openFile = (path: string) => fresh.client.backups.moves.open({ path, passphrase: phrase })
const take = () => fresh.client.backups.moves.take()
const state = () => fresh.client.backups.moves.state()
const emails = async () =>
  (await fresh.client.crm.leads.list({})).items.map(({ email }) => email).toSorted()
const fileOf = (app: TestApp, name: string) => join(app.host.dataFolder, name)

/** As after a message that left. */
async function handOver(app: TestApp, message: string): Promise<void> {
  await app.services.installKey()
  const ledger = new sqliteDriver(fileOf(app, 'ledger.db'))
  ledger.exec(`CREATE TABLE IF NOT EXISTS handed_over (message_id TEXT PRIMARY KEY NOT NULL, recipient_hash TEXT NOT NULL, handed_at INTEGER NOT NULL, outcome TEXT) WITHOUT ROWID;
    INSERT INTO handed_over VALUES ('${message}', 'h', 1, 'accepted')`)
  ledger.close()
}
function handedOver(app: TestApp): string[] {
  const ledger = new sqliteDriver(fileOf(app, 'ledger.db'), { readonly: true })
  try {
    return ledger.prepare<[], string>('SELECT message_id FROM handed_over').pluck().all()
  } finally {
    ledger.close()
  }
}

/** Part of Node's promises of files, replaced for as long as the work takes. */
async function withFiles(part: object, work: () => Promise<void>): Promise<void> {
  const names = Object.keys(part)
  const real = Object.fromEntries(
    Object.entries(fs.promises).filter(([name]) => names.includes(name)),
  )
  Object.assign(fs.promises, part)
  syncBuiltinESMExports()
  try {
    await work()
  } finally {
    Object.assign(fs.promises, real)
    syncBuiltinESMExports()
  }
}

test('a second file opened while one is taken is refused, and what is taken comes whole', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await handOver(old, 'left-there')
  const { path } = await make()
  await openFile(path)
  const taking = take()
  const second = await errorReasonOf(openFile(path))
  const parts = await errorReasonOf(
    fresh.client.backups.moves.addPart({ from: '0', file: new File(['x'], 'part') }),
  )
  await taking
  expect([second, parts]).toEqual(['backup_running', 'backup_running'])
  expect(await emails()).toEqual(['ada@people.example'])
  expect(handedOver(fresh)).toEqual(['left-there'])
})

test('without the record of who was written to, which the file names, nothing is taken', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await handOver(old, 'left-there')
  await openFile((await make()).path)
  rmSync(fileOf(fresh, 'arrival/opened/ledger.db'))
  expect(await errorReasonOf(take())).toBe('move_absent')
  expect(await emails()).toEqual([])
  expect(await state()).toMatchObject({ stopped: null, opened: null })
})

test('a computer that sent after the file was opened keeps its data', async () => {
  await openFile((await make()).path)
  await handOver(fresh, 'left-here')
  expect(await errorReasonOf(take())).toBe('move_has_sent')
  expect((await state()).stopped).toBeNull()
  expect(handedOver(fresh)).toEqual(['left-here'])
})

test('a take that fails changes nothing and keeps the file: the second try goes through', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await fresh.client.crm.leads.create({ email: 'here@people.example' })
  await old.host.secrets.set('shop', 'password-of-the-shop')
  await openFile((await make()).path)
  const other = new sqliteDriver(fileOf(fresh, 'main.db'))
  other.prepare('SELECT count(*) FROM leads').get()
  expect(await errorReasonOf(take())).toBe('storage_in_use')
  other.close()
  expect(await emails()).toEqual(['here@people.example'])
  expect(await fresh.host.secrets.get('shop')).toBeNull()
  expect((await state()).opened).toMatchObject({ then: { leads: 1 }, obstacle: null })
  await take()
  expect(await emails()).toEqual(['ada@people.example'])
  expect(await fresh.host.secrets.get('shop')).toBe('password-of-the-shop')
})

test('an opened file is still there after the data was closed for something else', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await openFile((await make()).path)
  await fresh.client.backups.moves.setSending({ sends: false })
  expect((await state()).opened).not.toBeNull()
  await take()
  expect(await emails()).toEqual(['ada@people.example'])
})

test('what cannot be cleared away after the data arrived is no failure', async () => {
  await old.client.crm.leads.create({ email: 'ada@people.example' })
  await openFile((await make()).path)
  const { rm } = fs.promises
  const room = fileOf(fresh, 'arrival')
  const held = (path: string) => {
    throw Object.assign(new Error(`held: ${path}`), { code: 'EBUSY' })
  }
  await withFiles(
    {
      rm: async (path: string, options: object) => (path === room ? held(path) : rm(path, options)),
    },
    async () => {
      expect(await take()).toMatchObject({ stopped: { reason: 'arrived' }, opened: null })
    },
  )
  expect(await emails()).toEqual(['ada@people.example'])
})

test('of two files made at once one is refused, and this computer has stopped once', async () => {
  const both = await Promise.all([
    errorReasonOf(make({ stopsSending: true })),
    errorReasonOf(make({ stopsSending: true })),
  ])
  expect(both.toSorted()).toEqual(['backup_running', null].toSorted())
  expect(await old.client.backups.moves.state()).toMatchObject({ stopped: { reason: 'left' } })
  expect((await old.client.backups.list()).underWay).toBeNull()
})

test('a part that the disk takes piece by piece arrives whole', async () => {
  const { open } = fs.promises
  const content = 'a part of a file, longer than what is taken at once'
  type Write = (data: Buffer, offset: number, length: number, at: number) => Promise<unknown>
  await withFiles(
    {
      async open(...given: Parameters<typeof open>) {
        const file = await open(...given)
        const write = file.write.bind(file) as Write // The one form that is used here.
        const little: Write = (data, offset, length, at) =>
          write(data, offset, Math.min(length, 7), at)
        return Object.assign(file, { write: little })
      },
    },
    async () => {
      const file = new File([content], 'part')
      await fresh.client.backups.moves.addPart({ from: '0', file })
    },
  )
  expect(fs.readFileSync(fileOf(fresh, 'arrival/arrived.webox'), 'utf8')).toBe(content)
})

test('a file made where the word of the other computer still lacks does not say that it has stopped', async () => {
  await openFile((await make({ stopsSending: true })).path)
  expect((await state()).opened?.hasStopped).toBe(true)
  await take()
  const { path } = await fresh.client.backups.moves.make({ passphrase: phrase, folder: stick })
  expect(await openFile(path)).toMatchObject({ hasStopped: false })
})

test('what a kill left in clear is gone after the next start, and the start goes on without it', async () => {
  await fresh.stop()
  for (const room of ['moving', 'arrival', 'opened', 'backups'])
    mkdirSync(fileOf(fresh, room), { recursive: true })
  const clear = ['moving/main.db', 'moving/ledger.db', 'arrival/opened/main.db', 'opened/a.db']
  mkdirSync(fileOf(fresh, 'arrival/opened'))
  for (const name of clear) writeFileSync(fileOf(fresh, name), 'ada@people.example')
  writeFileSync(fileOf(fresh, 'moving/made.webox'), 'sealed')
  const again = await createApp(fresh.host, { sending: 'off' })
  await again.stop()
  expect(clear.filter((name) => existsSync(fileOf(fresh, name)))).toEqual([])
  expect(existsSync(fileOf(fresh, 'moving/made.webox'))).toBe(true)
  fresh = await createTestApp()
})

/** A store that gives some secrets only while it is open. */
function lockable(names: (name: string) => boolean) {
  const secrets = memorySecrets()
  const lock = { isLocked: false }
  const { get } = secrets
  secrets.get = (name) =>
    lock.isLocked && names(name)
      ? Promise.reject(new UnreadableSecretError(name, 'locked'))
      : get(name)
  return { secrets, lock }
}

test('passwords that a locked keychain kept from arriving wait for it, whatever is said meanwhile', async () => {
  const { secrets, lock } = lockable((name) => name.startsWith('moved-secrets'))
  await fresh.remove()
  fresh = await createTestApp({ secrets })
  await old.host.secrets.set('shop', 'password-of-the-shop')
  await openFile((await make()).path)
  lock.isLocked = true
  expect(await take()).toMatchObject({ secretsWait: true })
  await fresh.client.backups.moves.setSending({ sends: true })
  lock.isLocked = false
  await fresh.client.backups.moves.setSending({ sends: false })
  expect(await fresh.host.secrets.get('shop')).toBe('password-of-the-shop')
  expect(await state()).toMatchObject({ secretsWait: false })
})

test('a password entered while the others wait for the keychain stays', async () => {
  const { secrets, lock } = lockable((name) => name.startsWith('moved-secrets'))
  await fresh.remove()
  fresh = await createTestApp({ secrets })
  await fresh.host.secrets.set('kept', 'of-before-the-move')
  for (const name of ['new', 'changed', 'kept'])
    await old.host.secrets.set(name, `${name}-of-the-other-one`)
  await fresh.host.secrets.set('changed', 'of-before-the-move')
  await openFile((await make()).path)
  lock.isLocked = true
  await take()
  await fresh.host.secrets.set('new', 'entered-meanwhile')
  await fresh.host.secrets.set('changed', 'entered-meanwhile')
  lock.isLocked = false
  await fresh.client.backups.moves.setSending({ sends: true })
  const got = await Promise.all(['new', 'changed', 'kept'].map((name) => secrets.get(name)))
  expect(got).toEqual(['entered-meanwhile', 'entered-meanwhile', 'kept-of-the-other-one'])
})

test('backups of this computer still open after the data of another one arrived', async () => {
  const theirs = 'The words of the other one'
  await old.client.backups.setPassphrase({ passphrase: theirs })
  await fresh.client.crm.leads.create({ email: 'here@people.example' })
  await fresh.client.backups.setPassphrase({ passphrase: phrase })
  const { id } = await fresh.client.backups.make()
  const { path, fileName } = await old.client.backups.make().then(({ fileName }) => ({
    ...{ fileName, path: fileOf(old, join('backups', fileName)) },
  }))
  await openFile((await make()).path)
  await take()
  expect(await fresh.client.backups.preview({ id })).toMatchObject({ then: { leads: 1 } })
  fs.copyFileSync(path, fileOf(fresh, join('backups', fileName)))
  const brought = (await fresh.client.backups.list()).items.find(
    (item) => item.fileName === fileName,
  )
  expect(await fresh.client.backups.preview({ id: brought?.id ?? 0 })).toMatchObject({
    then: { leads: 0 },
  })
})
