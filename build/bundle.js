// Builds the three bundles into out/ when a source changed since the last build.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { inModules, projectNode, root, run } from './processes.js'
import { diskError, makeFolder } from './startError.js'
import { alone } from './startLock.js'

/**
 * For the application's own process: what was made a moment ago is looked through every 4 MB, where
 * Node waits for 16. While it imports it weighs a fifth less with that.
 */
export const hostFlags = ['--max-semi-space-size=4']

/**
 * And its environment: with glibc every thread takes memory from a place of its own and gives back
 * little of it; from one place all threads of an import take 50 MB less, and no longer.
 */
export const hostEnvironment = { MALLOC_ARENA_MAX: '1' }

const stampFile = join(root, 'out', '.built')
const sources = [
  'src-shared',
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'build/bundling',
  'tsconfig.base.json',
]

/**
 * A hash of every file the bundles are made from: contents, not dates, so that a fresh checkout of
 * the same sources is not stale.
 */
export function sourceHash(folder = root, from = sources) {
  const hash = createHash('sha256')
  for (const file of from.flatMap((source) => filesUnder(join(folder, source))).sort()) {
    hash
      .update(relative(folder, file).split(sep).join('/'))
      .update('\0')
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return []
  if (entry.isFile()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

/** True if out/ was built from the present sources. */
export function isBuilt() {
  try {
    return readFileSync(stampFile, 'utf8') === sourceHash()
  } catch {
    return false
  }
}

const nothingToDo = { code: 0, signal: null, timedOut: false, interrupted: null }

/**
 * @param {object} options `out` is where the bundler's output goes, as for spawn's stdio
 * @returns what became of the build; code 0 also where nothing was to be done
 * @throws StartError where the folder cannot be written
 */
export async function ensureBuilt(
  say,
  { timeout = 10 * 60_000, quiet = false, out = 'inherit' } = {},
) {
  if (isBuilt()) return nothingToDo
  return buildAlone(say, async () => {
    // Whoever was waited for may have done it.
    if (isBuilt()) return nothingToDo
    say("Préparation de l'application… / Building the application…")
    rmSync(stampFile, { force: true })
    // Taken before the build: a file saved while it runs makes the result stale, as it should.
    const hash = sourceHash()
    const builder = inModules('electron-vite', 'bin', 'electron-vite.js')
    const result = await run(
      projectNode(),
      [builder, 'build', ...(quiet ? ['--logLevel', 'error'] : [])],
      { timeout, ownGroup: true, stdio: ['ignore', out, out] },
    )
    if (result.code === 0) writeFileSync(stampFile, hash)
    return result
  })
}

/**
 * Runs a build in this folder while no other start does; before it, sees that it can be written:
 * the bundler would say so in a stack.
 * @throws StartError where it cannot
 */
export async function buildAlone(say, work) {
  try {
    return await alone(say, () => {
      makeFolder(join(root, 'out'))
      for (const folder of [root, join(root, 'out')]) {
        const probe = join(folder, `.write-${process.pid}.log`)
        writeFileSync(probe, '')
        rmSync(probe)
      }
      return work()
    })
  } catch (error) {
    throw diskError(error, root) ?? error
  }
}
