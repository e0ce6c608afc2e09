// Backups under a passphrase: nobody reads one without it, a wrong one changes nothing, and nothing in
// clear is left beside them.
import fs, {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBackupsJob } from '#main/features/backups/backups.job.ts'
import { sealChecked } from '../../../src-main/features/backups/sealedBackup.ts'
import { memorySecrets, UnreadableSecretError } from '#main/platform/secrets/secrets.ts'
import { until } from '../../support/mailApp.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

const phrase = 'Été à Évian, 12 cygnes'
let app: TestApp
let elsewhere: string
let secrets = memorySecrets()
beforeEach(async () => {
  secrets = memorySecrets()
  app = await createTestApp({ secrets })
  elsewhere = mkdtempSync(join(tmpdir(), 'webox-second-'))
})
afterEach(async () => {
  await app.remove()
  rmSync(elsewhere, { recursive: true, force: true })
})

const folder = () => join(app.host.dataFolder, 'backups')
const later = () => app.host.clock.advance(1_000)
const addLead = (email: string) => app.client.crm.leads.create({ email })
const emails = async () =>
  (await app.client.crm.leads.list({})).items.map(({ email }) => email).toSorted()
const seal = (passphrase: string | null = phrase) =>
  app.client.backups.setPassphrase({ passphrase })
/** Every file that holds the address in clear, but the database itself. */
function filesWith(text: string, path = app.host.dataFolder): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(main|ledger)\.db/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(text))
}

test('a sealed backup goes by itself, holds nothing in clear in either folder, and is put back without asking', async () => {
  await addLead('ada@people.example')
  expect(await seal()).toMatchObject({ isSealing: true })
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  const stop = await createBackupsJob({ first: 1, every: 20, patience: 0, again: 60_000 }).start(
    app.services,
  )
  await until(async () => (await app.client.backups.list()).items[0]?.places.length === 2)
  await stop()
  const [made] = (await app.client.backups.list()).items
  expect(made).toMatchObject({ reason: 'daily', isSealed: true, counts: { leads: 1 } })
  expect(made?.checkedAt).not.toBeNull()
  expect([...filesWith('people.example'), ...filesWith('people.example', elsewhere)]).toEqual([])
  later()
  await addLead('ben@people.example')
  const id = made?.id ?? 0
  expect(await app.client.backups.preview({ id })).toMatchObject({
    then: { leads: 1 },
    changes: { leads: { gone: 1 } },
  })
  const report = await app.client.backups.restore({ id })
  expect(await emails()).toEqual(['ada@people.example'])
  expect(report.before?.isSealed).toBe(true)
  expect(filesWith('ben@people.example')).toEqual([])
})

test('one of another computer asks for its passphrase once; a wrong one is told and changes nothing', async () => {
  await addLead('ada@people.example')
  await seal()
  const made = await app.client.backups.make()
  const other = await createTestApp()
  try {
    mkdirSync(join(other.host.dataFolder, 'backups'))
    for (const end of ['', '.json'])
      fs.copyFileSync(
        join(folder(), made.fileName + end),
        join(other.host.dataFolder, 'backups', made.fileName + end),
      )
    await other.client.crm.leads.create({ email: 'xenia@elsewhere.example' })
    const { id } = made
    expect(await errorReasonOf(other.client.backups.preview({ id }))).toBe(
      'backup_passphrase_needed',
    )
    expect(await errorReasonOf(other.client.backups.restore({ id }))).toBe(
      'backup_passphrase_needed',
    )
    for (const passphrase of ['Wrong words, 12', phrase.toLowerCase()])
      expect(await errorReasonOf(other.client.backups.unlock({ id, passphrase }))).toBe(
        'backup_passphrase_wrong',
      )
    expect(await errorReasonOf(other.client.backups.preview({ id }))).toBe(
      'backup_passphrase_needed',
    )
    expect((await other.client.crm.leads.list({})).total).toBe(1)
    expect(existsSync(join(other.host.dataFolder, 'restoring'))).toBe(false)
    await other.client.backups.unlock({ id, passphrase: phrase.normalize('NFD') })
    await other.client.backups.restore({ id })
    expect((await other.client.crm.leads.list({})).items).toMatchObject([
      { email: 'ada@people.example' },
    ])
  } finally {
    await other.remove()
  }
})

test('those of an earlier passphrase are opened after it was changed, and after it was taken away', async () => {
  await addLead('ada@people.example')
  await seal()
  const first = await app.client.backups.make()
  later()
  await seal('another one, later')
  const second = await app.client.backups.make()
  later()
  await seal(null)
  const third = await app.client.backups.make()
  expect([first, second, third].map(({ isSealed }) => isSealed)).toEqual([true, true, false])
  for (const { id } of [first, second, third])
    expect((await app.client.backups.preview({ id })).then.leads).toBe(1)
  expect(
    existsSync(join(app.host.dataFolder, 'opened'))
      ? readdirSync(join(app.host.dataFolder, 'opened'))
      : [],
  ).toEqual([])
})

test('a sealed backup that was cut short or altered is told, and nothing is put back', async () => {
  await addLead('ada@people.example')
  await seal()
  const made = await app.client.backups.make()
  const path = join(folder(), made.fileName)
  const whole = readFileSync(path)
  await addLead('ben@people.example')
  const spoil: (() => void)[] = [
    () => truncateSync(path, whole.length - 20),
    () => writeFileSync(path, Buffer.from(whole).fill(1, whole.length - 900, whole.length - 800)),
    () => truncateSync(path, 50),
  ]
  for (const one of spoil) {
    writeFileSync(path, whole)
    one()
    expect(await errorReasonOf(app.client.backups.preview({ id: made.id }))).toBe('backup_damaged')
  }
  expect(await errorReasonOf(app.client.backups.restore({ id: made.id }))).toBe('backup_damaged')
  expect(await emails()).toHaveLength(2)
})

test('a passphrase that cannot be read is told, and no backup is made in clear instead', async () => {
  await addLead('ada@people.example')
  await seal()
  const first = await app.client.backups.make()
  const { get } = secrets
  secrets.get = (name) => Promise.reject(new UnreadableSecretError(name, 'locked'))
  later()
  expect(await errorReasonOf(app.client.backups.make())).toBe('backup_passphrase_unreadable')
  const { items, failure } = await app.client.backups.list()
  expect(items.map(({ id }) => id)).toEqual([first.id])
  expect(failure).toMatchObject({ problem: 'passphrase_unreadable' })
  secrets.get = get
  await secrets.delete('backup-passphrases')
  expect(await errorReasonOf(app.client.backups.make())).toBe('backup_passphrase_unreadable')
  await seal('entered once more')
  expect((await app.client.backups.make()).isSealed).toBe(true)
  expect((await app.client.backups.list()).failure).toBeNull()
})

test('nothing in clear goes to the second folder once they are sealed', async () => {
  await addLead('ada@people.example')
  await app.client.backups.make()
  await seal()
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  expect(filesWith('people.example', elsewhere)).toEqual([])
  later()
  await app.client.backups.make()
  expect((await app.client.backups.list()).items[0]?.places).toEqual(['here', 'second'])
})

test('a passphrase that is too short, blank or missing is refused', async () => {
  for (const passphrase of [
    '',
    '         ',
    '\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0',
    'short',
    ' short  \u00a0',
  ])
    await expect(seal(passphrase)).rejects.toThrow()
  expect((await app.client.backups.list()).isSealing).toBe(false)
})

test('what a kill left in clear is gone with the next start', async () => {
  mkdirSync(folder())
  mkdirSync(join(app.host.dataFolder, 'opened'))
  const left = [
    join(folder(), 'webox-20261129T080000000Z-daily.db.new'),
    join(folder(), 'webox-20261129T080000000Z-daily.db.new-journal'),
    join(folder(), 'webox-20261129T080000000Z-daily.db.sealed.new'),
    join(app.host.dataFolder, 'opened', 'abc.db'),
  ]
  for (const path of left) writeFileSync(path, 'ada@people.example')
  const stop = await createBackupsJob().start(app.services)
  await stop()
  expect(filesWith('people.example')).toEqual([])
})

test('the main thread never waits for the second folder', async () => {
  await addLead('ada@people.example')
  await app.client.backups.setSecondFolder({ folder: elsewhere })
  await app.client.backups.make()
  const waited: string[] = []
  const real = { ...fs }
  const watched = [
    'readdirSync',
    'lstatSync',
    'statSync',
    'existsSync',
    'readFileSync',
    'rmSync',
    'mkdirSync',
    'openSync',
  ] as const
  for (const name of watched)
    Object.assign(fs, {
      [name](...given: unknown[]) {
        if (String(given[0]).startsWith(elsewhere)) waited.push(`${name} ${String(given[0])}`)
        return (real[name] as (...all: unknown[]) => unknown)(...given)
      },
    })
  syncBuiltinESMExports()
  try {
    later()
    await app.client.backups.list()
    await app.client.backups.make()
    await app.client.backups.setSecondFolder({ folder: elsewhere })
    expect(waited).toEqual([])
  } finally {
    for (const name of watched) Object.assign(fs, { [name]: real[name] })
    syncBuiltinESMExports()
  }
})

test('what was sealed is read from the disk again, and one that is not what was copied is none', async () => {
  const [clear, target] = [join(elsewhere, 'clear'), join(elsewhere, 'sealed')]
  writeFileSync(clear, Buffer.alloc(3 * 1024 * 1024, 7))
  let parts = 0
  const spoil = () => {
    parts += 1
    if (parts !== 3) return
    const file = fs.openSync(target, 'r+')
    fs.writeSync(file, Buffer.from([1]), 0, 1, 500)
    fs.closeSync(file)
  }
  await expect(sealChecked(clear, target, phrase, spoil)).rejects.toThrow('not what was written')
})

/** A store that gives its passphrases only while it is open; what it takes is kept all the same. */
function lockPassphrases(): () => void {
  const { get } = secrets
  secrets.get = async (name) =>
    name === 'backup-passphrases'
      ? Promise.reject(new UnreadableSecretError(name, 'locked'))
      : get(name)
  return () => (secrets.get = get)
}

test('a keychain that is locked for a day loses no passphrase, whatever is entered meanwhile', async () => {
  await seal()
  await addLead('ada@people.example')
  const first = await app.client.backups.make()
  const unlock = lockPassphrases()
  expect(await errorReasonOf(app.client.backups.preview({ id: first.id }))).toBe(
    'backup_passphrase_needed',
  )
  await seal('Another one, for today')
  later()
  const second = await app.client.backups.make()
  expect((await app.client.backups.preview({ id: second.id })).then.leads).toBe(1)
  unlock()
  expect((await app.client.backups.preview({ id: first.id })).then.leads).toBe(1)
  // From here on both are kept together, and what was entered last is what the next is sealed under.
  await seal('A third one, for tomorrow')
  later()
  const third = await app.client.backups.make()
  for (const { id } of [first, second, third])
    expect((await app.client.backups.preview({ id })).then.leads).toBe(1)
  expect((await secrets.names()).filter((name) => name.startsWith('backup-'))).toHaveLength(1)
})

test('a passphrase given for one backup while the keychain is locked takes no other one away', async () => {
  await seal()
  await addLead('ada@people.example')
  const first = await app.client.backups.make()
  const unlock = lockPassphrases()
  await app.client.backups.unlock({ id: first.id, passphrase: phrase })
  expect((await app.client.backups.preview({ id: first.id })).then.leads).toBe(1)
  // What was entered for a look says nothing of how the next is to be sealed.
  expect(await errorReasonOf(app.client.backups.make())).toBe('backup_passphrase_unreadable')
  unlock()
  later()
  expect((await app.client.backups.make()).isSealed).toBe(true)
})

test('a disk that is full while a sealed backup is opened is told as that, and not as damage', async () => {
  await seal()
  const { id } = await app.client.backups.make()
  // Nothing is free where the kernel makes files up.
  rmSync(join(app.host.dataFolder, 'opened'), { recursive: true, force: true })
  fs.symlinkSync('/proc', join(app.host.dataFolder, 'opened'))
  expect(await errorReasonOf(app.client.backups.preview({ id }))).toBe('storage_disk_full')
})
