// `prepare` of package.json: lets Git find the hooks of this folder. Does nothing outside a clone,
// in CI, and where somebody chose other hooks; an installation never fails because of it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../processes.js'

const git = (...parameters) => spawnSync('git', parameters, { cwd: root, encoding: 'utf8' })

if (!process.env.CI && existsSync(join(root, '.git'))) {
  const chosen = git('config', '--get', 'core.hooksPath')
  // Status 1 says that it is not set; anything else, that there is no Git to ask.
  if (chosen.status === 1) git('config', 'core.hooksPath', 'build/hooks')
}
