// The sign-in code reaches the browser through a page of the user's own, never a command line.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openBrowser, signInPage } from '#main/hosts/local/openBrowser.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'webox-browser-'))))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it.each(['linux', 'darwin', 'win32'] as const)('on %s', async (platform) => {
  vi.stubEnv('DISPLAY', ':0')
  const started: string[][] = []
  const run = (command: string, args: string[]) => {
    started.push([command, ...args])
    return { on: () => undefined, unref: () => undefined }
  }
  const url = 'http://127.0.0.1:4321/#code=Ab-9_x'
  await openBrowser(url, folder, platform, run as never)
  expect(started.flat().join(' ')).not.toContain('Ab-9_x')
  expect(started.flat().at(-1)).toMatch(/^file:.*sign-in\.html$/)
  const page = join(folder, signInPage)
  expect(statSync(page).mode & 0o077).toBe(0)
  expect(readFileSync(page, 'utf8')).toContain(`content="0;url=${url}"`)
})
