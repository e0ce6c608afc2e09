// Updates with the real electron-updater, against a server of the test: what is fetched is installed
// when the application quits, and only then.
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const script = fileURLToPath(new URL('./updaterProcess.ts', import.meta.url))
const tls = (name: string) =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8')

let folder: string
let server: Server
let asked: string[]
/** Leaves a sign where it is started: the library starts what it installed once. */
let update: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webox-update-'))
  asked = []
  update = `#!/bin/sh\ntouch ${join(folder, 'started')}\n`
  const files = () =>
    new Map([
      ['/latest-linux.yml', feed()],
      ['/WeBox-2.0.0.AppImage', update],
    ])
  server = createServer({ key: tls('key'), cert: tls('certificate') }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    asked.push(path)
    const body = files().get(path)
    response.writeHead(body === undefined ? 404 : 200)
    response.end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  writeFileSync(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: https://127.0.0.1:${(server.address() as AddressInfo).port}/\nupdaterCacheDirName: webox\n`,
  )
  writeFileSync(join(folder, 'WeBox.AppImage'), '#!/bin/sh\nexit 9\n')
  chmodSync(join(folder, 'WeBox.AppImage'), 0o755)
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

let signedBytes: string | null = null
const feed = () => {
  const bytes = signedBytes ?? update
  const sha512 = createHash('sha512').update(bytes).digest('base64')
  const file = `  - url: WeBox-2.0.0.AppImage\n    sha512: ${sha512}\n    size: ${Buffer.byteLength(bytes)}\n`
  return `version: 2.0.0\nfiles:\n${file}path: WeBox-2.0.0.AppImage\nsha512: ${sha512}\nreleaseDate: '2026-11-01T00:00:00.000Z'\n`
}

async function quitAfterUpdate(
  how: { sendsAt?: 'never' | 'check' | 'quit'; exitCode?: number } = {},
): Promise<{ logged: string[]; isInstalled: boolean; isStarted: boolean }> {
  const child = fork(script, [JSON.stringify({ sendsAt: 'never', exitCode: 0, ...how })], {
    execArgv: [],
    env: {
      ...process.env,
      APPIMAGE: join(folder, 'WeBox.AppImage'),
      TEST_FOLDER: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
      HOME: folder,
    },
  })
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}.`))),
  ])) as [{ logged: string[] }]
  if (child.exitCode === null) await once(child, 'exit')
  return {
    logged: message.logged,
    isInstalled: readFileSync(join(folder, 'WeBox.AppImage'), 'utf8') === update,
    isStarted: existsSync(join(folder, 'started')),
  }
}

it.runIf(process.platform === 'linux')('are installed when the application is quit', async () => {
  const { logged, isInstalled, isStarted } = await quitAfterUpdate()
  // The version that runs is no real AppImage: there is nothing to take a difference from.
  const failures = logged.filter((line) => line.startsWith('error'))
  expect(failures.filter((line) => !line.includes('differentially'))).toEqual([])
  expect(asked).toContain('/WeBox-2.0.0.AppImage')
  expect([isInstalled, isStarted]).toEqual([true, true])
})

it.runIf(process.platform === 'linux').each([
  ['messages are being sent when it is found', { sendsAt: 'check' }, false],
  ['messages are being sent when the application is quit', { sendsAt: 'quit' }, true],
  ['the application ends by a failure', { exitCode: 1 }, true],
] as const)('are not installed where %s', async (_name, how, isFetched) => {
  const { isInstalled, isStarted } = await quitAfterUpdate(how)
  expect(asked.includes('/WeBox-2.0.0.AppImage')).toBe(isFetched)
  expect([isInstalled, isStarted]).toEqual([false, false])
})

it.runIf(process.platform === 'linux')('are not installed where a bit is another', async () => {
  signedBytes = `${update} `
  const { logged, isInstalled, isStarted } = await quitAfterUpdate()
  signedBytes = null
  expect(logged.join('\n')).toMatch(/checksum mismatch/i)
  expect([isInstalled, isStarted]).toEqual([false, false])
})
