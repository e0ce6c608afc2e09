// The desktop application started by the computer, without a window: what is scheduled leaves, and
// whoever starts it again has a window.
import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { StartupState } from '#shared/startup.ts'
import { FakeBrowserWindow, fakeElectron, FakeTray } from '../electronFakes.ts'

const quits: string[] = []
const fakeApp = Object.assign(new EventEmitter(), {
  ...fakeElectron.app,
  enableSandbox: () => undefined,
  setPath: () => undefined,
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  quit: () => void quits.push('quit'),
  exit: () => undefined,
})
vi.mock('electron', async () => {
  const { fakeElectron: electron } = await import('../electronFakes.ts')
  return { ...electron, app: fakeApp }
})
vi.mock('#main/platform/interfaceFiles.ts', () => ({
  readInterfaceFiles: () => Promise.resolve({ find: () => null }),
  securityHeaders: {},
}))

let folder: string
const realArguments = process.argv
const startupState = async () =>
  (
    await fakeElectron.protocol.handlers.get('app')?.(new Request('app://webox/startup'))
  )?.json() as Promise<StartupState>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-hidden-'))
  process.argv = ['electron', '.', '--hidden', '--data', folder]
  await import('#main/hosts/electron/main.ts')
  await vi.waitUntil(() => fakeElectron.protocol.handlers.has('app'), 20_000)
  await vi.waitFor(async () => expect(await startupState()).toEqual({ kind: 'ready' }), 20_000)
})
afterAll(async () => {
  process.argv = realArguments
  fakeApp.emit('before-quit', { preventDefault: () => undefined })
  await vi.waitUntil(() => quits.includes('quit'), 25_000)
  await rm(folder, { recursive: true })
})

const secondStart = (...args: string[]) =>
  fakeApp.emit('second-instance', {}, [], folder, { args, folder })

it('has no window, stands beside the clock, and does not end though nothing leaves', async () => {
  await vi.waitFor(() => expect(FakeTray.shown).toHaveLength(1), 20_000)
  expect(FakeBrowserWindow.made).toEqual([])
  expect(quits).toEqual([])
})

it('stays so where the computer starts it once more', () => {
  secondStart('--hidden')
  expect(FakeBrowserWindow.made).toEqual([])
})

it('has a window for whoever starts it, and stays when that is closed', async () => {
  secondStart()
  const [window] = FakeBrowserWindow.made
  expect(window?.loaded).toEqual(['app://webox/'])
  expect(FakeTray.shown).toEqual([])
  window?.closes()
  FakeBrowserWindow.made.splice(0)
  fakeApp.emit('window-all-closed')
  await vi.waitFor(() => expect(FakeTray.shown).toHaveLength(1), 20_000)
  expect(quits).toEqual([])
})
