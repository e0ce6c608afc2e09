// The sign-in code reaches the browser through a page of the user's own, never a command line.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasScreen, openBrowser } from '#main/hosts/local/openBrowser.ts'
import { writeSignInPage } from '#main/platform/signInPage.ts'

const url = 'http://127.0.0.1:4321/#code=Ab-9_x'
let home: string
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'webox-browser-'))))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

it.each(['linux', 'darwin', 'win32'] as const)('on %s', async (platform) => {
  const started: string[][] = []
  const run = (command: string, args: string[]) => {
    started.push([command, ...args])
    return { on: () => undefined, unref: () => undefined }
  }
  openBrowser(await writeSignInPage(url, home, { home }), platform, run as never)
  expect(started.flat().join(' ')).not.toContain('Ab-9_x')
  expect(started.flat().at(-1)).toMatch(/^file:.*sign-in\.html$/)
})

it('needs a screen on Linux only', () => {
  vi.stubEnv('DISPLAY', '')
  vi.stubEnv('WAYLAND_DISPLAY', '')
  expect([hasScreen('linux'), hasScreen('darwin'), hasScreen('win32')]).toEqual([false, true, true])
  vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0')
  expect(hasScreen('linux')).toBe(true)
})

describe('the page', () => {
  it('lies in a folder of its own for the user only, which a browser that may not read hidden ones can read', async () => {
    const hidden = join(home, '.local')
    mkdirSync(hidden)
    const page = fileURLToPath(await writeSignInPage(url, hidden, { home }))
    expect(dirname(dirname(page))).toBe(home)
    expect(page.slice(home.length)).not.toMatch(/\/\./)
    expect([statSync(dirname(page)).mode & 0o777, statSync(page).mode & 0o777]).toEqual([
      0o700, 0o600,
    ])
    expect(readFileSync(page, 'utf8')).toContain(`content="0;url=${url}"`)
    const other = fileURLToPath(await writeSignInPage(url, hidden, { home }))
    expect(dirname(other)).not.toBe(dirname(page))
  })

  it('is written in the data folder where there is no home to write in', async () => {
    const page = await writeSignInPage(url, home, { home: join(home, 'none') })
    expect(fileURLToPath(page).startsWith(join(home, 'webox-'))).toBe(true)
  })

  it('that a killed process left in the data folder goes with the next one written', async () => {
    const data = join(home, 'data')
    mkdirSync(data)
    const left = fileURLToPath(await writeSignInPage(url, data, { home: join(home, 'none') }))
    utimesSync(dirname(left), 1, 1)
    await writeSignInPage(url, data, { home })
    expect(readdirSync(data)).toEqual([])
  })

  it('goes with its folder when its time is over', async () => {
    await writeSignInPage(url, home, { home, lifetime: 1 })
    await expect.poll(() => readdirSync(home)).toEqual([])
  })

  it('that cannot be removed ends no process, and is tried again by the next', async () => {
    let tries = 0
    const remove = () => {
      tries += 1
      return Promise.reject(new Error('EBUSY'))
    }
    const page = fileURLToPath(await writeSignInPage(url, home, { home, lifetime: 1, remove }))
    await expect.poll(() => tries).toBe(1)
    // An unhandled rejection is noticed behind the turn it happened in.
    await delay(10)
    utimesSync(dirname(page), 1, 1)
    mkdirSync(join(home, 'webox-marketing-data'))
    const next = fileURLToPath(await writeSignInPage(url, home, { home }))
    expect(readdirSync(home).toSorted()).toEqual(
      [dirname(next).slice(home.length + 1), 'webox-marketing-data'].toSorted(),
    )
  })
})
