// The local host on data that cannot be opened: it says so, asks over the page, and opens what was put in
// place without being started again.
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { rescueContract } from '#shared/contract/backups/rescue.ts'
import { startupPath, StartupState } from '#shared/startup.ts'
import { createTestApp } from '../../support/testApp.ts'
import { startLocalHost, type LocalHostProcess } from '../../support/localHost.ts'
import { leavesOf, pagesOfIndexes, spoil } from '../../support/damaged/damagedFile.ts'
import { withFile } from '../../support/olderDatabase.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const people = 600
let whole: string
let dataFolder: string
let host: LocalHostProcess | null = null
beforeAll(async () => {
  whole = await mkdtemp(join(tmpdir(), 'webox-whole-'))
  const app = await createTestApp({ dataFolder: whole })
  await app.services.database.write([], (transaction) =>
    transaction.sql(
      `INSERT INTO leads (email, status, score, estimated_value_cents, tags, sort_name, created_at, updated_at)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT 'p' || i || '@people.example', 'new', 0, 0, '["gold"]', 'p' || i, 0, 0 FROM n`,
      [people],
    ),
  )
  await app.client.backups.make()
  await app.client.email.suppressions.add({ entries: 'p3@people.example', reason: 'unsubscribed' })
  await app.stop()
})
afterAll(() => rm(whole, { recursive: true, force: true }))
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'webox-rescued-'))
  await cp(whole, dataFolder, { recursive: true })
})
afterEach(async () => {
  await host?.stop()
  host = null
  await rm(dataFolder, { recursive: true, force: true })
})

const pathOf = (name: string) => join(dataFolder, name)
const start = async () => (host = await startLocalHost({ dataFolder, keepsData: true }))
const stateOf = async ({ url }: LocalHostProcess) =>
  StartupState.parse(await (await fetch(url + startupPath)).json())
const rescueOf = ({ url, token }: LocalHostProcess): ContractRouterClient<typeof rescueContract> =>
  createORPCClient(
    new RPCLink({ url: `${url}/rpc`, headers: { Authorization: `Bearer ${token}` } }),
  )
const until = (running: LocalHostProcess, kind: StartupState['kind']) =>
  expect.poll(async () => (await stateOf(running)).kind, { timeout: 60_000 }).toBe(kind)
async function wasRead(rescue: ReturnType<typeof rescueOf>) {
  await expect.poll(async () => (await rescue.state()).underWay, { timeout: 60_000 }).toBe(null)
  return rescue.state()
}
const leads = async (running: LocalHostProcess) =>
  ((await running.rest('GET', '/marketing/leads?limit=1')).body as { total: number }).total
const keptFiles = () =>
  readdirSync(dataFolder).filter((name) => /^main\.db\.unreadable-\d+-\w+$/.test(name))

type Damage = { name: string; make: () => void; reads: 'all' | 'part' | 'nothing' }
const cut = (share: number) => {
  const bytes = readFileSync(pathOf('main.db'))
  writeFileSync(
    pathOf('main.db'),
    bytes.subarray(0, Math.floor((bytes.length * share) / 4_096) * 4_096),
  )
}
const damages: Damage[] = [
  {
    name: 'pages of a table changed',
    make: () => spoil(pathOf('main.db'), leavesOf(pathOf('main.db'), 'leads').slice(3, 5)),
    reads: 'part',
  },
  {
    name: 'pages of indexes only changed',
    make: () => spoil(pathOf('main.db'), pagesOfIndexes(pathOf('main.db'), 'leads')),
    reads: 'all',
  },
  {
    name: 'the header gone',
    make: () => {
      const bytes = readFileSync(pathOf('main.db'))
      writeFileSync(pathOf('main.db'), bytes.fill(0, 0, 100))
    },
    reads: 'all',
  },
  { name: 'the second half gone', make: () => cut(0.5), reads: 'part' },
  {
    name: 'nothing of a database in it',
    make: () => writeFileSync(pathOf('main.db'), 'Bonjour,\n'.repeat(5_000)),
    reads: 'nothing',
  },
]

describe.each(damages)('a file with $name', ({ make, reads }) => {
  it('opens in rescue mode, says what can be read, and is untouched; what was read or a backup takes its place', async () => {
    make()
    const damaged = readFileSync(pathOf('main.db'))
    const running = await start()
    await until(running, 'rescue')
    const rescue = rescueOf(running)
    const state = await wasRead(rescue)
    expect(state).toMatchObject({ problem: 'damaged', bytes: damaged.length })
    expect(state.backups).toHaveLength(1)
    const told = state.read?.tables.leads
    if (reads === 'nothing') expect(state.readFailure?.problem).toBe('nothing')
    else if (reads === 'all') expect(told).toEqual({ read: people, lost: 0 })
    else expect(told?.read).toBeLessThan(people)
    expect(readFileSync(pathOf('main.db')).equals(damaged)).toBe(true)

    const report =
      reads === 'nothing'
        ? await rescue.putBack({ id: state.backups[0]?.id ?? 0 })
        : await rescue.take({ withoutRefusals: false })
    expect(readFileSync(report.keptAs ?? '').equals(damaged)).toBe(true)
    await rescue.open()
    await until(running, 'ready')
    expect(await leads(running)).toBe(reads === 'nothing' ? people : told?.read)
    const health = (await running.rest('GET', '/system/health')).body as {
      database: { rescued: { way: string } | null; keptAside: { path: string }[] }
    }
    expect(health.database.rescued?.way).toBe(reads === 'nothing' ? 'backup' : 'read')
    expect(health.database.keptAside).toMatchObject([{ path: report.keptAs }])
  })
})

it.each([
  ['missing', () => rmSync(pathOf('main.db'))],
  ['empty', () => writeFileSync(pathOf('main.db'), '')],
])('a main.db that is %s beside a ledger is replaced by a backup', async (_name, make) => {
  // Messages went out from this folder once.
  copyFileSync(pathOf('main.db'), pathOf('ledger.db'))
  withFile(pathOf('ledger.db'), (ledger) => ledger.exec('SELECT 1'))
  make()
  const running = await start()
  await until(running, 'rescue')
  const rescue = rescueOf(running)
  const state = await rescue.state()
  expect(state).toMatchObject({ problem: 'missing', read: null, underWay: null })
  rmSync(pathOf('ledger.db'))
  const report = await rescue.putBack({ id: state.backups[0]?.id ?? 0 })
  expect(report.refusals).toEqual({ kind: 'none' })
  await rescue.open()
  await until(running, 'ready')
  expect(await leads(running)).toBe(people)
})

it('a backup that is put back learns the refusals since from what can be read', async () => {
  spoil(pathOf('main.db'), leavesOf(pathOf('main.db'), 'leads').slice(3, 5))
  const running = await start()
  await until(running, 'rescue')
  const rescue = rescueOf(running)
  const { backups } = await wasRead(rescue)
  const report = await rescue.putBack({ id: backups[0]?.id ?? 0 })
  expect(report.refusals).toEqual({ kind: 'carried', refusals: 1, erased: 0, isAll: true })
  await rescue.open()
  await until(running, 'ready')
  const { body } = await running.rest('GET', '/marketing/suppressions')
  expect(body).toMatchObject({ items: [{ value: 'p3@people.example' }] })
})

it('tells programs to look at the page, and nobody anything without signing in', async () => {
  spoil(pathOf('main.db'), leavesOf(pathOf('main.db'), 'leads').slice(3, 5))
  const running = await start()
  await until(running, 'rescue')
  expect(await running.rest('GET', '/marketing/leads')).toMatchObject({
    status: 503,
    body: { code: 'RESCUE' },
  })
  const foreign = await fetch(`${running.url}/rpc/state`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect([401, 403]).toContain(foreign.status)
})

it('closed from the page it ends in order, and everything is as it was', async () => {
  spoil(pathOf('main.db'), leavesOf(pathOf('main.db'), 'leads').slice(3, 5))
  const damaged = readFileSync(pathOf('main.db'))
  const running = await start()
  await until(running, 'rescue')
  const ended = new Promise((resolve) => running.child.once('exit', resolve))
  await rescueOf(running).close()
  expect(await ended).toBe(0)
  expect(readFileSync(pathOf('main.db')).equals(damaged)).toBe(true)
  expect(keptFiles()).toEqual([])
})

it('killed while it reads, it begins again at the next start', async () => {
  spoil(pathOf('main.db'), leavesOf(pathOf('main.db'), 'leads').slice(3, 5))
  const killed = await start()
  await until(killed, 'rescue')
  const ended = new Promise((resolve) => killed.child.once('exit', resolve))
  killed.child.kill('SIGKILL')
  await ended
  const running = await start()
  await until(running, 'rescue')
  const rescue = rescueOf(running)
  expect((await wasRead(rescue)).read?.tables.leads.read).toBeGreaterThan(400)
  await rescue.take({ withoutRefusals: false })
  await rescue.open()
  await until(running, 'ready')
  expect(existsSync(pathOf('rescuing'))).toBe(false)
})

it('data of a newer version is refused with a sentence, and the copy of before can be put back', async () => {
  withFile(pathOf('main.db'), (database) =>
    database.exec(
      `INSERT INTO migrations (timestamp, name) VALUES (1999999999999, 'FromTheFuture1999999999999')`,
    ),
  )
  const running = await start()
  await until(running, 'rescue')
  const rescue = rescueOf(running)
  const state = await rescue.state()
  expect(state.problem).toBe('newer')
  const report = await rescue.putBack({ id: state.backups[0]?.id ?? 0 })
  expect(report.refusals).toMatchObject({ kind: 'carried', refusals: 1 })
  expect(keptFiles()).toHaveLength(1)
  await rescue.open()
  await until(running, 'ready')
  expect(await leads(running)).toBe(people)
})
