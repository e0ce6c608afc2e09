// The window's protections, its navigation lock, and the app:// scheme, against a stand-in for
// Electron.
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { menuTemplate } from '#main/desktop/menuTemplate.ts'
import { isOutsideLink, isOwnPage } from '#main/desktop/appOrigin.ts'
import { answer } from '#main/desktop/pageAnswers.ts'
import { declareAppScheme, serveAppScheme } from '#main/hosts/electron/appProtocol.ts'
import { createAppWindow } from '#main/hosts/electron/appWindow.ts'
import { desktopWords } from '#main/desktop/desktopWords.ts'
import { type InterfaceFiles, readInterfaceFiles } from '#main/platform/interfaceFiles.ts'
import { FakeBrowserWindow, fakeElectron } from './electronFakes.ts'

vi.mock('electron', async () => (await import('./electronFakes.ts')).fakeElectron)

let places: string
let placeFile: string
beforeAll(async () => {
  places = await mkdtemp(join(tmpdir(), 'webox-places-'))
  placeFile = join(places, 'place.json')
})
afterAll(() => rm(places, { recursive: true }))

function openWindow(): FakeBrowserWindow {
  createAppWindow({
    ...{ preload: '/preload.cjs', icon: '/icon.png', placeFile, words: desktopWords('fr') },
  })
  return FakeBrowserWindow.made.at(-1) as FakeBrowserWindow
}

describe('the window', () => {
  it('is isolated, sandboxed and shows the application only', () => {
    const window = openWindow()
    expect(window.options.webPreferences).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: process.platform === 'darwin',
    })
    expect(window.options.icon).toBe('/icon.png')
    expect(window.loaded).toEqual(['app://webox/'])
    expect(window.webContents.session.isSpellChecked).toBe(process.platform === 'darwin')
    expect(window.webContents.session.dictionaries).toBe('http://127.0.0.1:9/')
  })

  it('is shown once it has something to show', () => {
    const window = openWindow()
    expect(window.isShown).toBe(false)
    window.emit('ready-to-show')
    expect(window.isShown).toBe(true)
  })

  it('is where it was, as large as it was', async () => {
    const before = openWindow()
    expect(before.options).toMatchObject({ width: 1280, height: 800 })
    expect(before.options.x).toBeUndefined()
    before.bounds = { x: 300, y: 60, width: 1100, height: 900 }
    before.isLarge = true
    before.closes()
    if (process.platform !== 'win32') expect((await stat(placeFile)).mode & 0o077).toBe(0)
    const after = openWindow()
    expect(after.options).toMatchObject({ x: 300, y: 60, width: 1100, height: 900 })
    after.emit('ready-to-show')
    expect([after.isShown, after.isLarge]).toEqual([true, true])
  })

  it('has the size of display it was given, also where its place is gone', () => {
    const before = openWindow()
    before.bounds = { x: 9_000, y: 60, width: 1100, height: 900 }
    before.webContents.zoom = 1.5
    before.closes()
    const { webContents } = openWindow()
    webContents.emit('did-finish-load')
    expect(webContents.zoom).toBe(1.5)
    webContents.zoom = 3
    webContents.emit('did-finish-load')
    expect(webContents.zoom).toBe(3)
  })

  it('offers spellings, and what can be done with a text, by the right mouse button', () => {
    const { webContents } = openWindow()
    const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
    const place = { isEditable: true, selectionText: '', misspelledWord: '', editFlags }
    webContents.emit('context-menu', {}, { ...place, isEditable: false, dictionarySuggestions: [] })
    expect(fakeElectron.Menu.shown).toEqual([])
    const given = { ...place, misspelledWord: 'motx', dictionarySuggestions: ['mots'] }
    webContents.emit('context-menu', {}, given)
    const [menu = []] = fakeElectron.Menu.shown.splice(0)
    menu[0]?.click?.()
    expect([menu[0]?.label, webContents.replaced]).toEqual(['mots', ['mots']])
  })

  it.each([
    ['its screen is gone', { x: 2_500, y: 60, width: 1100, height: 900, isMaximized: false }],
    [
      'its edge is above every screen',
      { x: 0, y: -400, width: 1100, height: 900, isMaximized: false },
    ],
    [
      'hardly a corner of it is left to be seen',
      { x: 1_900, y: 60, width: 1100, height: 900, isMaximized: false },
    ],
    ['the numbers are absurd', { x: 0, y: 0, width: 1e9, height: 900, isMaximized: false }],
    ['the file is no such file', 'nonsense'],
  ])('is where it is at first where %s', async (_name, kept) => {
    await writeFile(placeFile, typeof kept === 'string' ? kept : JSON.stringify(kept))
    const { options } = openWindow()
    expect([options.x, options.y, options.width]).toEqual([undefined, undefined, 1280])
  })

  it('closes though its place cannot be kept', () => {
    placeFile = join(places, 'no', 'such', 'folder', 'place.json')
    openWindow().closes()
    expect(openWindow().options.width).toBe(1280)
    placeFile = join(places, 'place.json')
  })

  const lastDetail = () => fakeElectron.dialog.asked.at(-1) ?? ''
  const settled = () => new Promise((resolve) => setTimeout(resolve, 10))

  it('says so and tries again where its page cannot be loaded', async () => {
    const window = openWindow()
    fakeElectron.dialog.answer = 0
    window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://webox/', true)
    await settled()
    expect(window.isShown).toBe(true)
    expect(lastDetail()).toMatch(/intactes[\s\S]*ERR_FILE_NOT_FOUND/)
    expect(window.loaded).toEqual(['app://webox/', 'app://webox/'])
  })

  it('asks nothing for a part that fails, or a load that another one replaced', async () => {
    const window = openWindow()
    const asked = fakeElectron.dialog.asked.length
    window.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'app://webox/', true)
    window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'app://webox/x', false)
    await settled()
    expect(fakeElectron.dialog.asked).toHaveLength(asked)
  })

  it('tells of a page that died, shows it again or quits, and asks once at a time', async () => {
    const window = openWindow()
    const asked = fakeElectron.dialog.asked.length
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
    window.webContents.emit('render-process-gone', {}, { reason: 'oom' })
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    await settled()
    expect(fakeElectron.dialog.asked).toHaveLength(asked + 1)
    expect(window.loaded).toHaveLength(2)
    fakeElectron.dialog.answer = 1
    const { quits } = fakeElectron.app
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    await settled()
    expect(fakeElectron.app.quits).toBe(quits + 1)
    expect(window.loaded).toHaveLength(2)
    fakeElectron.dialog.answer = 0
  })

  const foreign = [
    'https://example.org/',
    'http://127.0.0.1:8080/',
    'file:///etc/passwd',
    'app://other/',
    'app://webox.example.org/',
    'app://webox@example.org/',
    'app://user@webox/',
    'app:webox/',
    'APP://WEBOX.evil/',
    'javascript:alert(1)',
    'data:text/html,<p>',
    'about:blank',
    'blob:null/x',
    'nonsense',
  ]
  it.each(foreign)('does not go to %s', (url) => {
    const { webContents } = openWindow()
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(webContents.navigates(event, url)).toBe(false)
    expect(isOwnPage(url)).toBe(false)
  })

  it('goes to its own pages, and embeds no browser', () => {
    const { webContents } = openWindow()
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(webContents.navigates(event, 'app://webox/#/crm')).toBe(true)
    expect(webContents.navigates('will-attach-webview', 'app://webox/')).toBe(false)
  })

  it('opens no second window; links of a harmless kind are shown first, then given to the system', async () => {
    const { webContents } = openWindow()
    const ask = (url: string) => webContents.openHandler?.({ url })
    for (const url of ['https://example.org/a', 'mailto:a@example.org', 'tel:+33123456789']) {
      expect(ask(url)).toEqual({ action: 'deny' })
      await vi.waitFor(() => expect(fakeElectron.shell.opened).toContain(url), 60_000)
      expect(fakeElectron.dialog.asked).toContain(url)
    }
    fakeElectron.dialog.answer = 1
    expect(ask('https://example.org/refused')).toEqual({ action: 'deny' })
    for (const url of [
      'http://example.org/',
      'file:///etc/passwd',
      'smb://host/share',
      'javascript:alert(1)',
      'ms-msdt:x',
      'nonsense',
    ]) {
      expect(ask(url)).toEqual({ action: 'deny' })
      expect(isOutsideLink(url)).toBe(false)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(fakeElectron.shell.opened).toHaveLength(3)
  })

  it('has every permission refused but copying text', () => {
    const { webContents } = openWindow()
    const { request, check, device } = webContents.session.handlers as Record<
      string,
      (...values: unknown[]) => unknown
    >
    const granted = (permission: string) => {
      let isGranted: boolean | null = null
      request?.(webContents, permission, (value: boolean) => (isGranted = value))
      return isGranted
    }
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'fileSystem',
      'openExternal',
      'usb',
      'unknown',
    ]) {
      expect(granted(permission)).toBe(false)
      expect(check?.(webContents, permission, 'app://webox')).toBe(false)
    }
    expect(granted('clipboard-sanitized-write')).toBe(true)
    expect(check?.(webContents, 'clipboard-sanitized-write', 'app://webox')).toBe(true)
    expect(check?.(null, 'clipboard-sanitized-write', 'https://example.org')).toBe(false)
    expect(device?.({})).toBe(false)
  })

  it('has a menu in French and in English, without developer tools', () => {
    const labels = (language: string) =>
      JSON.stringify(menuTemplate(desktopWords(language), 'linux'))
    expect(labels('fr-FR')).toContain('Copier')
    expect(labels('en-GB')).toContain('Copy')
    expect(labels('de-DE')).toContain('Copier')
    expect(labels('en')).not.toMatch(/devtools/i)
  })
})

describe('app://', () => {
  let folder: string
  let files: InterfaceFiles
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webox-interface-'))
    await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
    await writeFile(join(folder, 'renderer', 'index.html'), '<!doctype html>page')
    await writeFile(join(folder, 'renderer', 'assets', 'a.js'), 'script')
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await symlink(join(folder, 'secret.txt'), join(folder, 'renderer', 'link.txt'))
    files = await readInterfaceFiles(join(folder, 'renderer'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const get = (url: string, method = 'GET') => answer(files, { url, method })

  it('is a standard and secure scheme with one handler', () => {
    declareAppScheme()
    expect(fakeElectron.protocol.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
    serveAppScheme({ state: () => ({ kind: 'opening' }) }, (request) => answer(files, request))
    expect([...fakeElectron.protocol.handlers.keys()]).toEqual(['app'])
  })

  it('serves the page and its assets with their types and the content policy', async () => {
    const page = await get('app://webox/')
    expect(await page.text()).toContain('page')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
    )
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-eval')
    const script = await get('app://webox/assets/a.js')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(script.headers.get('x-content-type-options')).toBe('nosniff')
  })

  const escapes = [
    '../secret.txt',
    '..%2fsecret.txt',
    '..%2Fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    '..%5csecret.txt',
    '..\\secret.txt',
    'assets/../../secret.txt',
    'assets/..%2f..%2fsecret.txt',
    'assets/%2e%2e/%2e%2e/secret.txt',
    '....//secret.txt',
    '..;/secret.txt',
    '..%252fsecret.txt',
    '..%c0%afsecret.txt',
    '..%00/secret.txt',
    'index.html%00/../../secret.txt',
    '/secret.txt',
    '//host/share/secret.txt',
    'link.txt',
    'C:%5csecret.txt',
  ]
  it('lets none of 20 traversals out', async () => {
    const answers = await Promise.all(
      escapes.map(async (path) => [
        path,
        (await get(`app://webox/${path}`)).status,
        await (await get(`app://webox/${path}`)).text(),
      ]),
    )
    expect(escapes).toHaveLength(20)
    expect(answers.filter(([, status, text]) => status !== 404 || text !== '')).toEqual([])
  })

  it('answers no other host and no other method', async () => {
    for (const url of ['app://other/', 'app://webox.evil/index.html', 'https://webox/'])
      expect((await get(url)).status).toBe(403)
    expect((await get('app://webox/', 'POST')).status).toBe(403)
    expect((await get('app://webox/nothing')).status).toBe(404)
  })
})
