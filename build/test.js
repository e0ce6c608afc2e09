// `npm test`: installs what is missing, then runs every check. Its last line is the sum: `N passed,
// N failed, N skipped`. Must run on Node 18 with no dependency installed. `npm test -- shared main`
// runs some steps only.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './bundle.js'
import { findChromium } from './chromium.js'
import { ensureInstalled, InstallError } from './install.js'
import {
  cacheFolder,
  childEnvironment,
  exitCodeOf,
  inModules,
  projectNode,
  run,
} from './processes.js'
import { addCounts, countLine, countVitest, oneCheck } from './testCount.js'

const say = (line) => console.log(line)
const minutes = (count) => count * 60_000

/** What hangs is ended; a slow or busy machine takes three times as long as a quick one. */
const vitestTimeout = minutes(25)

const steps = {
  lint: () => check(inModules('eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0']),
  format: () => check(inModules('prettier', 'bin', 'prettier.cjs'), ['--check', '.']),
  types: () => check(inModules('vue-tsc', 'bin', 'vue-tsc.js'), ['--build']),
  build,
  shared: () => vitest('shared'),
  main: () => vitest('main'),
  renderer: async () => vitest('renderer', await browserEnvironment()),
  hosts: async () => vitest('hosts', await browserEnvironment()),
  architecture: () => vitest('architecture'),
  relay: () => vitest('relay'),
  faults: () => vitest('faults'),
  e2e: endToEnd,
}

let interrupted = null

async function check(script, parameters) {
  const result = await runQuietly(script, parameters, minutes(6))
  return { ...oneCheck(result.code === 0), problem: result.timedOut ? 'took too long' : null }
}

async function build() {
  const result = await ensureBuilt(say, { quiet: true })
  interrupted ??= result.interrupted
  return { ...oneCheck(result.code === 0), problem: result.timedOut ? 'took too long' : null }
}

async function vitest(project, environment = {}) {
  const reportFile = join(cacheFolder, 'test', `${project}.json`)
  mkdirSync(join(cacheFolder, 'test'), { recursive: true })
  rmSync(reportFile, { force: true })
  const result = await runQuietly(
    inModules('vitest', 'vitest.mjs'),
    [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ],
    vitestTimeout,
    environment,
  )
  const counts = countVitest(read(reportFile), exitCodeOf(result))
  return result.timedOut
    ? { ...counts, problem: `took longer than ${vitestTimeout / minutes(1)} minutes` }
    : counts
}

/** Looked for once, when the first step needs it: installing it takes a while. */
let browser
async function findBrowser() {
  browser ??= findChromium(say)
  const found = await browser
  interrupted ??= found.interrupted ?? null
  return found
}

/**
 * What tests read to know the browser; empty where there is none, and then those that need it skip
 * and say so.
 */
async function browserEnvironment() {
  return { WEBOX_CHROMIUM: (await findBrowser()).path ?? '' }
}

async function endToEnd() {
  const { path, reason } = await findBrowser()
  if (path === undefined && process.env.CI)
    return { ...oneCheck(false), problem: `no browser for the end-to-end tests: ${reason}` }
  if (path === undefined) say(`The end-to-end tests are skipped: ${reason}.`)
  return vitest('e2e', await browserEnvironment())
}

async function runQuietly(script, parameters, timeout, environment = {}) {
  const env = childEnvironment({
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    ...environment,
  })
  const result = await run(projectNode(), [script, ...parameters], {
    timeout,
    ownGroup: true,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  interrupted ??= result.interrupted
  return result
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

async function runSteps(names) {
  const done = []
  for (const name of names) {
    say(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
    const startedAt = Date.now()
    const counts = await steps[name]()
    done.push({ name, seconds: (Date.now() - startedAt) / 1_000, counts })
    if (counts.problem) say(`${name}: ${counts.problem}`)
    if (interrupted) break
  }
  return done
}

function report(done, unfinished) {
  say('')
  for (const { name, seconds, counts } of done) {
    say(
      `${name.padEnd(14)}${`${seconds.toFixed(1)} s`.padStart(9)}   ${countLine(counts)}${counts.problem ? `   (${counts.problem})` : ''}`,
    )
  }
  for (const failure of done.flatMap(({ counts }) => counts.failures ?? []))
    say(`failed: ${failure}`)
  if (unfinished.length > 0) say(`not run: ${unfinished.join(', ')}`)
}

async function main() {
  const asked = process.argv.slice(2)
  const unknown = asked.filter((name) => !(name in steps))
  if (unknown.length > 0) {
    console.error(`Unknown step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`)
    return { code: 2, total: addCounts([]) }
  }
  const names =
    asked.length > 0
      ? Object.keys(steps).filter((name) => asked.includes(name))
      : Object.keys(steps)
  const startedAt = Date.now()
  await ensureInstalled(say)
  say(`installed in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`)
  const done = await runSteps(names)
  report(done, names.slice(done.length))
  say(`everything in ${((Date.now() - startedAt) / 1_000).toFixed(0)} s`)
  const total = addCounts([
    ...done.map(({ counts }) => counts),
    ...(interrupted ? [oneCheck(false)] : []),
  ])
  const failed = total.failed > 0 || total.passed === 0
  return { code: interrupted ? exitCodeOf({ signal: interrupted }) : failed ? 1 : 0, total }
}

try {
  const { code, total } = await main()
  process.exitCode = code
  say(countLine(total))
} catch (error) {
  console.error(error instanceof InstallError ? error.message : error)
  process.exitCode = 1
  say(countLine(oneCheck(false)))
}
