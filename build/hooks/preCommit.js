// The pre-commit hook: formatting and lint of the staged files, nothing that takes longer. Reads
// the files as they lie in the folder, which may differ from what is staged of them.
import { spawnSync } from 'node:child_process'
import { inModules, projectNode, root } from '../processes.js'

const staged = spawnSync('git', ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .stdout.split('\0')
  .filter((path) => path !== '')
const linted = staged.filter((path) => /\.(ts|js|vue)$/.test(path))

const check = (script, parameters, files) =>
  files.length === 0 ||
  spawnSync(projectNode(), [script, ...parameters, ...files], { cwd: root, stdio: 'inherit' })
    .status === 0

const isFormatted = check(
  inModules('prettier', 'bin', 'prettier.cjs'),
  ['--check', '--ignore-unknown', '--log-level', 'warn'],
  staged,
)
const isClean = check(
  inModules('eslint', 'bin', 'eslint.js'),
  ['--max-warnings', '0', '--no-warn-ignored'],
  linted,
)
if (!isFormatted)
  console.error('pre-commit: format with `npx prettier --write` what is named above.')
process.exitCode = isFormatted && isClean ? 0 : 1
