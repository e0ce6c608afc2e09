// The local host while it brings a database up to date: it answers at once, tells how far it is,
// and can be killed or closed meanwhile.
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { rescueContract } from '#shared/contract/backups/rescue.ts'
import { databaseFile } from '#main/app/createApp.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import { StartupState, startupPath } from '#shared/startup.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { lastMigration, olderDataFolder, valueIn, withFile } from '../support/olderDatabase.ts'

// A whole update, twice, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const newest = knownMigrations.at(-1)
let older: string
let dataFolder: string
let path: string
let host: LocalHostProcess | null = null

beforeAll(async () => void (older = await olderDataFolder({ leads: 60_000, events: 300_000 })))
afterAll(() => rm(older, { recursive: true }))
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'webox-startup-'))
  await cp(older, dataFolder, { recursive: true })
  path = join(dataFolder, databaseFile)
})
afterEach(async () => {
  await host?.stop()
  host = null
  await rm(dataFolder, { recursive: true, force: true })
})

const start = async () => (host = await startLocalHost({ dataFolder }))
const stateOf = async ({ url }: LocalHostProcess) =>
  StartupState.parse(await (await fetch(url + startupPath)).json())

/**
 * Asks without pause until a state is seen.
 * @returns it; fails where the application was open before
 */
async function until<Kind extends StartupState['kind']>(
  running: LocalHostProcess,
  kind: Kind,
  isFar: (state: Extract<StartupState, { kind: Kind }>) => boolean = () => true,
) {
  for (;;) {
    const state = await stateOf(running)
    if (state.kind === kind && isFar(state as Extract<StartupState, { kind: Kind }>)) return state
    if (state.kind === 'ready' || state.kind === 'failed')
      expect.fail(`${state.kind} before ${kind} was seen`)
  }
}

const ended = (running: LocalHostProcess) =>
  new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    running.child.once('exit', (code, signal) => resolve({ code, signal })),
  )

it('serves the page and says how far it is, answers no call, and then opens', async () => {
  const running = await start()
  const state = await until(running, 'updating')
  expect(state).toMatchObject({ kind: 'updating', total: expect.any(Number) as number })
  const early = await running.rest('GET', '/marketing/leads')
  expect([early.status, early.body]).toEqual([
    503,
    {
      code: 'OPENING',
      status: 503,
      message: 'The application is opening its data. Try again in a moment.',
    },
  ])
  expect((await fetch(`${running.url}/api/marketing/leads`)).status).toBe(401)
  await until(running, 'ready')
  expect((await running.rest('GET', '/marketing/leads?limit=1')).body).toMatchObject({
    total: 60_000,
  })
})

it.each([0, 20, 28])(
  'killed in the middle of a migration (after %i statements) it leaves what was there, and does the whole at the next start',
  async (after) => {
    const killed = await start()
    await until(killed, 'updating', ({ done }) => done >= after)
    const end = ended(killed)
    killed.child.kill('SIGKILL')
    await end
    expect(lastMigration(path)).toBe('CampaignBlocks1780000000010')
    expect(valueIn(path, 'PRAGMA integrity_check')).toBe('ok')
    expect(
      valueIn(
        path,
        `SELECT count(*) FROM sqlite_master WHERE name IN ('period_totals', 'lead_wins')`,
      ),
    ).toBe(0)
    const running = await start()
    while ((await stateOf(running)).kind !== 'ready') expect(running.child.exitCode).toBeNull()
    expect(valueIn(path, `SELECT sum(arrived) FROM period_totals WHERE span = 'day'`)).toBe(60_000)
    expect(lastMigration(path)).toBe(newest)
  },
)

it('closed in the middle it ends in order, with the data as it was', async () => {
  const running = await start()
  await until(running, 'updating', ({ done }) => done >= 20)
  const end = ended(running)
  running.child.kill('SIGTERM')
  expect(await end).toEqual({ code: 0, signal: null })
  expect(lastMigration(path)).toBe('CampaignBlocks1780000000010')
  // Closed, not cut off: nothing is left for the next start to put right.
  expect(existsSync(`${path}-wal`)).toBe(false)
})

it('tells page and terminal why it could not, keeps the copy of before it all, and puts that back', async () => {
  // Made by a later migration: those before it go through.
  withFile(path, (connection) => connection.exec('CREATE TABLE tasks (mine text)'))
  for (const name of ['first', 'again']) {
    const failed = await start()
    await until(failed, 'rescue')
    const stateIsOf = lastMigration(path)
    expect(stateIsOf, name).not.toBe('CampaignBlocks1780000000010')
    expect(existsSync(join(dataFolder, 'backups', 'main-before-update-0010.db')), name).toBe(true)
    const end = ended(failed)
    failed.child.kill('SIGTERM')
    await end
  }
  const running = await start()
  let said = ''
  running.child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await until(running, 'rescue')
  const rescue: ContractRouterClient<typeof rescueContract> = createORPCClient(
    new RPCLink({
      url: `${running.url}/rpc`,
      headers: { Authorization: `Bearer ${running.token}` },
    }),
  )
  const { problem, backups } = await rescue.state()
  expect(problem).toBe('update')
  const copy = backups.find(({ fileName }) => fileName === 'main-before-update-0010.db')
  expect(await rescue.putBack({ id: copy?.id ?? 0 })).toMatchObject({ way: 'copy' })
  // As it was: this version would bring it up to date again, the one before opens it.
  expect(lastMigration(path)).toBe('CampaignBlocks1780000000010')
  expect(valueIn(path, 'SELECT count(*) FROM leads')).toBe(60_000)
  const end = ended(running)
  await rescue.close()
  expect((await end).code).toBe(0)
  expect(said).toMatch(/n’ont pas pu être mises à jour|could not be brought up to date/)
})
