// Finds the browser of the end-to-end tests; on a Debian machine where it may, installs Debian's.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, root, run } from './processes.js'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const maxInstall = 8 * 60_000

/**
 * @returns {Promise<{ path: string } | { reason: string, interrupted?: string | null }>} a browser
 * that starts, or why there is none
 */
export async function findChromium(say) {
  const named = process.env.CHROMIUM_PATH ?? process.env.WEBOX_CHROMIUM
  if (named) return starts(named) ? { path: named } : { reason: `${named} does not start` }
  const present = places.find((place) => existsSync(place) && starts(place))
  if (present) return { path: present }
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { reason: 'no Chromium found; install one, or name it in CHROMIUM_PATH' }
  }
  return installWithApt(say)
}

function starts(path) {
  return (
    spawnSync(path, ['--no-sandbox', '--version'], { timeout: 30_000, stdio: 'ignore' }).status ===
    0
  )
}

async function installWithApt(say) {
  mkdirSync(cacheFolder, { recursive: true })
  const logPath = join(cacheFolder, 'chromium-install.log')
  const log = openSync(logPath, 'w')
  const options = {
    timeout: maxInstall,
    ownGroup: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  say(`Installing Chromium with apt-get (log: ${logPath.slice(root.length)})…`)
  try {
    for (const parameters of [
      ['update'],
      // With a screen for the tests of the application's own window.
      ['install', '-y', '--no-install-recommends', 'chromium', 'xvfb'],
    ]) {
      const result = await run('apt-get', parameters, options)
      if (result.code !== 0) {
        return {
          reason: `apt-get ${parameters[0]} failed, see ${logPath.slice(root.length)}`,
          interrupted: result.interrupted,
        }
      }
    }
  } finally {
    closeSync(log)
  }
  return starts(places[0])
    ? { path: places[0] }
    : { reason: 'the installed Chromium does not start' }
}
