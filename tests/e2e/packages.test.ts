// What a package holds, judged on the built application: all that is needed, nothing else, within
// its limits, and every file of it can be read by Node.
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  archived,
  filesOf,
  limits,
  problemsOf,
  sizeLine,
  sizeProblems,
} from '../../build/packaging/contents.js'
import { layOut } from '../../build/packaging/layout.js'
import { ensureRelayBuilt } from '../../build/bundling/relayBundle.js'

const systems = ['linux-x64']
const folder = mkdtempSync(join(tmpdir(), 'webox package é-'))
const packed = join(folder, 'packed')

beforeAll(async () => {
  expect((await ensureRelayBuilt(console.log)).code).toBe(0)
  layOut(packed, { for: systems })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('A package has what it needs, the licence of all that is in it, and nothing else', () => {
  console.log(
    `A package: ${sizeLine(archived(filesOf(packed)))} (at most ${limits.bytes / 1e6} MB, ${limits.files} files)`,
  )
  expect(problemsOf(packed, systems)).toEqual([])
})

test('Every bundle of the main process is a module Node can read', () => {
  const scripts = filesOf(join(packed, 'out/main')).filter(({ path }) => path.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(30)
  const read = `
    const { SourceTextModule } = require('node:vm')
    const { readFileSync } = require('node:fs')
    for (const file of process.argv.slice(1))
      try { new SourceTextModule(readFileSync(file, 'utf8')) } catch (error) { console.log(file, error.message) }`
  const said = execFileSync(
    process.execPath,
    [
      ...['--no-warnings', '--experimental-vm-modules', '-e', read],
      ...scripts.map(({ path }) => join(packed, 'out/main', path)),
    ],
    { encoding: 'utf8' },
  )
  expect(said).toBe('')
})

describe('What is wrong with a package is said', () => {
  const other = join(folder, 'other')
  const problemsAfter = (change: (path: (name: string) => string) => void, of = systems) => {
    rmSync(other, { recursive: true, force: true })
    cpSync(packed, other, { recursive: true })
    change((name) => join(other, name))
    return problemsOf(other, of)
  }

  test('A driver that is missing, and one for another system', () => {
    const program = 'node_modules/better-sqlite3/prebuilds/linux-x64.node'
    expect(problemsAfter((path) => rmSync(path(program)))).toEqual([`${program} is missing`])
    expect(problemsAfter(() => undefined, ['win32-x64'])).toEqual([
      'node_modules/better-sqlite3/prebuilds/win32-x64.node is missing',
    ])
  })

  test('A thread, the preload or the page that is missing', () => {
    const gone = ['out/renderer/index.html', 'out/preload/preload.cjs', 'out/main/outbox.worker.js']
    expect(problemsAfter((path) => gone.forEach((name) => rmSync(path(name))))).toEqual(
      gone.map((name) => `${name} is missing`),
    )
  })

  test('A package whose licence is not there', () => {
    const licences = 'resources/third-party-licences.txt'
    const without = (name: string) =>
      problemsAfter((path) => {
        const text = readFileSync(path(licences), 'utf8')
        const lines = text.split('\n').filter((line) => !line.startsWith(`${name} `))
        writeFileSync(path(licences), lines.join('\n'))
      })
    for (const name of ['typeorm', 'better-sqlite3', 'naive-ui'])
      expect(without(name)).toEqual([
        expect.stringMatching(new RegExp(`^${name} \\S+ is in it, and its licence is not$`)),
      ])
    expect(readFileSync(join(packed, licences), 'utf8')).toContain('SIL OPEN FONT LICENSE')
  })

  test('Code that asks for a package that is not there, or names the folder it was built in', () => {
    const bundle = 'out/main/report.worker.js'
    const added = (line: string) => problemsAfter((path) => appendFileSync(path(bundle), line))
    expect(added('\n__require("left-pad")\n')).toEqual([
      `${bundle} needs left-pad, which is not in the package`,
    ])
    expect(added('\nimport "@scope/other";\n')).toEqual([
      `${bundle} needs @scope/other, which is not in the package`,
    ])
    expect(added('\n__require("node:fs")\n')).toEqual([])
    const here = new URL('../..', import.meta.url).pathname
    expect(added(`\n// ${here}\n`)).toEqual([`${bundle} names the folder it was built in`])
  })

  test('One that is too large, or of too many files', () => {
    const file = (bytes: number) => ({ path: 'out/main/local.js', bytes })
    expect(sizeProblems([file(limits.bytes)])).toEqual([])
    expect(sizeProblems([file(limits.bytes), file(1)])).toEqual([
      `${limits.bytes + 1} bytes, more than ${limits.bytes}`,
    ])
    expect(sizeProblems(Array.from({ length: limits.files + 1 }, () => file(1)))).toEqual([
      `${limits.files + 1} files, more than ${limits.files}`,
    ])
    expect(
      problemsAfter((path) => writeFileSync(path('out/main/more.bin'), Buffer.alloc(limits.bytes))),
    ).toEqual([expect.stringContaining(' bytes, more than ')])
  })
})
