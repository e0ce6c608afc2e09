// `npm test`: installs what is missing, then runs every check, two at a time where there are two
// cores. Its last line is the sum: `N passed, N failed, N skipped`. Must run on Node 18 with no
// dependency installed. `npm test -- shared main` runs some steps only.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './bundle.js'
import { findChromium } from './chromium.js'
import { ensureInstalled } from './install.js'
import {
  cacheFolder,
  childEnvironment,
  exitCodeOf,
  inModules,
  projectNode,
  root,
  run,
} from './processes.js'
import { tellFailure } from './startError.js'
import { addCounts, countLine, countSecondRun, countVitest, oneCheck } from './testCount.js'

const say = (line) => console.log(line)
const minutes = (count) => count * 60_000

/** What hangs is ended; a slow or busy machine takes three times as long as a quick one. */
const vitestTimeout = minutes(60)
const reports = join(cacheFolder, 'test')

/**
 * So many failed test files run a second time, alone, when everything else has ended: two steps at
 * a time on a busy machine starve what waits for other processes. More is no coincidence. What
 * passed only alone is counted as passed, and named at the end.
 */
const mostRunAgain = 3

/**
 * In the order they are started. The end-to-end tests wait for nearly as long as they compute, so
 * the longest steps come early: what is short fills the gaps at the end.
 */
const steps = {
  lint: (out) => check(inModules('eslint', 'bin', 'eslint.js'), ['.', '--max-warnings', '0'], out),
  build,
  format: (out) => check(inModules('prettier', 'bin', 'prettier.cjs'), ['--check', '.'], out),
  main: (out) => vitest(['main', 'bundled'], out),
  e2e: endToEnd,
  types: (out) => check(inModules('vue-tsc', 'bin', 'vue-tsc.js'), ['--build'], out),
  hosts: async (out) => vitest(['hosts'], out, await browserEnvironment()),
  relay: (out) => vitest(['relay'], out),
  faults: (out) => vitest(['faults'], out),
  renderer: async (out) => vitest(['renderer'], out, await browserEnvironment()),
  architecture: (out) => vitest(['architecture'], out),
  shared: (out) => vitest(['shared'], out),
}

/** What a step needs from another one, where both run: see tests/setup/builtThreads.ts. */
const needs = { e2e: 'build', main: 'build', hosts: 'build', faults: 'build' }

const atOnce = Math.min(2, cpus().length)
/** Vitest's own processes for each step, so that all together are as many as there are cores. */
const workersEach = Math.max(1, Math.floor(cpus().length / atOnce))

let interrupted = null

async function check(script, parameters, out) {
  const result = await runQuietly(script, parameters, minutes(10), out)
  return { ...oneCheck(result.code === 0), problem: result.timedOut ? 'took too long' : null }
}

async function build(out) {
  const result = await ensureBuilt(say, { quiet: true, out })
  interrupted ??= result.interrupted
  return { ...oneCheck(result.code === 0), problem: result.timedOut ? 'took too long' : null }
}

/**
 * @param projects of vitest.config.ts, the first of which names the step's report
 * @param files to run alone; empty for all
 */
async function vitest(projects, out, environment = {}, files = []) {
  const reportFile = join(reports, `${projects[0]}.json`)
  rmSync(reportFile, { force: true })
  const result = await runQuietly(
    inModules('vitest', 'vitest.mjs'),
    [
      'run',
      ...projects.map((project) => `--project=${project}`),
      `--maxWorkers=${workersEach}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      ...files,
    ],
    vitestTimeout,
    out,
    environment,
  )
  const counts = countVitest(read(reportFile), exitCodeOf(result))
  return result.timedOut
    ? { ...counts, problem: `took longer than ${vitestTimeout / minutes(1)} minutes` }
    : { ...counts, again: (paths) => vitest(projects, 'inherit', environment, paths) }
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
 * What tests read to know the browser; empty if there is none, and then those that need it skip
 * and say so.
 */
async function browserEnvironment() {
  return { WEBOX_CHROMIUM: (await findBrowser()).path ?? '' }
}

async function endToEnd(out) {
  const { path, reason } = await findBrowser()
  if (path === undefined && process.env.CI)
    return { ...oneCheck(false), problem: `no browser for the end-to-end tests: ${reason}` }
  if (path === undefined) say(`The end-to-end tests are skipped: ${reason}.`)
  return vitest(['e2e'], out, await browserEnvironment())
}

/** @param {number | 'inherit'} out where the program's output goes */
async function runQuietly(script, parameters, timeout, out, environment = {}) {
  const env = childEnvironment({
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    ...environment,
  })
  const result = await run(projectNode(), [script, ...parameters], {
    timeout,
    ownGroup: true,
    env,
    stdio: ['ignore', out, out],
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

/** Runs steps in their order, `atOnce` at a time; after an interruption no further one is begun. */
async function runSteps(names) {
  mkdirSync(reports, { recursive: true })
  const waiting = [...names]
  const running = new Map()
  const done = []
  for (;;) {
    while (!interrupted && running.size < atOnce) {
      const next = waiting.find((name) => !isPending(needs[name], waiting, running))
      if (next === undefined) break
      waiting.splice(waiting.indexOf(next), 1)
      running.set(next, runStep(next, names.length > 1))
    }
    if (running.size === 0) return done
    const step = await Promise.race(running.values())
    running.delete(step.name)
    done.push(step)
  }
}

const isPending = (name, waiting, running) => waiting.includes(name) || running.has(name)

/** @param isKept its output waits in a file, to be shown in one piece when the step has ended */
async function runStep(name, isKept) {
  const logFile = join(reports, `${name}.log`)
  const out = isKept ? openSync(logFile, 'w') : 'inherit'
  const startedAt = Date.now()
  if (isKept) say(`${name} …`)
  const counts = await steps[name](out)
  const seconds = (Date.now() - startedAt) / 1_000
  if (isKept) {
    closeSync(out)
    say(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
    say(readFileSync(logFile, 'utf8').trimEnd())
  }
  if (counts.problem) say(`${name}: ${counts.problem}`)
  return { name, seconds, counts }
}

/** The few files that failed, once more and alone (see `mostRunAgain`). */
async function runAgain(done) {
  const failed = done.filter(({ counts }) => counts.again && counts.failedFiles?.length > 0)
  const files = failed.flatMap(({ counts }) => counts.failedFiles)
  if (files.length > mostRunAgain) return
  for (const step of failed) {
    // An error outside of every test is in no report: nothing that runs again would show it.
    if (interrupted || hasLooseError(step.name)) continue
    const paths = step.counts.failedFiles.map(({ path }) => path)
    say(`\n${step.name}: once more, alone: ${paths.join(', ')}`)
    step.counts = countSecondRun(step.counts, await step.counts.again(paths))
  }
}

const hasLooseError = (name) =>
  /Unhandled (Error|Rejection)/.test(read(join(reports, `${name}.log`)) ?? '')

function report(done, unfinished) {
  say('')
  for (const { name, seconds, counts } of done) {
    say(
      `${name.padEnd(14)}${`${seconds.toFixed(1)} s`.padStart(9)}   ${countLine(counts)}${counts.problem ? `   (${counts.problem})` : ''}`,
    )
  }
  for (const failure of done.flatMap(({ counts }) => counts.failures ?? []))
    say(`failed: ${failure}`)
  for (const failure of done.flatMap(({ counts }) => counts.onlyAlone ?? []))
    say(`failed beside other steps, passed alone: ${failure}`)
  if (unfinished.length > 0) say(`not run: ${unfinished.join(', ')}`)
}

async function main() {
  const asked = process.argv.slice(2).filter((name) => name !== '--')
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
  await runAgain(done)
  report(
    done,
    names.filter((name) => !done.some((step) => step.name === name)),
  )
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
  tellFailure(error, (line) => console.error(line), root)
  process.exitCode = 1
  say(countLine(oneCheck(false)))
}
