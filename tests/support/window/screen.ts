// A screen without a monitor, and a browser on it whose window a test can look into: for what the
// local host opens by itself.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect } from 'vitest'

const chromiumPath = process.env['WEBOX_CHROMIUM'] ?? ''

/** Why no window can be opened here; null if one can. */
export function whyNoWindow(): string | null {
  if (process.platform !== 'linux') return 'the screen of the tests is one of Linux'
  if (chromiumPath === '') return 'no Chromium: name one in WEBOX_CHROMIUM'
  return spawnSync('Xvfb', ['-help']).error === undefined ? null : 'no Xvfb'
}

export type Screen = { name: string; close(): void }

export async function openScreen(): Promise<Screen> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    screen.once('exit', () => reject(new Error('Xvfb has ended.')))
    screen.stdio[3]?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
  })
  return { name: `:${number}`, close: () => void screen.kill() }
}

/** What a test gives the host instead of the machine's browsers, and hears of it. */
export type Programs = {
  env: Record<string, string>
  /** Command lines of the window's browser, in the order of its starts. */
  started(): Promise<string[]>
  /** Addresses that were given to the user's own browser. */
  opened(): Promise<string[]>
}

/**
 * @param folder empty
 * @param script of the window's browser; the real one, which the test can reach too, if it is absent
 */
export async function makePrograms(folder: string, script?: string): Promise<Programs> {
  const [started, opened] = [join(folder, 'started'), join(folder, 'opened')]
  // Only root needs to give up the sandbox, and tests of CI run as root.
  const real = `exec "${chromiumPath}" --no-sandbox --test-type --disable-gpu --remote-debugging-port=0 "$@"`
  await write(
    join(folder, 'browser'),
    `#!/bin/sh\necho "$$ $*" >> "${started}"\n${script ?? real}\n`,
  )
  await write(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" >> "${opened}"\n`)
  const lines = async (path: string) =>
    existsSync(path) ? (await readFile(path, 'utf8')).trimEnd().split('\n') : []
  return {
    env: {
      CHROME_PATH: join(folder, 'browser'),
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      LANG: 'en_GB.UTF-8',
      LC_ALL: '',
    },
    started: () => lines(started),
    opened: () => lines(opened),
  }
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text)
  await chmod(path, 0o755)
}

/** Reaches into the window that was opened on a profile. */
export async function lookInto(profile: string): Promise<{ browser: Browser; page: Page }> {
  const portFile = join(profile, 'DevToolsActivePort')
  let browser: Browser | null = null
  // The file of an earlier start lies there until the profile is made anew.
  const connect = async () => {
    const port = existsSync(portFile) ? Number.parseInt(await readFile(portFile, 'utf8')) : 0
    const found = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null)
    return (browser = found) !== null
  }
  await expect.poll(connect, { interval: 500 }).toBe(true)
  const pages = () => browser?.contexts().flatMap((context) => context.pages()) ?? []
  await expect.poll(() => pages().length).toBe(1)
  const [page] = pages()
  if (page === undefined || browser === null) return expect.fail('It has no page.')
  return { browser, page }
}

export function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}
