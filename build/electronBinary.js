// Finds Electron's binary, or fetches it within bounds. Where that cannot be, says why in one line
// and remembers it for a day.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, childEnvironment, inModules, projectNode, run } from './processes.js'

const failureFile = join(cacheFolder, 'electron-not-fetched.json')
const aDay = 24 * 60 * 60_000
/** A fetch that received nothing for this long is given up. */
const maxSilence = 60_000
const maxFetch = 20 * 60_000

/** Path of the binary, or null. Electron's package names it in path.txt once it is unpacked. */
export function electronBinary() {
  try {
    const path = join(
      inModules('electron', 'dist'),
      readFileSync(inModules('electron', 'path.txt'), 'utf8').trim(),
    )
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/**
 * Why Electron is not even tried on this machine; null if it can be.
 * @param machine what is asked of the system, so that it can be tested
 */
export function reasonAgainstElectron(options, machine) {
  if (options.local) return { fr: 'demandé par --local', en: 'asked for with --local' }
  const localOnly = options.port !== undefined ? '--port' : options.noOpen ? '--no-open' : null
  if (localOnly) return { fr: `demandé par ${localOnly}`, en: `asked for with ${localOnly}` }
  if (
    machine.platform === 'linux' &&
    !machine.environment.DISPLAY &&
    !machine.environment.WAYLAND_DISPLAY
  ) {
    return { fr: 'aucun écran', en: 'no display' }
  }
  if (machine.userId === 0 && machine.platform !== 'win32') {
    return {
      fr: 'Electron refuse de démarrer en administrateur',
      en: 'Electron refuses to run as root',
    }
  }
  return null
}

/** @returns true if a fetch failed less than a day ago, for this version of Electron */
export function failedRecently(now = Date.now()) {
  try {
    const { at, version } = JSON.parse(readFileSync(failureFile, 'utf8'))
    return version === electronVersion() && now - at >= 0 && now - at < aDay
  } catch {
    return false
  }
}

/**
 * Fetches and unpacks the binary, showing what has arrived.
 * @returns {Promise<{ fetched: boolean, interrupted: string | null }>}
 */
export async function fetchElectron(say) {
  say(`Téléchargement d'Electron ${electronVersion()}… / Fetching Electron ${electronVersion()}…`)
  // The installer says nothing while it works, so its own temporary folder is watched for what has
  // arrived.
  const folder = join(cacheFolder, 'electron-download')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const environment = childEnvironment({
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    ELECTRON_GET_NO_PROGRESS: '1',
  })
  const watch = watchArrival(folder, say)
  const result = await run(projectNode(), [inModules('electron', 'install.js')], {
    timeout: maxFetch,
    ownGroup: true,
    env: environment,
    stdio: 'ignore',
    abort: watch.silent,
  })
  watch.stop()
  rmSync(folder, { recursive: true, force: true })
  const fetched = result.code === 0 && electronBinary() !== null
  if (fetched) rmSync(failureFile, { force: true })
  else if (result.interrupted === null)
    writeFileSync(failureFile, JSON.stringify({ at: Date.now(), version: electronVersion() }))
  return { fetched, interrupted: result.interrupted }
}

function watchArrival(folder, say) {
  const abort = new AbortController()
  let arrived = 0
  let since = Date.now()
  let shown = 0
  const timer = setInterval(() => {
    const now = sizeOf(folder)
    if (now !== arrived) {
      arrived = now
      since = Date.now()
    }
    if (arrived - shown > 10_000_000) {
      shown = arrived
      say(`  ${Math.round(arrived / 1_000_000)} Mo / MB`)
    }
    if (Date.now() - since > maxSilence) abort.abort()
  }, 1_000)
  return { silent: abort.signal, stop: () => clearInterval(timer) }
}

function sizeOf(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (entry === undefined) return 0
  if (!entry.isDirectory()) return entry.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

function electronVersion() {
  return JSON.parse(readFileSync(inModules('electron', 'package.json'), 'utf8')).version
}
