// Which browser a window is had from, and what it is started with, on systems that are not here.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installedBrowser, isUsable, type Machine } from '#main/hosts/local/installedBrowser.ts'
import {
  prepareProfile,
  profileFolder,
  windowArguments,
  windowEnvironment,
} from '#main/hosts/local/windowProfile.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'webox-browsers-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const found = (installed: string[], machine: Partial<Machine> = {}) =>
  installedBrowser({
    ...{ platform: 'linux', environment: { PATH: '/usr/local/bin:/usr/bin:bin' } },
    ...{ home: '/home/anne', userId: 1000 },
    isUsable: (path) => installed.includes(path),
    ...machine,
  })

describe('the browser of the window', () => {
  it.each([
    [
      ['/usr/bin/microsoft-edge', '/usr/bin/chromium', '/usr/bin/google-chrome'],
      '/usr/bin/google-chrome',
    ],
    [['/usr/bin/microsoft-edge', '/usr/local/bin/chromium'], '/usr/local/bin/chromium'],
    [['/usr/bin/microsoft-edge'], '/usr/bin/microsoft-edge'],
    [['bin/chromium', '/usr/bin/firefox'], null],
  ])('of %j on Linux is %s', (installed, path) => {
    expect(found(installed)).toBe(path)
  })

  it('on macOS and Windows is Chrome, Chromium or Edge, of the computer or of the user', () => {
    const own = '/Users/anne/Applications/Chromium.app/Contents/MacOS/Chromium'
    const mac = { platform: 'darwin', home: '/Users/anne' } as const
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
    expect(found([edge, own], mac)).toBe(own)
    expect(found([edge], mac)).toBe(edge)
    const environment = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', LOCALAPPDATA: 'C:\\Anne' }
    const windows = { platform: 'win32', environment, userId: undefined } as const
    const msedge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
    const chrome = 'C:\\Anne\\Google\\Chrome\\Application\\chrome.exe'
    expect(found([msedge], windows)).toBe(msedge)
    expect(found([msedge, chrome], windows)).toBe(chrome)
  })

  it('is the one that was named; a name that leads nowhere is none', () => {
    const environment = { PATH: '/usr/bin', CHROME_PATH: '/opt/brave' }
    expect(found(['/opt/brave', '/usr/bin/chromium'], { environment })).toBe('/opt/brave')
    expect(found(['/usr/bin/chromium'], { environment })).toBe('/usr/bin/chromium')
  })

  it('is none for root, whose browser would need to run without its sandbox, unless root names one', () => {
    expect(found(['/usr/bin/chromium'], { userId: 0 })).toBeNull()
    const environment = { CHROME_PATH: '/opt/browser' }
    expect(found(['/opt/browser'], { userId: 0, environment })).toBe('/opt/browser')
  })

  it('is a program, and not of a snap, which may not read hidden folders', () => {
    const path = join(folder, 'browser')
    writeFileSync(path, '#!/bin/sh\nexec /usr/lib/chromium/chromium "$@"\n')
    expect(isUsable(path)).toBe(false)
    chmodSync(path, 0o755)
    expect(isUsable(path)).toBe(true)
    symlinkSync(path, join(folder, 'snap'))
    expect(isUsable(folder)).toBe(false)
    writeFileSync(path, '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    expect(isUsable(path)).toBe(false)
  })
})

describe('its profile', () => {
  it('is in the data folder and for this account alone, whatever was there before', async () => {
    const place = join(folder, profileFolder)
    mkdirSync(join(place, 'Default', 'History'), { recursive: true, mode: 0o755 })
    expect(await prepareProfile(folder, 'fr')).toBe(place)
    expect(statSync(place).mode & 0o777).toBe(0o700)
    expect(() => statSync(join(place, 'Default', 'History'))).toThrow()
  })

  it.each([
    ['fr', 'fr'],
    ['en-GB', 'en-GB,en'],
  ])('tells pages that the system speaks %s', async (language, told) => {
    const place = await prepareProfile(folder, language)
    const written = readFileSync(join(place, 'Default', 'Preferences'), 'utf8')
    expect(JSON.parse(written)).toMatchObject({
      intl: { accept_languages: told, selected_languages: told },
    })
  })

  it('is named whole on the command line, with its spaces and accents', () => {
    const profile = '/home/anne/Mes données/é'
    const given = windowArguments(profile, 'http://127.0.0.1:1234/window', 'linux')
    expect(given).toContain('--user-data-dir=/home/anne/Mes données/é')
    expect(given).toContain('--app=http://127.0.0.1:1234/window')
    expect(given).toContain('--proxy-server=http://127.0.0.1:1234')
    expect(given.filter((one) => one.includes('sandbox'))).toEqual([])
  })

  it('with accents in its name is given a locale that can spell them, and the language stays', () => {
    const given = { LANG: 'de_DE', LC_ALL: 'fr_FR.UTF-8' }
    expect(windowEnvironment('/home/anne', given, 'linux')).toEqual(given)
    expect(windowEnvironment('/home/zoé', given, 'darwin')).toEqual(given)
    const changed = { LANG: 'de_DE', LC_ALL: 'C.UTF-8', LANGUAGE: 'fr_FR.UTF-8' }
    expect(windowEnvironment('/home/zoé', given, 'linux')).toEqual(changed)
  })
})
