// Installs the dependencies when the lock file asks for others than those that are there. Runs on
// Node 18 with nothing installed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, inModules, isWindows, projectNode, root, run } from './processes.js'

const stampFile = inModules('.webox-installed')
const maxInstall = 30 * 60_000

export class InstallError extends Error {
  constructor(step, { code, timedOut, interrupted }) {
    const why = interrupted
      ? interrupted
      : timedOut
        ? `> ${maxInstall / 60_000} min`
        : `code ${code}`
    super(
      `L'installation des dépendances n'a pas abouti (${step}, ${why}). Vos données n'ont pas été touchées et ce qui a été téléchargé ` +
        `est gardé en cache. Vérifiez l'accès au registre npm et la place sur le disque, puis relancez la même commande.\n` +
        `The dependencies could not be installed (${step}, ${why}). Your data was not touched, and what was downloaded is kept in npm's ` +
        `cache. Check that the npm registry can be reached and that the disk has room, then run the same command again.`,
    )
    this.interrupted = interrupted
  }
}

/**
 * Brings node_modules to what package-lock.json says; does nothing, and needs no network, when it
 * is there already.
 * @param {(line: string) => void} say
 * @throws InstallError, worded for the person at the terminal
 */
export async function ensureInstalled(say) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const wanted = stampOf(lock)
  const packagesPresent = read(stampFile) === wanted || packagesMatch(lock)
  if (packagesPresent && nodeIsPresent(lock)) {
    if (read(stampFile) !== wanted) writeFileSync(stampFile, wanted)
    return
  }
  say(
    'Installation des dépendances (une minute ou deux)… / Installing the dependencies (a minute or two)…',
  )
  rmSync(stampFile, { force: true })
  setRunningNodeAside()
  // Two steps on purpose. npm before 11 would otherwise run node-gyp for better-sqlite3, which
  // ships its binaries and needs no compiler; the one install script that is needed is the one that
  // brings Node itself.
  if (!packagesPresent)
    await npm('npm ci', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  if (!nodeIsPresent(lock))
    await npm('npm rebuild node', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'])
  if (!nodeIsPresent(lock)) throw new InstallError('node', { code: 'no binary' })
  writeFileSync(stampFile, wanted)
}

async function npm(step, parameters) {
  const [command, first, shell] = npmCommand()
  const result = await run(command, [...first, ...parameters], {
    timeout: maxInstall,
    shell,
    env: npmEnvironment(),
  })
  if (result.code !== 0) throw new InstallError(step, result)
}

/** The npm that runs this script, under the Node that runs npm; else the one on PATH. */
export function npmCommand(environment = process.env) {
  const script = environment.npm_execpath
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
    return [environment.npm_node_execpath ?? process.execPath, [script], false]
  }
  return isWindows ? ['npm.cmd', [], true] : ['npm', [], false]
}

/**
 * Without the settings a surrounding `npm --silent` leaves behind: a failed installation must say
 * why.
 */
function npmEnvironment() {
  const environment = { ...process.env }
  for (const name of [
    'npm_config_loglevel',
    'npm_config_ignore_scripts',
    'npm_config_omit',
    'NODE_ENV',
  ])
    delete environment[name]
  return environment
}

const stampOf = (lock) => createHash('sha256').update(lock).digest('hex')

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/**
 * True if somebody installed by hand and npm's own record agrees with the lock file. Other
 * platforms' packages may be missing.
 */
export function packagesMatch(lock, record = read(inModules('.package-lock.json'))) {
  if (record === null) return false
  const installed = JSON.parse(record).packages ?? {}
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true
    const there = installed[path]
    return there === undefined ? Boolean(wanted.optional) : there.version === wanted.version
  })
}

function nodeIsPresent(lock) {
  const wanted = JSON.parse(lock).packages['node_modules/node']?.version
  const there = read(inModules('node', 'package.json'))
  return there !== null && JSON.parse(there).version === wanted && existsSync(projectNode())
}

/**
 * Windows does not delete a program that runs, and npm ci deletes everything: a running Node is
 * moved out of its way first.
 */
function setRunningNodeAside() {
  if (!isWindows || !process.execPath.toLowerCase().startsWith(inModules().toLowerCase())) return
  mkdirSync(cacheFolder, { recursive: true })
  renameSync(process.execPath, join(cacheFolder, `node-${Date.now()}.exe`))
}
