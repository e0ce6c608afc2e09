// Damage of the database is seen: at the start, or beside the work; it is told, nothing is sent, and
// the way out is named.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseFile } from '#main/app/createApp.ts'
import { features } from '#main/app/features.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { damageByTables, damageOf } from '#main/database/damage/sqliteCheck.ts'
import { lookAtFile } from '#main/database/damage/fileLook.ts'
import { checkFile, createFileCheckJob } from '#main/features/system/fileCheck.job.ts'
import type { StartupError } from '#main/platform/startup.ts'
import { startupSentence } from '#shared/startup.ts'
import { insertBare } from '../../bench/importBench.ts'
import { valueIn, withFile } from '../../support/olderDatabase.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../support/testApp.ts'

let folder: string
let path: string
let app: TestApp | null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-damage-'))
  path = join(folder, databaseFile)
  app = null
})
afterEach(async () => {
  await app?.stop()
  await rm(folder, { recursive: true })
})

const open = async () => (app = await createTestApp({ dataFolder: folder }))
/** Without a new file put in its place first, as tests do for speed. */
async function leadsOnceOpened(): Promise<number> {
  const tables = features.flatMap((feature) => feature.tables)
  const database = await openDatabase(path, tables, createChangeFeed())
  const leads = database.count('SELECT count(*) AS n FROM leads')
  await database.close()
  return leads
}
async function close(): Promise<void> {
  await app?.stop()
  app = null
}
async function closeWith(leads: number): Promise<void> {
  await open()
  insertBare(path, 0, leads, Date.parse('2026-11-20T10:00:00Z'))
  await close()
}
const failureOf = (opening: Promise<unknown>): Promise<StartupError | null> =>
  opening.then(
    () => null,
    (error: StartupError) => error,
  )
function backUp(): void {
  mkdirSync(join(folder, 'backups'))
  writeFileSync(join(folder, 'backups', 'main-before-update-0007.db'), '')
}
const changed = (change: (bytes: Buffer) => Buffer | undefined): void => {
  const bytes = readFileSync(path)
  writeFileSync(path, change(bytes) ?? bytes)
}
/** A page that only an index needs. */
function spoilIndex(name: string): void {
  const page = valueIn<number>(path, `SELECT rootpage FROM sqlite_master WHERE name = '${name}'`)
  const size = valueIn<number>(path, 'PRAGMA page_size')
  changed((bytes) => bytes.fill(0xa5, (page - 1) * size + 16, page * size))
}

describe('at the start, a database', () => {
  it.each<[string, number, (bytes: Buffer) => Buffer | undefined]>([
    ['whose first bytes are zero', 10, (bytes) => bytes.fill(0, 0, 100)],
    ['cut in half', 3_000, (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['cut by a page', 30_000, (bytes) => bytes.subarray(0, -4_096)],
    ['cut in the middle of a page', 30_000, (bytes) => bytes.subarray(0, -100)],
    ['that is a text file', 10, () => Buffer.from('Bonjour,\n'.repeat(1_000))],
    ['with a page size that cannot be', 10, (bytes) => (bytes.writeUInt16BE(4_097, 16), undefined)],
    ['with one page of zeros in a small file', 300, (bytes) => bytes.fill(0, 40_960, 45_056)],
  ])(
    '%s is not opened, not changed, and the copy to go back to is named',
    async (_n, leads, change) => {
      await closeWith(leads)
      backUp()
      changed(change)
      const before = readFileSync(path)
      const failure = await failureOf(open())
      expect([failure?.problem, failure?.backup]).toEqual(['damaged', 'main-before-update-0007.db'])
      expect(readFileSync(path).equals(before)).toBe(true)
      expect(statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
    },
  )

  it('with a spoilt beginning of a table is not opened, however large it is', async () => {
    await closeWith(30_000)
    const page = valueIn<number>(path, `SELECT rootpage FROM sqlite_master WHERE name = 'outbox'`)
    changed((bytes) => bytes.fill(0, (page - 1) * 4_096, page * 4_096))
    expect(statSync(path).size).toBeGreaterThan(4 * 1024 * 1024)
    expect((await failureOf(open()))?.problem).toBe('damaged')
  })

  it.each([
    ['missing', () => rmSync(path)],
    ['empty', () => writeFileSync(path, '')],
  ])('%s beside a ledger is no new application', async (_n, lose) => {
    await closeWith(10)
    withFile(join(folder, 'ledger.db'), (ledger) => ledger.exec('CREATE TABLE handed_over (a)'))
    lose()
    const isThere = existsSync(path)
    const failure = await failureOf(leadsOnceOpened())
    expect(failure?.problem).toBe('missing')
    expect(existsSync(path)).toBe(isThere)
    expect(statSync(path, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
    expect(startupSentence(failure as StartupError, 'fr')).toMatch(/manque ou est vide/)
  })

  it.each([
    ['missing', () => rmSync(path)],
    ['empty', () => writeFileSync(path, '')],
  ])('%s beside its own log is no new application', async (_n, lose) => {
    await closeWith(10)
    lose()
    writeFileSync(`${path}-wal`, 'x')
    expect((await failureOf(leadsOnceOpened()))?.problem).toBe('missing')
  })

  it.each([
    ['missing', () => rmSync(path, { force: true })],
    ['empty', () => writeFileSync(path, '')],
  ])('%s in a folder that has sent nothing is a new one', async (_n, lose) => {
    lose()
    expect(await leadsOnceOpened()).toBe(0)
  })
})

describe('beside the work, a database', () => {
  /** @param size in megabytes */
  const fill = (size: number) =>
    withFile(path, (connection) =>
      connection.exec(
        `CREATE TABLE filler (a); INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size}) SELECT zeroblob(1048576) FROM n`,
      ),
    )
  const checkSoon = async () => {
    const { services } = app as TestApp
    rmSync(join(folder, checkFile), { force: true })
    const stop = await createFileCheckJob(0).start(services)
    await expect.poll(() => existsSync(join(folder, checkFile))).toBe(true)
    await stop()
  }
  const checked = () =>
    JSON.parse(readFileSync(join(folder, checkFile), 'utf8')) as { damage: string | null }

  it('that is damaged is told with the copies there are, sends nothing, and is looked at first next time', async () => {
    await closeWith(30_000)
    backUp()
    const sound = readFileSync(path)
    spoilIndex('leads_name')
    const { client } = await open()
    expect((await client.system.troubles()).damage).toBeNull()
    await checkSoon()
    expect((await client.system.troubles()).damage).toMatchObject({
      backups: ['main-before-update-0007.db'],
    })
    expect(checked().damage).not.toBeNull()
    await close()
    const again = await open()
    expect((await again.client.system.troubles()).damage).not.toBeNull()
    await close()
    // The way out.
    writeFileSync(path, sound)
    const restored = await open()
    expect((await restored.client.system.troubles()).damage).toBeNull()
    expect(checked().damage).toBeNull()
  })

  it('whose damage a call met with is told at once', async () => {
    await closeWith(30_000)
    spoilIndex('leads_name')
    const { client } = await open()
    expect(await errorReasonOf(client.crm.leads.list({ sort: 'name' }))).toBe('storage_damaged')
    expect((await client.system.troubles()).damage).not.toBeNull()
  })

  it('known to be damaged sends nothing where it cannot be looked at again', async () => {
    await open()
    const { services } = app as TestApp
    writeFileSync(
      join(folder, checkFile),
      JSON.stringify({ checkedAt: 1, damage: 'row 7 missing' }),
    )
    const database = {
      ...services.database,
      path: join(folder, 'gone', 'main.db'),
      wasCutOff: true,
    }
    const stop = await createFileCheckJob(1_000_000).start({ ...services, database })
    expect(services.damage.found()).toMatchObject({ detail: 'row 7 missing' })
    await stop()
    expect(checked()).toEqual({ checkedAt: 0, damage: 'row 7 missing' })
  })

  it('after an end out of order is due until it was checked, though the application is quit before', async () => {
    await open()
    const { services, host } = app as TestApp
    const checkedAt = host.clock.now()
    writeFileSync(join(folder, checkFile), JSON.stringify({ checkedAt, damage: null }))
    const database = { ...services.database, wasCutOff: true }
    const stop = await createFileCheckJob(1_000_000).start({ ...services, database })
    await stop()
    expect(checked()).toEqual({ checkedAt: 0, damage: null })
  })

  it('is not waited for when the application is quit: the check ends before the next table', async () => {
    await open()
    const { services } = app as TestApp
    // The application has a job of its own, which leaves its verdict in the folder.
    const dataFolder = join(folder, 'own')
    mkdirSync(dataFolder)
    const stop = await createFileCheckJob(0).start({
      ...services,
      host: { ...services.host, dataFolder },
    })
    await new Promise((resolve) => setTimeout(resolve, 0))
    await stop()
    expect(existsSync(join(dataFolder, checkFile))).toBe(false)
  })

  it('is checked table by table, each with its indexes, until it is cancelled', async () => {
    await closeWith(30_000)
    let asked = 0
    expect(damageByTables(path, () => (asked += 1) > 1_000)).toBeNull()
    expect(asked).toBeGreaterThan(20)
    spoilIndex('leads_name')
    expect(damageByTables(path, () => false)).toMatch(/\w/)
    let left = 1
    expect(damageByTables(path, () => (left -= 1) < 0)).toBeUndefined()
    expect(damageByTables(path, () => true)).toBeUndefined()
  })

  it('is checked once a week where it is large, and after an end out of order', async () => {
    await open()
    const { services, host } = app as TestApp
    const large = { ...services, database: { ...services.database, wasCutOff: false } }
    fill(70)
    const times: number[] = []
    const checkedAt = () =>
      existsSync(join(folder, checkFile))
        ? (JSON.parse(readFileSync(join(folder, checkFile), 'utf8')) as { checkedAt: number })
            .checkedAt
        : null
    const run = async (given: typeof services, isDue = true) => {
      const stop = await createFileCheckJob(0).start(given)
      if (isDue) await expect.poll(checkedAt).toBe(host.clock.now())
      else await new Promise((resolve) => setTimeout(resolve, 20))
      await stop()
      times.push(checkedAt() ?? 0)
    }
    await run(large)
    host.clock.advance(6 * 24 * 60 * 60_000)
    await run(large, false)
    expect(times[1]).toBe(times[0])
    host.clock.advance(2 * 24 * 60 * 60_000)
    await run(large)
    expect(times[2]).toBe(host.clock.now())
    host.clock.advance(60_000)
    await run({ ...large, database: { ...large.database, wasCutOff: true } })
    expect(times[3]).toBe(host.clock.now())
  })
})

describe('bytes changed at many places', () => {
  // What is left are values that no index holds: SQLite keeps no sum of them. Places that hold nothing
  // are passed over: there are more of them with each table that is still empty.
  it.each([
    [1, 0.5],
    [64, 0.75],
  ])('(%d at a time) are noticed by the whole check in most', async (length, share) => {
    await closeWith(3_000)
    const sound = readFileSync(path)
    let seed = 42
    const next = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
    let atStart = 0
    let noticed = 0
    const tries = 200
    for (let index = 0; index < tries; index += 1) {
      const bytes = Buffer.from(sound)
      let at: number
      do at = Math.floor(next() * (bytes.length - length))
      while (bytes[at] === 0)
      for (let byte = at; byte < at + length; byte += 1)
        bytes[byte] = (bytes[byte] as number) ^ (1 + Math.floor(next() * 255))
      writeFileSync(path, bytes)
      const isSeen = await failureOf(Promise.resolve().then(() => lookAtFile(path)))
      const damage = damageOf(path, 'whole')
      atStart += isSeen === null ? 0 : 1
      noticed += isSeen !== null || damage !== null ? 1 : 0
    }
    expect(noticed / tries).toBeGreaterThan(share)
    expect(atStart).toBeGreaterThan(0)
  })
})
