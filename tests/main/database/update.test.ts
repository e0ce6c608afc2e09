// An older database is brought up to date whole or not at all, with a copy kept, and says in time
// why it could not be.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp, databaseFile } from '#main/app/createApp.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import { instanceLock, takeLock } from '#main/database/fileLock.ts'
import { createStartup, type StartupError } from '#main/platform/startup.ts'
import type { StartupState } from '#shared/startup.ts'
import { lastMigration, olderDataFolder, valueIn, withFile } from '../../support/olderDatabase.ts'
import { createTestHost } from '../../support/testHost.ts'

const newest = knownMigrations.at(-1)
const copyName = 'main-before-update-0004.db'
let older: string
let folder: string
let path: string

beforeAll(async () => void (older = await olderDataFolder({ leads: 400, events: 2_000 }, 4)))
afterAll(() => rm(older, { recursive: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-update-'))
  await cp(older, folder, { recursive: true })
  path = join(folder, databaseFile)
})
afterEach(() => rm(folder, { recursive: true }))

/**
 * Opens and closes the application on the folder.
 * @returns what a page would have seen; rejects with why it did not open
 */
async function open(
  onState: (state: StartupState, stop: () => void) => void = () => undefined,
): Promise<StartupState[]> {
  const startup = createStartup()
  const states: StartupState[] = []
  startup.follow((state) => {
    states.push(state)
    onState(state, startup.stop)
  })
  const app = await createApp(await createTestHost({ dataFolder: folder }), { startup })
  await app.stop()
  return states
}

const problemOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: StartupError) => error.problem,
  )

describe('an older database', () => {
  it('is checked, copied and updated, and tells each step up to the last', async () => {
    const states = await open()
    expect([...new Set(states.map(({ kind }) => kind))]).toEqual([
      'checking',
      'copying',
      'updating',
    ])
    const updating = states.filter((state) => state.kind === 'updating')
    // All are told before they begin: the counted statements are those that run.
    expect(updating.map(({ done }) => done)).toEqual(updating.map((_, index) => index))
    expect(updating.at(-1)?.done).toBe(updating[0]?.total)
    expect(lastMigration(path)).toBe(newest)
    expect(valueIn(path, `SELECT sum(arrived) FROM period_totals WHERE span = 'day'`)).toBe(400)
  })

  it('leaves a whole copy of what it was', async () => {
    await open()
    expect(readdirSync(join(folder, 'backups'))).toEqual([copyName])
    const copy = join(folder, 'backups', copyName)
    expect(lastMigration(copy)).toMatch(/0004$/)
    expect(valueIn(copy, 'PRAGMA integrity_check')).toBe('ok')
    expect(valueIn(copy, 'SELECT count(*) FROM lead_stage_changes')).toBe(
      valueIn(path, 'SELECT count(*) FROM lead_stage_changes'),
    )
  })

  it('loses no row and no reference', async () => {
    withFile(path, (connection) =>
      connection.exec(
        `INSERT INTO interactions (lead_id, type, content, occurred_at, created_at) SELECT id, 'note', 'x', 1, 1 FROM leads`,
      ),
    )
    const kept = ['leads', 'interactions', 'lead_stage_changes', 'funnels', 'funnel_pages']
    const counts = () => kept.map((table) => valueIn(path, `SELECT count(*) FROM ${table}`))
    const before = counts()
    expect(before.slice(0, 3).every((count) => Number(count) > 0)).toBe(true)
    await open()
    expect(counts()).toEqual(before)
    expect(valueIn(path, 'SELECT count(*) FROM pragma_foreign_key_check')).toBe(0)
  })

  it('opens again from that copy, put back by hand', async () => {
    await open()
    await cp(join(folder, 'backups', copyName), path)
    expect((await open()).length).toBeGreaterThan(3)
    expect(lastMigration(path)).toBe(newest)
  })

  it('is updated once: the next start has nothing to tell', async () => {
    await open()
    expect(await open()).toEqual([])
  })

  it('stays what it was where the user closes the application in between, and is updated at the next start', async () => {
    const stopped = open((state, stop) => state.kind === 'updating' && state.done > 0 && stop())
    await expect(stopped).rejects.toMatchObject({ name: 'StartupStopped' })
    const reached = lastMigration(path)
    expect(reached).not.toBe(newest)
    expect(valueIn(path, 'PRAGMA integrity_check')).toBe('ok')
    await open()
    expect(lastMigration(path)).toBe(newest)
  })

  it('is not touched while another copy of the application runs on it', async () => {
    const release = takeLock(join(folder, instanceLock))
    expect(await problemOf(open())).toBe('in_use')
    expect(lastMigration(path)).toMatch(/0004$/)
    release?.()
    expect(await problemOf(open())).toBe('opened')
  })

  it('stays what it was where a migration fails, and names the copy', async () => {
    // A table of somebody else's, where a migration wants to make its own.
    withFile(path, (connection) => connection.exec('CREATE TABLE ads (something text)'))
    await expect(open()).rejects.toMatchObject({
      problem: 'unexpected',
      backup: copyName,
      message: expect.stringContaining(`backups/${copyName}`) as string,
    })
    expect(valueIn(path, `SELECT sql FROM sqlite_master WHERE name = 'ads'`)).toBe(
      'CREATE TABLE ads (something text)',
    )
    expect(valueIn(path, 'SELECT count(*) FROM leads')).toBe(400)
  })

  it('keeps one copy: an interrupted one and that of an earlier update go, what the user put there stays', async () => {
    mkdirSync(join(folder, 'backups'))
    for (const name of [`${copyName}.new`, 'main-before-update-0002.db', 'mine.db'])
      writeFileSync(join(folder, 'backups', name), 'a copy')
    await open()
    expect(readdirSync(join(folder, 'backups'))).toEqual([copyName, 'mine.db'])
  })
})

describe('a damaged database', () => {
  /** Writes over a page in the middle of a table. */
  function damage(): void {
    const bytes = readFileSync(path)
    bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 12_000)
    writeFileSync(path, bytes)
  }

  it('is not updated, copied or written to', async () => {
    damage()
    const before = readFileSync(path)
    expect(await problemOf(open())).toBe('damaged')
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(join(folder, 'backups', copyName))).toBe(false)
  })

  it('says so where it is no database at all', async () => {
    writeFileSync(path, 'This is a letter, not a database. '.repeat(200))
    expect(await problemOf(open())).toBe('damaged')
    expect(readFileSync(path, 'utf8').startsWith('This is a letter')).toBe(true)
  })
})
