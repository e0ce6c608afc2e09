// The application in a window of its own without Electron: a real browser on a screen without a
// monitor, opened, closed, killed and asked for again.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { databaseFile } from '#main/app/createApp.ts'
import { runningFile } from '#main/app/folderClaim.ts'
import { profileFolder } from '#main/hosts/local/windowProfile.ts'
import { startLocalHost, type LocalHostProcess } from '../support/localHost.ts'
import { olderDataFolder, withFile } from '../support/olderDatabase.ts'
import {
  isRunning,
  lookInto,
  makePrograms,
  openScreen,
  whyNoWindow,
  type Programs,
  type Screen,
} from '../support/window/screen.ts'

const obstacle = whyNoWindow()
if (obstacle !== null) console.warn(`The tests of the own window are skipped: ${obstacle}.`)
// A browser that starts on a busy machine, more than once.
vi.setConfig({ testTimeout: 240_000 })

type Shown = LocalHostProcess & { said(): string; ended: Promise<unknown[]> }
let screen: Screen
let folder: string
let dataFolder: string
let running: LocalHostProcess[]

beforeAll(async () => {
  if (obstacle === null) screen = await openScreen()
})
afterAll(() => screen?.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'webox-window-'))
  dataFolder = join(folder, 'Données de l’été')
  running = []
})
afterEach(async () => {
  for (const host of running) await host.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const programs = async (script?: string) => {
  const place = await mkdtemp(join(folder, 'home-'))
  return makePrograms(place, script)
}

async function start({ env }: Programs, more: Record<string, string> = {}): Promise<Shown> {
  const host = await startLocalHost({
    ...{ dataFolder, keepsData: true, window: true },
    env: { ...env, DISPLAY: screen.name, WAYLAND_DISPLAY: '', ...more },
  })
  running.push(host)
  let said = ''
  host.child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  host.child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return { ...host, said: () => said, ended: once(host.child, 'exit') }
}

const look = async () => {
  const window = await lookInto(join(dataFolder, profileFolder))
  // A machine that is busy with other tests takes its time.
  await window.page.waitForURL(/#\/dashboard/, { timeout: 120_000 })
  return window
}
const processOf = async ({ started }: Programs) => Number.parseInt((await started()).at(-1) ?? '')

describe.skipIf(obstacle !== null)('the window', () => {
  it('shows the application, signed in, and neither tabs nor an address; nothing secret is in its command line', async () => {
    const machine = await programs()
    const { url } = await start(machine)
    const { page } = await look()
    expect(await page.title()).toBe('WeBox Marketing')
    expect(page.url().startsWith(`${url}/#/dashboard`)).toBe(true)
    await page.getByText('CRM').first().waitFor()
    // Without a frame of a window manager all that is not the page is the browser's own.
    expect(await page.evaluate('outerHeight - innerHeight')).toBeLessThan(40)
    const [line] = await machine.started()
    expect(line).toContain(`--app=${url}/window`)
    expect(line).not.toContain('code=')
    // Nor was a page written for it, or another browser opened.
    expect(await machine.opened()).toEqual([])
  })

  it('ends the application in order when it is closed, and gives the folder back', async () => {
    const machine = await programs()
    const host = await start(machine)
    const { page } = await look()
    await page.close()
    expect(await host.ended).toEqual([0, null])
    expect(host.said()).toContain('The window is closed')
    expect(existsSync(join(dataFolder, runningFile))).toBe(false)
    expect(existsSync(join(dataFolder, `${databaseFile}-wal`))).toBe(false)
    await expect.poll(async () => isRunning(await processOf(machine))).toBe(false)
  })

  it('closes with the application', async () => {
    const machine = await programs()
    const host = await start(machine)
    await look()
    host.child.kill('SIGINT')
    expect(await host.ended).toEqual([0, null])
    expect(isRunning(await processOf(machine))).toBe(false)
  })

  it('closes where the application was killed, and opens again at the next start', async () => {
    const machine = await programs()
    const host = await start(machine)
    await look()
    const first = await processOf(machine)
    host.child.kill('SIGKILL')
    await host.ended
    await expect.poll(() => isRunning(first)).toBe(false)
    await start(machine)
    await look()
    expect(await machine.opened()).toEqual([])
  })

  it('that is killed leaves the application as it is, which tells a link and opens it again for the next start', async () => {
    const machine = await programs()
    const host = await start(machine)
    await look()
    process.kill(await processOf(machine), 'SIGKILL')
    await expect.poll(host.said).toMatch(/ended unexpectedly.*\nWeBox Marketing: http:\S+#code=/)
    expect((await host.rest('GET', '/marketing/leads')).status).toBe(200)
    const second = await start(machine)
    expect(await second.ended).toEqual([0, null])
    await expect.poll(async () => (await machine.started()).length).toBe(2)
    await look()
    expect(await machine.opened()).toEqual([])
  })

  it('comes to the front for a second start, which opens nothing else', async () => {
    const machine = await programs()
    await start(machine)
    await look()
    const second = await start(machine)
    expect(await second.ended).toEqual([0, null])
    expect(second.said()).toContain('comes to the front')
    expect(await machine.opened()).toEqual([])
    expect((await machine.started()).length).toBe(1)
  })

  it('leads to pages of others in the browser of the user, and shows none itself', async () => {
    const machine = await programs()
    await start(machine)
    const { browser, page } = await look()
    const link = `Object.assign(document.createElement('a'), { href: 'https://example.org/a?b=c', target: '_blank', rel: 'noreferrer' })`
    await page.evaluate(`document.body.appendChild(${link}).click()`)
    await expect.poll(machine.opened).toEqual(['https://example.org/a?b=c'])
    await expect.poll(() => browser.contexts().flatMap((one) => one.pages()).length).toBe(1)
    expect(page.isClosed()).toBe(false)
  })

  it('stays with the reason and what can be done where the data could not be opened, until it is closed', async () => {
    const older = await olderDataFolder({ leads: 10, events: 10 })
    dataFolder = older
    withFile(join(older, databaseFile), (file) =>
      file.exec('CREATE TABLE period_totals (mine text)'),
    )
    const machine = await programs()
    const host = await start(machine)
    const { page } = await lookInto(join(dataFolder, profileFolder))
    await page.getByTestId('rescue-put-back').first().waitFor()
    await page.close()
    expect(await host.ended).toEqual([0, null])
    await rm(older, { recursive: true })
  })
})

describe.skipIf(obstacle !== null)('without a window', () => {
  it.each([
    ['a screen', { DISPLAY: '' }, 'exit 0', []],
    ['a browser that starts', {}, 'exit 1', [expect.stringMatching(/sign-in\.html$/)]],
    ['a browser that answers', {}, 'exit 0', [expect.stringMatching(/sign-in\.html$/)]],
  ])('for want of %s it opens as it always did', async (_want, more, script, opened) => {
    const machine = await programs(script)
    const host = await start(machine, more)
    if (opened.length > 0) await expect.poll(machine.opened).toEqual(opened)
    expect((await host.rest('GET', '/marketing/leads')).status).toBe(200)
    expect((await machine.started()).length > 0).toBe(opened.length > 0)
    host.child.kill('SIGTERM')
    expect(await host.ended).toEqual([0, null])
  })
})
