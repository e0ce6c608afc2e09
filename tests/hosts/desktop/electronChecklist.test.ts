// Electron's security checklist, item by item in its order (Electron 45, "Security"): each is seen in what
// the shell asks of the stand-in, or in the sources.
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { desktopWords } from '#main/desktop/desktopWords.ts'
import { createAppWindow } from '#main/hosts/electron/appWindow.ts'
import { declareAppScheme } from '#main/hosts/electron/appProtocol.ts'
import { serveWindow } from '#main/hosts/electron/rpcOverPort.ts'
import { securityHeaders } from '#main/platform/interfaceFiles.ts'
import { connectChannel } from '#shared/hostBridge.ts'
import { filesUnder, root } from '../../architecture/sourceFiles.ts'
import {
  connectEvent,
  fakeChannel,
  FakeBrowserWindow,
  fakeElectron,
  mainFrame,
} from '../electronFakes.ts'

vi.mock('electron', async () => (await import('../electronFakes.ts')).fakeElectron)

createAppWindow({
  ...{ preload: '/preload.cjs', icon: '/icon.png', words: desktopWords('fr') },
  placeFile: join(tmpdir(), 'no such folder', 'place.json'),
})
const window = FakeBrowserWindow.made[0] as FakeBrowserWindow
const { webContents: contents } = window
const preferences = window.options.webPreferences ?? {}
const shell = filesUnder(['src-main/hosts/electron', 'src-preload'])
const places = (pattern: RegExp) =>
  shell.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
const packageJson = readFileSync(`${root}package.json`, 'utf8')

it('1. loads its own pages only, over a secure scheme', () => {
  declareAppScheme()
  expect(window.loaded).toEqual(['app://webox/'])
  expect(fakeElectron.protocol.schemes[0]?.privileges).toMatchObject({ secure: true })
  expect(places(/loadURL\((?!startPage\b)|loadFile\(/)).toEqual([])
})

it('2. has no Node in the page', () => {
  expect(preferences).toMatchObject({ nodeIntegration: false })
  expect(preferences).not.toHaveProperty('nodeIntegrationInWorker')
  expect(preferences).not.toHaveProperty('nodeIntegrationInSubFrames')
})

it('3. isolates the preload from the page', () => {
  expect(preferences).toMatchObject({ contextIsolation: true })
})

it('4. has every process in a sandbox', () => {
  expect(preferences).toMatchObject({ sandbox: true })
  expect(places(/^app\.enableSandbox\(\)$/m)).toEqual(['src-main/hosts/electron/main.ts'])
  expect(places(/no-sandbox/)).toEqual([])
})

it('5. answers every wish for a permission', () => {
  expect(Object.keys(contents.session.handlers).sort()).toEqual(['check', 'device', 'request'])
})

it('6. leaves the rules of the web on', () => {
  expect(preferences).toMatchObject({ webSecurity: true })
})

it('7. has a content policy that begins with nothing', () => {
  expect(securityHeaders['Content-Security-Policy']).toMatch(
    /^default-src 'none'; script-src 'self'/,
  )
})

it('8. runs no content that came without encryption', () => {
  expect(preferences).not.toHaveProperty('allowRunningInsecureContent')
})

it('9. and 10. tries nothing of Chromium’s that is not finished', () => {
  expect(preferences).not.toHaveProperty('experimentalFeatures')
  expect(preferences).not.toHaveProperty('enableBlinkFeatures')
  expect(places(/commandLine\.append/)).toEqual([])
})

it('11. and 12. embeds no browser', () => {
  expect(preferences).toMatchObject({ webviewTag: false })
  expect(contents.navigates('will-attach-webview', 'app://webox/')).toBe(false)
  expect(filesUnder(['src-renderer']).filter(({ text }) => text.includes('<webview'))).toEqual([])
})

it('13. goes nowhere else', () => {
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
    expect(contents.navigates(event, 'https://example.org/')).toBe(false)
})

it('14. opens no other window', () => {
  expect(contents.openHandler?.({ url: 'app://webox/' })).toEqual({ action: 'deny' })
})

it('15. gives the system no address that was not of a harmless kind and shown', () => {
  for (const url of ['file:///etc/passwd', 'smb://x/y', 'webox://lead/1', 'javascript:1'])
    contents.openHandler?.({ url })
  expect([fakeElectron.dialog.asked, fakeElectron.shell.opened]).toEqual([[], []])
  // The other one is the sign-in page of a local host, which our own claim on the folder names.
  expect(places(/openExternal\(/)).toEqual([
    'src-main/hosts/electron/appWindow.ts',
    'src-main/hosts/electron/main.ts',
  ])
})

it('16. has the version of Electron that is named, and no other', () => {
  const installed = readFileSync(`${root}node_modules/electron/package.json`, 'utf8')
  const [, version = ''] = /"version": "([^"]+)"/.exec(installed) ?? []
  expect(packageJson).toContain(`"electron": "${version}"`)
})

it('17. takes messages from its own page only', () => {
  const upgraded: unknown[] = []
  serveWindow(
    window as never,
    () => undefined,
    () => ({ upgrade: (port) => void upgraded.push(port) }),
  )
  const from = (senderFrame: unknown) => {
    const { page, main } = fakeChannel()
    fakeElectron.ipcMain.emit(connectChannel, connectEvent(window, [main], { senderFrame }))
    page.close()
  }
  from(mainFrame('https://example.org/'))
  from({ ...mainFrame(), parent: mainFrame() })
  from(null)
  expect(upgraded).toEqual([])
  from(window.webContents.mainFrame)
  expect(upgraded).toHaveLength(1)
  expect(places(/ipcMain\.(?:handle|on)\(/)).toEqual([])
})

it('18. shows no page of the disk', () => {
  expect(places(/file:\/\//).filter((path) => !path.endsWith('appProtocol.ts'))).toEqual([])
})

it('19. has its fuses set', () => {
  // Which, one by one: architecture/security.
  expect(readFileSync(`${root}build/electron-builder.yml`, 'utf8')).toMatch(/^electronFuses:$/m)
})

it('20. hands the page nothing of Electron', () => {
  const [preload] = filesUnder(['src-preload'])
  expect(preload?.text.match(/exposeInMainWorld\(/g)).toHaveLength(1)
  expect(preload?.text).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/)
})
