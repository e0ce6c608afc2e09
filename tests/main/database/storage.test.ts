// What befalls a disk: full, not writable, damaged, held by somebody else, a backup put beside a
// log that is not its own. Told as what it is.
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseFile } from '#main/app/createApp.ts'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import type { StartupError } from '#main/platform/startup.ts'
import { insertBare } from '../../bench/importBench.ts'
import { valueIn, withFile } from '../../support/olderDatabase.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let folder: string
let path: string
let app: TestApp | null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-storage-'))
  path = join(folder, databaseFile)
  app = null
})
afterEach(async () => {
  await app?.stop()
  await rm(folder, { recursive: true })
})

const open = async () => (app = await createTestApp({ dataFolder: folder }))
const problemOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: StartupError) => error.problem,
  )

async function closeWith(leads: number): Promise<void> {
  await open()
  insertBare(path, 0, leads, Date.parse('2026-11-20T10:00:00Z'))
  await app?.stop()
  app = null
}

describe('a disk that fills up', () => {
  it('refuses what no longer fits, keeps what was saved, and goes on once there is room', async () => {
    const { client, services } = await open()
    // SQLite's own bound on the file: the error and its way are those of a disk without space.
    const bound = (pages: number) =>
      services.database.write([], (transaction) =>
        transaction.sql(`PRAGMA max_page_count = ${pages}`),
      )
    await bound(valueIn<number>(path, 'PRAGMA page_count') + 2)
    const create = (number: number) =>
      client.crm.leads.create({ email: `p${number}@exemple.example`, notes: 'x'.repeat(4_000) })
    let saved = 0
    let reason: string | null = null
    while (reason === null && saved < 200) {
      reason = await errorReasonOf(create(saved))
      if (reason === null) saved += 1
    }
    expect(reason).toBe('storage_disk_full')
    expect((await client.crm.leads.list({})).total).toBe(saved)
    expect(valueIn(path, 'SELECT sum(count) FROM lead_totals')).toBe(saved)
    await bound(1_000_000)
    await create(saved)
    expect((await client.crm.leads.list({})).total).toBe(saved + 1)
    expect(valueIn(path, 'PRAGMA integrity_check')).toBe('ok')
  })
})

describe('a transaction that SQLite takes back by itself, as it does on a disk that fails', () => {
  it('is told with its cause, and the next one goes through', async () => {
    const { database } = (await open()).services
    withFile(path, (connection) =>
      connection.exec(
        `CREATE TRIGGER gone BEFORE INSERT ON settings WHEN NEW.name = 'gone' BEGIN SELECT RAISE(ROLLBACK, 'taken back'); END`,
      ),
    )
    const put = (name: string) =>
      database.write([], (transaction) =>
        transaction.sql('INSERT INTO settings (name, value) VALUES (?, 1)', [name]),
      )
    await expect(put('gone')).rejects.toThrow('taken back')
    await put('kept')
    expect(
      valueIn(path, `SELECT group_concat(name) FROM settings WHERE name IN ('gone', 'kept')`),
    ).toBe('kept')
  })
})

describe('a file that cannot be used', () => {
  it('is told as not writable where it cannot be opened', async () => {
    symlinkSync(join(folder, 'gone', 'main.db'), path)
    expect(await problemOf(open())).toBe('not_writable')
  })

  it('is told as damaged in the call that meets the damage, and the application stays up', async () => {
    // More than is looked at at every start.
    await closeWith(30_000)
    // The first page of the index that lists leads by name, and nothing else.
    const page = valueIn<number>(
      path,
      `SELECT rootpage FROM sqlite_master WHERE name = 'leads_name'`,
    )
    const size = valueIn<number>(path, 'PRAGMA page_size')
    const bytes = readFileSync(path)
    bytes.fill(0xa5, (page - 1) * size + 16, page * size)
    writeFileSync(path, bytes)
    const { client } = await open()
    expect(await errorReasonOf(client.crm.leads.list({ sort: 'name' }))).toBe('storage_damaged')
    expect((await client.system.about()).dataFolder).toBe(folder)
  })

  it('is told as held where another program writes to it', () => {
    withFile(path, (connection) => connection.exec('CREATE TABLE a (b)'))
    const holder = openConnection(path)
    holder.exec('BEGIN IMMEDIATE')
    let thrown: unknown
    const other = openConnection(path, 0)
    try {
      other.exec('BEGIN IMMEDIATE')
    } catch (error) {
      thrown = error
    }
    other.close()
    holder.close()
    expect(storageProblem(thrown)).toBe('in_use')
  })
})

describe('a backup put back', () => {
  /** The file as of now, and the log of a copy of the application that was cut off later. */
  async function cutOffAfterBackup(): Promise<{ backup: string; log: string }> {
    await closeWith(300)
    const backup = join(folder, 'backup.db')
    cpSync(path, backup)
    insertBare(path, 300, 3_000, Date.parse('2026-11-20T10:00:00Z'))
    const writer = openConnection(path)
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec(`DELETE FROM leads WHERE id % 3 = 0`)
    const log = join(folder, 'log')
    cpSync(`${path}-wal`, log)
    writer.close()
    return { backup, log }
  }

  it('beside the log of another file is found out before anything is written, and opens without that log', async () => {
    const { backup, log } = await cutOffAfterBackup()
    cpSync(backup, path)
    cpSync(log, `${path}-wal`)
    expect(await problemOf(open())).toBe('damaged')
    expect(readFileSync(path).equals(readFileSync(backup))).toBe(true)
    for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true })
    const { client } = await open()
    expect((await client.crm.leads.list({})).total).toBe(300)
  })

  it('a log of its own is taken in: what was saved before a cut is there', async () => {
    await closeWith(300)
    const writer = openConnection(path)
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec(`UPDATE leads SET company = 'Saved'`)
    for (const end of ['', '-wal']) cpSync(path + end, join(folder, `cut${end}`))
    writer.close()
    for (const end of ['', '-wal']) cpSync(join(folder, `cut${end}`), path + end)
    await open()
    expect(valueIn(path, `SELECT count(*) FROM leads WHERE company = 'Saved'`)).toBe(300)
  })
})
