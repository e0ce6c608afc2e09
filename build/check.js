// `npm run check`, the inner loop: lint and formatting, types, and the tests that what was changed
// can break. `npm test` runs everything.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, exitCodeOf, inModules, projectNode, root, run } from './processes.js'
import { notInstalled } from './startError.js'

/** Judged by content, so that a checkout of another branch does not empty the cache. */
const cached = (name) => [
  ...['--cache', '--cache-strategy', 'content'],
  ...['--cache-location', join(cacheFolder, name)],
]

const steps = {
  lint: () =>
    node(inModules('eslint', 'bin', 'eslint.js'), [
      '.',
      '--max-warnings',
      '0',
      ...cached('eslint'),
    ]),
  format: () =>
    node(inModules('prettier', 'bin', 'prettier.cjs'), [
      '--check',
      '.',
      '--log-level',
      'warn',
      ...cached('prettier'),
    ]),
  types: () => node(inModules('vue-tsc', 'bin', 'vue-tsc.js'), ['--build']),
  tests: () =>
    node(inModules('vitest', 'vitest.mjs'), [
      'run',
      `--changed=${firstCommit()}`,
      '--passWithNoTests',
      // These take minutes, and see every change: `npm test` runs them.
      ...['e2e', 'faults'].map((project) => `--project=!${project}`),
    ]),
}

const node = (script, parameters) => run(projectNode(), [script, ...parameters])

/** Where the branch left `main`; on `main` itself, and without it, the last commit. */
function firstCommit() {
  const base = spawnSync('git', ['merge-base', 'HEAD', 'main'], { cwd: root, encoding: 'utf8' })
  return base.status === 0 ? base.stdout.trim() : 'HEAD'
}

const isInstalled = [projectNode(), inModules('vitest')].every((path) => existsSync(path))
if (!isInstalled) {
  console.error(notInstalled)
  process.exitCode = 1
}

for (const [name, step] of isInstalled ? Object.entries(steps) : []) {
  const startedAt = Date.now()
  const result = await step()
  console.log(`${name}: ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`)
  if (result.code !== 0) {
    process.exitCode = exitCodeOf(result)
    break
  }
}
