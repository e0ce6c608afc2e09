// Secrets in the desktop application, the policy of updates, and the preload.
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasKeychain, openDesktopSecrets } from '#main/desktop/keychainSecrets.ts'
import { createElectronHost } from '#main/hosts/electron/electronHost.ts'
import {
  installsItself,
  reasonAgainstChecking,
  reasonAgainstUpdate,
} from '#main/desktop/updates/updatePolicy.ts'
import { startUpdates } from '#main/hosts/electron/updates.ts'
import { systemClock } from '#main/platform/clock.ts'
import { openKeyFileSecrets } from '#main/platform/secrets/keyFileSecrets.ts'
import { silentLog } from '#main/platform/log.ts'
import { UnreadableSecretError } from '#main/platform/secrets/secrets.ts'
import { connectChannel, portMessage, type HostBridge } from '#shared/hostBridge.ts'
import { FakeBrowserWindow, fakeElectron, FakeNotification } from './electronFakes.ts'

const { safeStorage } = fakeElectron

const preloadSide = vi.hoisted(() => ({
  exposed: {} as Record<string, unknown>,
  posted: [] as [string, unknown, unknown[]][],
}))
vi.mock('electron', async () => ({
  ...(await import('./electronFakes.ts')).fakeElectron,
  contextBridge: {
    exposeInMainWorld: (name: string, value: unknown) => void (preloadSide.exposed[name] = value),
  },
  ipcRenderer: {
    postMessage: (channel: string, message: unknown, ports: unknown[]) =>
      void preloadSide.posted.push([channel, message, ports]),
  },
}))

let folder: string
const usual = { isAvailable: true, backend: 'gnome_libsecret', key: 0x5a, opened: 0 }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-secrets-'))
  Object.assign(fakeElectron.safeStorage, usual)
})
afterEach(() => rm(folder, { recursive: true }))

describe('secrets', () => {
  it('are encrypted by the keychain, in a file for the user only', async () => {
    const secrets = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    expect(secrets.kind).toBe('os_keychain')
    await Promise.all([secrets.set('smtp:1', 'canary-one'), secrets.set('smtp:2', 'canary-two')])
    expect(
      await (await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })).get('smtp:1'),
    ).toBe('canary-one')
    const path = join(folder, 'secrets.keychain.json')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    for (const name of await readdir(folder))
      expect(await readFile(join(folder, name), 'latin1')).not.toContain('canary')
    await secrets.delete('smtp:1')
    expect(await secrets.get('smtp:1')).toBeNull()
    expect(await secrets.get('smtp:2')).toBe('canary-two')
  })

  it.each([
    ['basic_text', true],
    ['unknown', true],
    ['gnome_libsecret', false],
  ] as const)(
    'fall back to the key file where Linux has no real keyring (%s, available: %s)',
    async (backend, isAvailable) => {
      Object.assign(fakeElectron.safeStorage, { backend, isAvailable })
      expect(await hasKeychain(safeStorage, 'linux')).toBe(false)
      const secrets = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
      await secrets.set('smtp:1', 'canary')
      expect(secrets.kind).toBe('key_file')
      expect(await secrets.get('smtp:1')).toBe('canary')
      expect(await readdir(folder)).not.toContain('secrets.keychain.json')
    },
  )

  it('ask for the backend on Linux only', async () => {
    fakeElectron.safeStorage.backend = 'basic_text'
    expect([
      await hasKeychain(safeStorage, 'win32'),
      await hasKeychain(safeStorage, 'darwin'),
    ]).toEqual([true, true])
  })

  it('leave the keychain closed until a window is there', async () => {
    let seen = (): void => undefined
    const whenSeen = new Promise<void>((resolve) => (seen = resolve))
    const secrets = await openDesktopSecrets(folder, safeStorage, { platform: 'darwin', whenSeen })
    expect(secrets.kind).toBe('os_keychain')
    const asked = [secrets.get('install-key'), secrets.set('smtp:1', 'x')]
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(fakeElectron.safeStorage.opened).toBe(0)
    seen()
    await Promise.all(asked)
    expect(await secrets.get('smtp:1')).toBe('x')
  })

  it.each([
    // What Electron has instead is another key.
    ['is not there once', { backend: 'basic_text', key: 0 }],
    ['does not answer once', { isAvailable: false }],
  ])('are not lost because the keyring %s', async (_name, absent) => {
    const first = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    await first.set('smtp:1', 'one')
    await first.set('smtp:2', 'two')
    Object.assign(fakeElectron.safeStorage, absent)
    const without = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    // Kept and unreadable today: nobody takes it for one that never was, and makes another.
    await expect(without.get('smtp:1')).rejects.toBeInstanceOf(UnreadableSecretError)
    expect(await without.get('never')).toBeNull()
    await without.set('smtp:2', 'newer')
    expect(await without.get('smtp:2')).toBe('newer')
    Object.assign(fakeElectron.safeStorage, usual)
    const again = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    expect(await again.get('smtp:1')).toBe('one')
    expect(await again.get('smtp:2')).toBe('newer')
  })

  it('of another machine’s keychain are told, kept aside and entered again', async () => {
    await (
      await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    ).set('smtp:1', 'one')
    fakeElectron.safeStorage.key = 0x33
    const elsewhere = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    await expect(elsewhere.get('smtp:1')).rejects.toBeInstanceOf(UnreadableSecretError)
    await elsewhere.set('smtp:1', 'anew')
    expect(await elsewhere.get('smtp:1')).toBe('anew')
    expect((await readdir(folder)).some((name) => name.includes('.unreadable-'))).toBe(true)
  })

  it('entered in the local host are still found, and superseded by new ones', async () => {
    await (await openKeyFileSecrets(folder)).set('smtp:1', 'old')
    const secrets = await openDesktopSecrets(folder, safeStorage, { platform: 'linux' })
    expect(await secrets.get('smtp:1')).toBe('old')
    await secrets.set('smtp:1', 'new')
    expect(await secrets.get('smtp:1')).toBe('new')
    expect(await (await openKeyFileSecrets(folder)).get('smtp:1')).toBeNull()
  })
})

it('is a host with a data folder for the user only', async () => {
  const host = await createElectronHost(join(folder, 'data'))
  expect(host).toMatchObject({
    kind: 'electron',
    version: '1.2.3',
    systemLanguage: 'fr-FR',
    dataFolder: join(folder, 'data'),
  })
  expect((await stat(host.dataFolder)).mode & 0o777).toBe(0o700)
})

describe('updates', () => {
  const feed = 'https://updates.example.org/webox/'
  const offer = (version: string, file: object = {}) => ({
    version,
    files: [{ url: 'webox-2.0.0.exe', sha512: 'abc', ...file }],
  })

  it.each([
    ['an unpacked application', { isPackaged: false }, 'not_packaged'],
    ['no address', { feed: null }, 'no_address'],
    ['no https', { feed: 'http://updates.example.org/' }, 'no_address'],
    ['the placeholder', { feed: 'https://updates.example.invalid/' }, 'no_address'],
    ['nonsense', { feed: 'nonsense' }, 'no_address'],
    ['no key to believe a list by', { keys: 0 }, 'no_key'],
  ])('are not looked for: %s', (_name, place, reason) => {
    const sound = { isPackaged: true, feed, keys: 1 }
    expect(reasonAgainstChecking(sound)).toBeNull()
    expect(reasonAgainstChecking({ ...sound, ...place })).toBe(reason)
  })

  it('lead from a trial version to the next and to the finished one, never back', () => {
    const taken = (from: string, to: string) => reasonAgainstUpdate(offer(to), from, feed) === null
    expect(taken('2.0.0-beta.9', '2.0.0-beta.10')).toBe(true)
    expect(taken('2.0.0-beta.9', '2.0.0')).toBe(true)
    expect(taken('2.0.0-beta.9', '2.0.0-beta.9')).toBe(false)
    expect(taken('2.0.0-beta.9', '1.9.9')).toBe(false)
    expect(taken('2.0.0', '2.0.0-beta.11')).toBe(false)
    expect(taken('2.0.0', '2.1.0-beta.1')).toBe(false)
  })

  it('are installed by themselves where the package is no package of the system', () => {
    expect(installsItself('win32', {})).toBe(true)
    expect(installsItself('darwin', {})).toBe(true)
    expect(installsItself('linux', { APPIMAGE: '/home/a/WeBox.AppImage' })).toBe(true)
    expect(installsItself('linux', { APPIMAGE: '' })).toBe(false)
    expect(installsItself('linux', {})).toBe(false)
  })

  it.each([
    ['the same version', offer('1.2.3')],
    ['an older one', offer('1.2.2')],
    ['an older one that sorts later as text', offer('1.1.10')],
    ['a pre-release', offer('2.0.0-beta.1')],
    ['nonsense', offer('latest')],
    ['a file elsewhere', offer('2.0.0', { url: 'https://evil.example.org/x.exe' })],
    ['a file without https', offer('2.0.0', { url: 'http://updates.example.org/x.exe' })],
    ['a file without checksum', offer('2.0.0', { sha512: undefined })],
    ['no file', { version: '2.0.0', files: [] }],
  ])('are not taken: %s', (_name, offered) => {
    expect(reasonAgainstUpdate(offered, '1.2.3', feed)).not.toBeNull()
  })

  it('are taken where all is well', () => {
    expect(reasonAgainstUpdate(offer('1.10.0'), '1.2.3', feed)).toBeNull()
  })

  it('never touch the updater outside a packaged application', async () => {
    const updates = await startUpdates({
      keys: join(folder, 'none.pem'),
      isSending: () => Promise.reject(new Error('not asked')),
      clock: systemClock,
      log: silentLog,
      onChange: () => undefined,
    })
    await updates.look()
    await updates.settle()
    updates.stop()
    expect(updates.state()).toMatchObject({ left: 'not_packaged', offered: null })
  })
})

it('exposes one function in the page, which sends one port each way', async () => {
  const toPage: [unknown, string, unknown[]][] = []
  vi.stubGlobal('window', {
    origin: 'app://webox',
    postMessage: (...message: [unknown, string, unknown[]]) => toPage.push(message),
  })
  await import('../../src-preload/preload.ts')
  const bridge = preloadSide.exposed['hostBridge'] as HostBridge
  expect(Object.keys(preloadSide.exposed)).toEqual(['hostBridge'])
  expect(Object.keys(bridge)).toEqual(['connect'])
  bridge.connect()
  expect(preloadSide.posted).toEqual([[connectChannel, null, [expect.any(MessagePort)]]])
  expect(toPage).toEqual([[{ type: portMessage }, 'app://webox', [expect.any(MessagePort)]]])
  for (const port of [preloadSide.posted[0]?.[2][0], toPage[0]?.[2][0]] as MessagePort[])
    port.close()
  vi.unstubAllGlobals()
})

describe('notices', () => {
  it('are shown by the system, and lead to the window', async () => {
    const { notify } = await createElectronHost(folder)
    const focused: string[] = []
    FakeBrowserWindow.made = [
      Object.assign(new FakeBrowserWindow(), {
        isMinimized: () => true,
        restore: () => void focused.push('restored'),
        focus: () => void focused.push('focused'),
      }),
    ]
    notify?.({ title: 'À faire maintenant', body: 'Rappeler' })
    expect(FakeNotification.shown.map(({ options }) => options)).toEqual([
      { title: 'À faire maintenant', body: 'Rappeler' },
    ])
    FakeNotification.shown[0]?.emit('click')
    expect(focused).toEqual(['restored', 'focused'])
    FakeNotification.isAvailable = false
    notify?.({ title: 'a', body: 'b' })
    expect(FakeNotification.shown).toHaveLength(1)
  })
})
