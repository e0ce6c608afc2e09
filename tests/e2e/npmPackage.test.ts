// The npm package on somebody else's machine: packed, installed from its file alone, with no registry,
// started by its command from a folder that cannot be written, and used.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemsOf } from '../../build/packaging/contents.js'
import { layOut, targets } from '../../build/packaging/layout.js'
import { ensureRelayBuilt } from '../../build/bundling/relayBundle.js'
import { chromiumPath, openBrowser, signIn } from './pages/browser.ts'

const { npmCommand } = (await import(
  new URL('../../build/dependencies/npmCommand.js', import.meta.url).href
)) as { npmCommand(): [string | null, string] }
const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string }

const bench = mkdtempSync(join(tmpdir(), 'webox-npm-'))
const laidOut = join(bench, 'laid out')
/** Spaces and accents are usual in people's folders. */
const place = join(bench, 'Mes applications à moi')
const data = join(bench, 'données de Léa')
const home = join(bench, 'home')
const started: ChildProcess[] = []
/** The test may write everywhere if it is root; the application must not need to. */
const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

const surroundings = {
  PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
  HOME: home,
  LANG: 'en_GB.UTF-8',
  XDG_STATE_HOME: join(home, 'state'),
  npm_config_cache: join(bench, 'empty cache'),
}

function npm(folder: string, ...parameters: string[]) {
  const [script, name] = npmCommand()
  const [command, first] = script === null ? [name, []] : [process.execPath, [script]]
  const ended = spawnSync(command, [...first, ...parameters, '--no-audit', '--no-fund'], {
    cwd: folder,
    env: surroundings,
    encoding: 'utf8',
  })
  expect([ended.status, ended.stderr]).toEqual([0, expect.any(String)])
  return ended
}

const command = () => join(place, 'node_modules', '.bin', 'webox-marketing')
const ask = (...options: string[]) =>
  spawnSync(command(), options, { cwd: home, env: surroundings, encoding: 'utf8', ...account })

/** @returns the sign-in link, once the application says it */
async function start(...options: string[]): Promise<string> {
  const child = spawn(command(), options, {
    ...{ cwd: home, env: surroundings, ...account },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const [, link] = /^WeBox Marketing: (\S+)/.exec(line) ?? []
    if (link !== undefined) return link
  }
  throw new Error(`It ended with ${child.exitCode}`)
}

beforeAll(async () => {
  chmodSync(bench, 0o755)
  for (const folder of [place, data, home]) mkdirSync(folder)
  for (const folder of [data, home]) chmodSync(folder, 0o777)
  expect((await ensureRelayBuilt(console.log)).code).toBe(0)
  layOut(laidOut, { for: targets, kind: 'npm' })
  npm(laidOut, 'pack', '--silent', '--pack-destination', bench)
  const [tarball] = readdirSync(bench).filter((name) => name.endsWith('.tgz'))
  npm(place, 'install', '--offline', join(bench, tarball ?? 'none'))
  if (account.uid === undefined) spawnSync('chmod', ['-R', 'a-w', place])
})
afterAll(async () => {
  for (const child of started)
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  spawnSync('chmod', ['-R', 'u+w', place])
  rmSync(bench, { recursive: true, force: true })
})

test('The package holds the application, its command and the drivers, and no Electron', () => {
  expect(problemsOf(laidOut, targets, 'npm')).toEqual([])
  const installed = join(place, 'node_modules', 'webox-marketing')
  expect(readdirSync(join(place, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'webox-marketing',
  ])
  expect(readdirSync(join(installed, 'node_modules'))).toEqual(['better-sqlite3'])
  expect(readdirSync(installed).sort()).toEqual(
    ['LICENSE', 'README.md', 'bin', 'node_modules', 'out', 'package.json', 'resources'].sort(),
  )
  expect(existsSync(join(installed, 'out', 'main', 'electron.js'))).toBe(false)
})

test('Its command says what it is, and what it does not understand', () => {
  expect(ask('--version')).toMatchObject({ status: 0, stdout: `${version}\n` })
  expect(ask('--help')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Usage: webox-marketing \[options\]/) as string,
  })
  expect(ask('--nope')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/Option inconnue.*Unknown option/) as string,
  })
})

test('It runs from a folder it cannot write, with its data elsewhere, and a second start finds it', async () => {
  const link = await start('--no-open', '--port', '0', '--data', data)
  const { origin } = new URL(link)
  const page = await fetch(origin)
  expect(page.status).toBe(200)
  const [, script] = /<script[^>]* src="\.?([^"]+)"/.exec(await page.text()) ?? []
  expect((await fetch(new URL(script ?? 'none', origin))).status).toBe(200)

  const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  const leads = `${origin}/api/marketing/leads`
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const lead = JSON.stringify({ firstName: 'Léa', lastName: 'Martin', email: 'lea@example.org' })
  expect((await fetch(leads, { method: 'POST', headers, body: lead })).status).toBe(201)

  const second = ask('--no-open', '--data', data)
  expect(second).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(origin) as string,
    stderr: expect.stringContaining('is open on this data already') as string,
  })
  if (chromiumPath === '') return
  const browser = await openBrowser()
  try {
    const opened = await signIn(browser, /http\S+/.exec(second.stdout)?.[0] ?? '')
    await opened.page.goto(`${origin}/#/crm`)
    await opened.page.getByText('Léa Martin').first().waitFor()
    expect(opened.problems).toEqual([])
  } finally {
    await browser.close()
  }
})

test('Without --data it uses the place of the system; removing the package leaves the data', async () => {
  const link = await start('--no-open')
  expect((await fetch(new URL('/', link))).status).toBe(200)
  const usual = join(home, '.local', 'share', 'webox-marketing', 'main.db')
  expect(existsSync(usual)).toBe(true)
  for (const child of started.filter(({ exitCode }) => exitCode === null)) {
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  }
  spawnSync('chmod', ['-R', 'u+w', place])
  npm(place, 'uninstall', '--offline', 'webox-marketing')
  expect(existsSync(command())).toBe(false)
  expect([existsSync(usual), existsSync(join(data, 'main.db'))]).toEqual([true, true])
})
