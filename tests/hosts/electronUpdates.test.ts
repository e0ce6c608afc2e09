// Updates with the real electron-updater, against a server of the test: what is signed, newer, whole
// and meant for this computer is installed when the application quits, and only then.
import { fork } from 'node:child_process'
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UpdateState } from '#shared/contract/system/updates.ts'
import { signText } from '../../build/packaging/signedList.js'

const script = fileURLToPath(new URL('./updaterProcess.ts', import.meta.url))
const tls = (name: string) =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8')
const newKey = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
const ours = newKey()
const list = 'latest-linux.yml'

let folder: string
let server: Server
let asked: string[]
/** What the server has, by path; a function answers by itself. */
let files: Map<
  string,
  string | Buffer | ((request: IncomingMessage, response: ServerResponse) => void)
>
/** Leaves a sign where it is started: the library starts what it installed once. */
let update: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webox-update-'))
  asked = []
  update = `#!/bin/sh\ntouch ${join(folder, 'started')}\n`
  files = new Map()
  offer({})
  files.set('/WeBox-2.0.0.AppImage', update)
  server = createServer({ key: tls('key'), cert: tls('certificate') }, (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    asked.push(path)
    const answer = files.get(path)
    if (typeof answer === 'function') return answer(request, response)
    response.writeHead(answer === undefined ? 404 : 200)
    response.end(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  writeFileSync(join(folder, 'update-keys.pem'), `A word beside it.\n${ours.publicKey}`)
  packageSays('')
  installed('#!/bin/sh\nexit 9\n')
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

function packageSays(more: string): void {
  const { port } = server.address() as AddressInfo
  writeFileSync(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: https://127.0.0.1:${port}/\nupdaterCacheDirName: webox\n${more}`,
  )
}

function installed(content: string | Buffer): void {
  writeFileSync(join(folder, 'WeBox.AppImage'), content)
  chmodSync(join(folder, 'WeBox.AppImage'), 0o755)
}

/** A list and its signature, as a release makes them. */
function offer(
  given: {
    name?: string
    version?: string
    bytes?: string | Buffer
    more?: string
    fileMore?: string
    key?: string
    signedAs?: string
  } = {},
): void {
  const { name = list, version = '2.0.0', bytes = update, more = '', fileMore = '' } = given
  const sha512 = createHash('sha512').update(bytes).digest('base64')
  const file = `  - url: WeBox-2.0.0.AppImage\n    sha512: ${sha512}\n    size: ${Buffer.byteLength(bytes)}\n${fileMore}`
  const text = `version: ${version}\nfiles:\n${file}path: WeBox-2.0.0.AppImage\nsha512: ${sha512}\nreleaseDate: '2026-11-01T00:00:00.000Z'\n${more}`
  files.set(`/${name}`, text)
  files.set(`/${name}.sig`, signText(given.signedAs ?? name, text, given.key ?? ours.privateKey))
}

async function quitAfterUpdate(
  how: { sendsAt?: 'never' | 'check' | 'quit'; exitCode?: number; isAppImage?: boolean } = {},
): Promise<{ logged: string[]; state: UpdateState; isInstalled: boolean; isStarted: boolean }> {
  const before = readFileSync(join(folder, 'WeBox.AppImage'))
  const { isAppImage = true, ...more } = how
  const child = fork(script, [JSON.stringify({ sendsAt: 'never', exitCode: 0, ...more })], {
    execArgv: [],
    cwd: folder,
    env: {
      ...process.env,
      ...(isAppImage ? { APPIMAGE: join(folder, 'WeBox.AppImage') } : {}),
      TEST_FOLDER: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
      HOME: folder,
    },
  })
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`It ended with ${code}.`))),
  ])) as [{ logged: string[]; state: UpdateState }]
  if (child.exitCode === null) await once(child, 'exit')
  return {
    ...message,
    isInstalled: !readFileSync(join(folder, 'WeBox.AppImage')).equals(before),
    isStarted: existsSync(join(folder, 'started')),
  }
}
const wasFetched = () => asked.includes('/WeBox-2.0.0.AppImage')

describe.runIf(process.platform === 'linux')('updates', () => {
  it('are installed when the application is quit', async () => {
    const { logged, state, isInstalled, isStarted } = await quitAfterUpdate()
    // The version that runs is no real AppImage: there is nothing to take a difference from.
    const failures = logged.filter((line) => line.startsWith('error'))
    expect(failures.filter((line) => !line.includes('differentially'))).toEqual([])
    expect(state).toMatchObject({
      ...{ left: null, problem: null, isChecking: false },
      offered: { version: '2.0.0', stage: 'fetched' },
    })
    expect(readFileSync(join(folder, 'WeBox.AppImage'), 'utf8')).toBe(update)
    expect([isInstalled, isStarted]).toEqual([true, true])
  })

  it.each([
    ['messages are being sent when it is found', { sendsAt: 'check' }, 'waiting'],
    ['messages are being sent when the application is quit', { sendsAt: 'quit' }, 'fetched'],
    ['the application ends by a failure', { exitCode: 1 }, 'fetched'],
    // A package of the system is the system's to replace.
    ['it is no AppImage', { isAppImage: false }, 'told'],
  ] as const)('are not installed where %s', async (_name, how, stage) => {
    packageTypeDeb('isAppImage' in how)
    const { state, isInstalled, isStarted } = await quitAfterUpdate(how)
    expect(state.offered).toMatchObject({ version: '2.0.0', stage })
    expect(wasFetched()).toBe(stage === 'fetched')
    expect([isInstalled, isStarted]).toEqual([false, false])
  })

  it.each([
    ['has no signature', () => files.delete(`/${list}.sig`)],
    ['has an empty signature', () => files.set(`/${list}.sig`, '')],
    ['has nonsense for a signature', () => files.set(`/${list}.sig`, 'bm9uc2Vuc2U=\n')],
    ['is signed by another key', () => offer({ key: newKey().privateKey })],
    [
      'is one bit another than was signed',
      () => change(`/${list}`, (text) => text.replace('2.0.0', '2.0.1')),
    ],
    ['was signed as the list of another system', () => offer({ signedAs: 'latest.yml' })],
    ['was signed as a list of trial versions', () => offer({ signedAs: 'beta-linux.yml' })],
  ])('are not even looked at where the list %s', async (_name, arrange) => {
    arrange()
    const { state, isInstalled } = await quitAfterUpdate()
    expect(state).toMatchObject({ problem: 'not_signed', offered: null })
    expect([wasFetched(), isInstalled]).toEqual([false, false])
  })

  it('are taken by a second key too, while the release changes its own', async () => {
    const next = newKey()
    writeFileSync(join(folder, 'update-keys.pem'), `${ours.publicKey}\n${next.publicKey}`)
    offer({ key: next.privateKey })
    expect((await quitAfterUpdate()).isInstalled).toBe(true)
  })

  it.each([
    ['another bit', () => files.set('/WeBox-2.0.0.AppImage', `${update} `), 'damaged'],
    ['half of the file', () => files.set('/WeBox-2.0.0.AppImage', update.slice(0, 9)), 'damaged'],
    ['no file', () => files.delete('/WeBox-2.0.0.AppImage'), 'unreachable'],
    ['a server gone midway', () => files.set('/WeBox-2.0.0.AppImage', breakOff), 'unreachable'],
    ['no list', () => files.delete(`/${list}`), 'unreachable'],
    ['a server in trouble', () => files.set(`/${list}`, inTrouble), 'unreachable'],
    [
      'a file elsewhere',
      () => offer({ fileMore: '  - url: https://evil.example.org/x\n    sha512: abc\n' }),
      'not_acceptable',
    ],
  ] as const)('are not installed after %s, and it is said', async (_name, arrange, problem) => {
    arrange()
    const { state, isInstalled, isStarted } = await quitAfterUpdate()
    expect(state.problem).toBe(problem)
    expect([isInstalled, isStarted]).toEqual([false, false])
  })

  it.each(['1.0.0', '0.9.9', '2.0.0-beta.1'])('of version %s are none', async (version) => {
    offer({ version })
    const { state, isInstalled } = await quitAfterUpdate()
    expect(state.offered).toBeNull()
    expect([wasFetched(), isInstalled]).toEqual([false, false])
  })

  it.each([
    ['0', false],
    ['100', true],
  ] as const)('reach a share of the computers first: %s %%', async (share, isTaken) => {
    offer({ more: `stagingPercentage: ${share}\n` })
    const { state, isInstalled } = await quitAfterUpdate()
    expect([state.problem, state.offered !== null, isInstalled]).toEqual([null, isTaken, isTaken])
  })

  it('follow the list of trial versions where the package says so', async () => {
    packageSays('channel: beta\n')
    offer({ name: 'beta-linux.yml' })
    files.delete(`/${list}`)
    expect((await quitAfterUpdate()).isInstalled).toBe(true)
    expect(asked).toContain('/beta-linux.yml')
  })

  it('say what is new, in both languages', async () => {
    offer({
      more: `releaseNotes: |\n  # Français\n\n  Des séquences.\n\n  # English\n\n  Sequences.\n`,
    })
    expect((await quitAfterUpdate()).state.offered?.notes).toEqual({
      fr: 'Des séquences.',
      en: 'Sequences.',
    })
  })

  it('fetch only what differs from the version that runs', async () => {
    // The library starts what it installed: nothing of the rest may ever be run.
    const start = Buffer.from('#!/bin/sh\nexit 0\n')
    const kept = randomBytes(2_000_000)
    const blocks = (parts: Buffer[]) => withBlockMap(parts)
    installed(blocks([start, kept, Buffer.from('version one')]).file)
    const next = blocks([start, kept, Buffer.from('version two')])
    const sent = serveRanges('/WeBox-2.0.0.AppImage', next.file)
    offer({ bytes: next.file, fileMore: `    blockMapSize: ${next.blockMapSize}\n` })
    const { isInstalled, logged } = await quitAfterUpdate()
    expect(logged.filter((line) => line.includes('differentially'))).toEqual([])
    expect(isInstalled).toBe(true)
    expect(readFileSync(join(folder, 'WeBox.AppImage')).equals(next.file)).toBe(true)
    expect(sent()).toBeLessThan(kept.length / 10)
  })
})

function change(path: string, by: (text: string) => string): void {
  files.set(path, by(String(files.get(path))))
}

function breakOff(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': Buffer.byteLength(update) })
  response.write(update.slice(0, 9))
  setTimeout(() => response.destroy(), 50)
}

function inTrouble(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503)
  response.end('later')
}

/** What electron-builder leaves in the resources of a `.deb`, by which the library knows it. */
function packageTypeDeb(isDeb: boolean): void {
  if (isDeb) writeFileSync(join(folder, 'package-type'), 'deb')
}

/** A file of these parts with its block map at its end, as electron-builder writes an AppImage. */
function withBlockMap(parts: Buffer[]): { file: Buffer; blockMapSize: number } {
  const map = {
    version: '2',
    files: [
      {
        name: 'file',
        offset: 0,
        checksums: parts.map((part) =>
          createHash('sha256').update(part).digest('base64').slice(0, 24),
        ),
        sizes: parts.map((part) => part.length),
      },
    ],
  }
  const packed = deflateRawSync(JSON.stringify(map))
  const size = Buffer.alloc(4)
  size.writeUInt32BE(packed.length)
  return { file: Buffer.concat([...parts, packed, size]), blockMapSize: packed.length }
}

/** Serves a file by ranges; returns how many bytes of it were sent. */
function serveRanges(path: string, file: Buffer): () => number {
  let sent = 0
  files.set(path, (request, response) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    const part = from === undefined ? file : file.subarray(Number(from), Number(to) + 1)
    sent += part.length
    response.writeHead(from === undefined ? 200 : 206, {
      'content-range': `bytes ${from ?? 0}-${to ?? file.length - 1}/${file.length}`,
    })
    response.end(part)
  })
  return () => sent
}
