// The launch scripts: options, what decides between Electron and the browser, when to install, and
// that no failure is counted as a success.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importsOf, root } from './sourceFiles.ts'

// They are plain JavaScript because they run before anything is installed; their types are said
// here.
const load = async <T>(name: string): Promise<T> => (await import(`${root}build/${name}`)) as T
type Options = {
  local: boolean
  noOpen: boolean
  demo: boolean
  help: boolean
  port?: number
  data?: string
}
type Count = {
  passed: number
  failed: number
  skipped: number
  problem?: string | null
  failures?: string[]
  failedFiles?: { path: string; counts: Count }[]
  onlyAlone?: string[]
}

const { readStartOptions, optionsForHost, wantsWindow } = await load<{
  readStartOptions(given: string[], from: string): Options
  optionsForHost(options: Options): string[]
  wantsWindow(options: Options): boolean
}>('startOptions.js')
const { reasonAgainstElectron } = await load<{
  reasonAgainstElectron(
    options: Partial<Options>,
    machine: { platform: string; environment: Record<string, string>; userId?: number },
  ): { en: string } | null
}>('electronBinary.js')
const { countVitest, countSecondRun, countLine, addCounts } = await load<{
  countVitest(report: string | null, exitCode: number): Count
  countSecondRun(first: Count, second: Count): Count
  countLine(count: Count): string
  addCounts(counts: Count[]): Count
}>('testCount.js')
type Computer = { os: string; cpu: string; libc: string | null }
const { packagesMatch } = await load<{
  packagesMatch(lock: string, record: string | null, machine?: Computer): boolean
}>('install.js')
const { diskError } = await load<{
  diskError(error: unknown, folder: string): Error | null
}>('startError.js')

const scripts = readdirSync(`${root}build`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => ({ path: `build/${name}`, text: readFileSync(`${root}build/${name}`, 'utf8') }))

it('need nothing that is not part of Node', () => {
  // These run once everything is installed.
  const later = [
    'icons',
    'licences',
    'dependencies/loadCheck',
    'resourceCheck',
    'packaging/electronPackage',
  ].map((name) => `build/${name}.js`)
  const foreign = scripts
    .filter(({ path }) => !later.includes(path))
    .flatMap((script) => importsOf(script).map(({ specifier }) => specifier))
    .filter((specifier) => !/^(node:|\.\.?\/)/.test(specifier))
  expect(scripts.length).toBeGreaterThan(5)
  expect(foreign).toEqual([])
})

it('every command is in the table of CONTRIBUTING, and needs nothing installed to say so', () => {
  const { scripts: commands } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    scripts: Record<string, string>
  }
  const guide = readFileSync(`${root}CONTRIBUTING.md`, 'utf8')
  const written = [...guide.matchAll(/`npm (?:run )?([\w:-]+)`/g)].map(([, name]) => name)
  expect(Object.keys(commands).filter((name) => !written.includes(name))).toEqual(['prepare'])
  for (const [name, command] of Object.entries(commands))
    for (const part of command.split(' && '))
      expect([name, part]).toEqual([name, expect.stringMatching(/^node build\/\w/)])
})

describe('npm start', () => {
  it('reads its options in both spellings, and hands them on', () => {
    const options = readStartOptions(
      ['--local', '--port=8080', '--data', 'here', '--no-open', '--demo'],
      '/from',
    )
    expect(options).toMatchObject({
      local: true,
      port: 8080,
      data: '/from/here',
      noOpen: true,
      demo: true,
    })
    expect(optionsForHost(options)).toEqual([
      '--port',
      '8080',
      '--data',
      '/from/here',
      '--no-open',
      '--demo',
    ])
    expect(optionsForHost(readStartOptions([], '/'))).toEqual([])
  })

  it('wants a window unless the browser or a port was asked for', () => {
    const wants = (...given: string[]) => wantsWindow(readStartOptions(given, '/'))
    expect([wants(), wants('--demo', '--data', 'here')]).toEqual([true, true])
    expect([wants('--local'), wants('--no-open'), wants('--port', '0')]).toEqual(
      Array(3).fill(false),
    )
  })

  it('takes the `--` that pnpm and yarn hand on', () => {
    expect(readStartOptions(['--', '--local', '--port', '1'], '/')).toEqual(
      readStartOptions(['--local', '--port', '1'], '/'),
    )
  })

  it('says of its folder that it cannot be written, or is on a full disk, in both languages', () => {
    const said = (code: string) =>
      diskError(Object.assign(new Error(code), { code }), '/here')?.message ?? null
    for (const code of ['EROFS', 'EACCES', 'EPERM'])
      expect(said(code)).toMatch(/\/here ne peut pas être écrit.*\n.*\/here cannot be written/)
    for (const code of ['ENOSPC', 'EDQUOT']) expect(said(code)).toMatch(/plein.*\n.*is full/)
    expect(said('ENOENT')).toBeNull()
  })

  it.each([
    ['--nope'],
    ['extra'],
    ['--port'],
    ['--port', 'x'],
    ['--port', '65536'],
    ['--data'],
    ['--data', '--demo'],
    ['--local=1'],
  ])('refuses %s %s', (...given) => {
    expect(() => readStartOptions(given, '/')).toThrow(/ \/ /)
  })

  it('ends with 2 and a sentence in both languages on an unknown option, with 0 on --help', () => {
    const run = (option: string) =>
      spawnSync(process.execPath, [`${root}build/start.js`, option], { encoding: 'utf8' })
    expect(run('--nope')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/Option inconnue.*Unknown option/) as string,
    })
    expect(run('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--no-open') as string,
    })
  })

  it('says why it does not try Electron', () => {
    const desktop = { platform: 'linux', environment: { DISPLAY: ':0' }, userId: 1000 }
    const why = (options: Partial<Options>, machine: Partial<typeof desktop> = {}) =>
      reasonAgainstElectron(options, { ...desktop, ...machine })?.en ?? null
    expect(why({})).toBeNull()
    expect(why({}, { environment: { WAYLAND_DISPLAY: 'wayland-0' } as never })).toBeNull()
    expect(
      why({}, { platform: 'win32', environment: {} as never, userId: undefined as never }),
    ).toBeNull()
    expect(why({ local: true })).toBe('asked for with --local')
    expect(why({ port: 0 })).toBe('asked for with --port')
    expect(why({ noOpen: true })).toBe('asked for with --no-open')
    expect(why({}, { environment: {} as never })).toBe('no display')
    expect(why({}, { userId: 0 })).toBe('Electron refuses to run as root')
  })
})

describe('installing', () => {
  const lock = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } })
  const wanted = lock({
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-win32': { version: '1.0.0', optional: true, os: ['win32'] },
  })

  const linux = { os: 'linux', cpu: 'x64', libc: 'glibc' }

  it('is not needed where everything that belongs on this platform is there', () => {
    const there = lock({ 'node_modules/a': { version: '1.0.0' } })
    expect(packagesMatch(wanted, there, linux)).toBe(true)
  })

  it('is needed where a program for this platform was left out as optional', () => {
    const there = lock({ 'node_modules/a': { version: '1.0.0' } })
    expect(packagesMatch(wanted, there, { ...linux, os: 'win32' })).toBe(false)
  })

  it.each([
    ['nothing is there', null],
    ['a package is missing', lock({})],
    ['a version differs', lock({ 'node_modules/a': { version: '1.0.1' } })],
    [
      'an optional version differs',
      lock({
        'node_modules/a': { version: '1.0.0' },
        'node_modules/b-win32': { version: '0.9.0' },
      }),
    ],
  ])('is needed where %s', (_name, record) => {
    expect(packagesMatch(wanted, record, linux)).toBe(false)
  })
})

describe('npm test', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((state) => ({ status: state })),
  })
  const count = (files: object[], exitCode: number) => {
    const {
      problem,
      failures: _,
      failedFiles: _failedFiles,
      ...counts
    } = countVitest(JSON.stringify({ testResults: files }), exitCode)
    return problem ? { ...counts, isProblem: true } : counts
  }

  it('adds up what ran', () => {
    expect(
      count([file('passed', 'passed', 'passed', 'skipped'), file('passed', 'todo')], 0),
    ).toEqual({ passed: 2, failed: 0, skipped: 2 })
    expect(count([file('failed', 'passed', 'failed', 'failed')], 1)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 0,
    })
  })

  it('counts a file that broke outside its tests', () => {
    expect(count([file('failed'), file('passed', 'passed')], 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
  })

  it('never counts a crash, an empty run or a bad end as a success', () => {
    expect(countVitest(null, 137)).toMatchObject({ failed: 1 })
    expect(countVitest('{"testResults":', 1)).toMatchObject({ failed: 1 })
    expect(count([], 0)).toEqual({ passed: 0, failed: 1, skipped: 0, isProblem: true })
    expect(count([file('passed', 'passed')], 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      isProblem: true,
    })
  })

  it('names each failure with its first line, so that the end of a long log says what to look at', () => {
    const failed = {
      status: 'failed',
      fullName: 'a list is sorted',
      failureMessages: ['Error: 2 is not 1\n    at sort'],
    }
    const files = [
      { name: 'a.test.ts', status: 'failed', assertionResults: [failed] },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ]
    expect(countVitest(JSON.stringify({ testResults: files }), 1).failures).toEqual([
      'a.test.ts > a list is sorted: Error: 2 is not 1',
      'b.test.ts: no such module',
    ])
  })

  it('counts the second run of a file that failed in the place of its first, and names what passed only alone', () => {
    const tests = (...statuses: string[]) =>
      statuses.map((status, index) => ({
        status,
        fullName: `test ${index}`,
        failureMessages: status === 'failed' ? ['Error: too slow'] : [],
      }))
    const run = (path: string, ...statuses: string[]) => ({
      name: path,
      status: statuses.includes('failed') ? 'failed' : 'passed',
      assertionResults: tests(...statuses),
    })
    const counted = (files: object[], exitCode: number) =>
      countVitest(JSON.stringify({ testResults: files }), exitCode)
    const first = counted(
      [
        run('a.test.ts', 'passed', 'failed'),
        run('b.test.ts', 'failed'),
        run('c.test.ts', 'passed'),
      ],
      1,
    )
    expect(
      countSecondRun(
        first,
        counted([run('a.test.ts', 'passed', 'passed'), run('b.test.ts', 'failed')], 1),
      ),
    ).toMatchObject({
      ...{ passed: 3, failed: 1, skipped: 0, problem: null },
      failures: ['b.test.ts > test 0: Error: too slow'],
      onlyAlone: ['a.test.ts > test 1: Error: too slow'],
    })
    // Ended without a report: nothing passed, and nothing is said to have.
    expect(countSecondRun(first, countVitest(null, 137))).toMatchObject({
      ...{ passed: 1, failed: 1, onlyAlone: [] },
    })
  })

  it('ends with the line that is read', () => {
    expect(
      countLine(
        addCounts([
          { passed: 1, failed: 0, skipped: 2 },
          { passed: 3, failed: 1, skipped: 0 },
        ]),
      ),
    ).toBe('4 passed, 1 failed, 2 skipped')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`${root}build/test.js`, 'nope'],
      { encoding: 'utf8' },
    )
    expect({ status, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      status: 2,
      last: '0 passed, 0 failed, 0 skipped',
    })
    expect(stderr).toContain('Unknown step: nope')
  })
})
