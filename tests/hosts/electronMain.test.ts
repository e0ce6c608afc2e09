// The desktop application from start to quit: the real application on a real database, behind a
// stand-in for Electron.
import { EventEmitter } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { appContract } from '#shared/contract/index.ts'
import { claimFolder } from '#main/app/folderClaim.ts'
import { connectChannel } from '#shared/hostBridge.ts'
import type { StartupState } from '#shared/startup.ts'
import {
  connectEvent,
  fakeChannel,
  FakeBrowserWindow,
  fakeElectron,
  FakeTray,
} from './electronFakes.ts'

const steps = vi.hoisted(() => [] as string[])
let relaunched: string[] = []
/** What a second start would tell the first. */
let toldFirst: unknown
const fakeApp = Object.assign(new EventEmitter(), {
  ...fakeElectron.app,
  enableSandbox: () => void steps.push('sandbox'),
  setPath: (name: string, path: string) => void steps.push(`${name} ${path}`),
  requestSingleInstanceLock: (told: unknown) => {
    toldFirst = told
    return steps.push('lock') > 0
  },
  whenReady: () => Promise.resolve(void steps.push('ready')),
  quit: () => void steps.push('quit'),
  relaunch: ({ args }: { args: string[] }) => {
    relaunched = args
    steps.push('relaunch')
  },
  exit: (code: number) => void steps.push(`exit ${code}`),
})
vi.mock('electron', async () => {
  const { fakeElectron: electron } = await import('./electronFakes.ts')
  const { registerSchemesAsPrivileged } = electron.protocol
  const protocol = {
    ...electron.protocol,
    registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => {
      steps.push('scheme')
      registerSchemesAsPrivileged(schemes)
    },
  }
  return { ...electron, protocol, app: fakeApp }
})
// The interface is not built when this runs; what is served is tested in electronWindow.test.ts.
vi.mock('#main/platform/interfaceFiles.ts', () => ({
  readInterfaceFiles: () => Promise.resolve({ find: () => null }),
  securityHeaders: {},
}))

let folder: string
let window: FakeBrowserWindow
const realArguments = process.argv
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-desktop-'))
  await writeFile(join(folder, 'à b.csv'), 'email\nlea@example.org\n')
  process.argv = ['electron', '.', '--data', folder, join(folder, 'à b.csv'), 'webox://lead/5']
  process.env['ELECTRON_RUN_AS_NODE'] = '1'
  await import('#main/hosts/electron/main.ts')
  window = await vi.waitUntil(
    () =>
      FakeBrowserWindow.made[0] ??
      (steps.some((step) => step.startsWith('exit')) && expect.fail('it did not start')),
    20_000,
  )
})
afterAll(async () => {
  process.argv = realArguments
  await rm(folder, { recursive: true })
})

const quits = () => {
  let isPrevented = false
  fakeApp.emit('before-quit', { preventDefault: () => (isPrevented = true) })
  return !isPrevented
}

it('declares its scheme, its sandbox and its folder before Electron is ready, and is alone on its data', () => {
  expect(steps).toEqual([
    'scheme',
    'sandbox',
    `userData ${join(folder, 'window')}`,
    'lock',
    'ready',
  ])
})

it('hands no child the wish to be a plain Node', () => {
  expect(process.env['ELECTRON_RUN_AS_NODE']).toBeUndefined()
})

it('opens no keychain before there is a window to be seen', () => {
  expect(fakeElectron.safeStorage.opened).toBe(0)
  window.emit('ready-to-show')
  expect(window.isShown).toBe(true)
})

/** As the page asks before it asks for a port. */
const startupState = async () =>
  (
    await fakeElectron.protocol.handlers.get('app')?.(new Request('app://webox/startup'))
  )?.json() as Promise<StartupState>

it('shows its window before the data is open, and tells the page when it is', async () => {
  expect(window.loaded).toEqual(['app://webox/'])
  await vi.waitFor(async () => expect(await startupState()).toEqual({ kind: 'ready' }), 20_000)
})

function connect() {
  const { page, main } = fakeChannel()
  fakeElectron.ipcMain.emit(connectChannel, connectEvent(window, [main]))
  const api: ContractRouterClient<typeof appContract> = createORPCClient(
    new RPCLink({ port: page }),
  )
  page.start()
  return { api, page }
}

it('hands over the file and the link it was started with, once a page asks', async () => {
  expect(toldFirst).toEqual({ args: process.argv.slice(2), folder: process.cwd() })
  const { api, page } = connect()
  expect(await api.system.opening.waiting()).toEqual({ count: 2 })
  const request = await api.system.opening.next()
  if (request?.kind !== 'file') return expect.fail('The file was not handed over.')
  expect([request.file.name, await request.file.text()]).toEqual([
    'à b.csv',
    'email\nlea@example.org\n',
  ])
  expect(await api.system.opening.next()).toEqual({ kind: 'view', path: '/crm?lead=5' })
  expect(await api.system.opening.next()).toBeNull()
  page.close()
})

it('answers the whole contract over the port', async () => {
  const { api, page } = connect()
  expect(await api.system.about()).toMatchObject({
    host: 'electron',
    version: '1.2.3',
    dataFolder: folder,
  })
  const lead = await api.crm.leads.create({
    firstName: 'Emma',
    lastName: 'Martin',
    email: 'emma@example.org',
  })
  expect(await api.crm.leads.get({ id: lead.id })).toMatchObject({ firstName: 'Emma' })
  await expect(api.crm.leads.get({ id: 999 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    data: { reason: 'unknown_id' },
  })
  page.close()
})

it('opens no second window for a second start', () => {
  const focus = vi.fn()
  Object.assign(window, { isMinimized: () => false, focus })
  fakeApp.emit('second-instance', {}, [], '/', { args: [], folder: '/' })
  expect(focus).toHaveBeenCalledOnce()
  expect(FakeBrowserWindow.made).toHaveLength(1)
})

it('tells its page what a second start is to open', async () => {
  const { api, page } = connect()
  const changes = await api.system.changes()
  const heard = (async () => {
    for await (const { topics } of changes) if (topics.includes('system')) return true
    return false
  })()
  await vi.waitFor(async () => expect(await startupState()).toEqual({ kind: 'ready' }), 20_000)
  fakeApp.emit('second-instance', {}, [], '/', { args: ['x/../à b.csv'], folder })
  expect(await heard).toBe(true)
  expect(await api.system.opening.next()).toMatchObject({ kind: 'file' })
  page.close()
})

it('opens a window for a second start where the last one was closed', async () => {
  await vi.waitUntil(() => fakeApp.listenerCount('activate') > 0)
  const closed = FakeBrowserWindow.made.splice(0)
  fakeApp.emit('second-instance', {}, [], '/', { args: [], folder: '/' })
  expect(FakeBrowserWindow.made).toHaveLength(1)
  FakeBrowserWindow.made.splice(0, 1, ...closed)
})

it.skipIf(process.platform === 'darwin')(
  'ends with its last window while nothing is being sent',
  async () => {
    // Messages are watched once the data is open.
    await vi.waitFor(async () => expect(await startupState()).toEqual({ kind: 'ready' }), 20_000)
    fakeApp.emit('window-all-closed')
    await vi.waitUntil(() => steps.includes('quit'))
    expect(fakeElectron.powerSaveBlocker.started).toBe(0)
    expect(FakeTray.shown).toEqual([])
    steps.splice(steps.indexOf('quit'), 1)
  },
)

it('has its folder to itself: another host does not open it', async () => {
  await expect(
    claimFolder(folder, { host: 'local', version: '1.2.3', maxWait: 0 }),
  ).rejects.toThrow(/its own window/)
})

it('stops the application before it quits, once', async () => {
  // The start ends with what happens at quitting, after the window is there.
  await vi.waitUntil(() => fakeApp.listenerCount('before-quit') > 0)
  expect([quits(), quits()]).toEqual([false, false])
  // Whoever starts meanwhile waits for the end, and then has the folder.
  const next = claimFolder(folder, { host: 'local', version: '1.2.3' })
  // Started again and clicked while it ends: it ends, starts anew, and opens no window meanwhile.
  fakeApp.emit('second-instance', {}, [], '/', { args: ['a.csv'], folder: '/tmp' })
  fakeApp.emit('activate')
  await vi.waitUntil(() => steps.includes('quit'), 25_000)
  expect(relaunched).toEqual(['.', '--data', folder, join('/tmp', 'a.csv')])
  expect(steps.slice(-2)).toEqual(['relaunch', 'quit'])
  expect(FakeBrowserWindow.made).toHaveLength(1)
  expect(steps.filter((step) => step === 'quit')).toHaveLength(1)
  expect(quits()).toBe(true)
  const claim = await next
  if (claim.kind !== 'claimed') return expect.fail('The folder was not free.')
  claim.release()
}, 30_000)
