// Installs the dependencies when the lock file asks for others than those that are there, under the
// project's own Node, whatever Node started this. Runs on Node 18 with nothing installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isForMachine, missingNatives, thisMachine } from './dependencies/nativePackages.js'
import { installWithNpm, noRegistry, registryAnswers } from './dependencies/npmCommand.js'
import { cacheFolder, inModules, isWindows, projectNode, root, run } from './processes.js'
import { diskError, StartError } from './startError.js'
import { alone } from './startLock.js'

const stampFile = inModules('.webox-installed')
/** The project's Node rests here while npm replaces all of node_modules. */
const asideFolder = join(cacheFolder, 'node')
const asideNode = join(asideFolder, isWindows ? 'node.exe' : 'node')

/**
 * Brings node_modules to what package-lock.json says; does nothing, and needs no network, when it
 * is there already.
 * @param {(line: string) => void} say
 * @throws StartError, worded for the person at the terminal
 */
export async function ensureInstalled(say) {
  if (isInstalled(readLock())) return
  try {
    await alone(say, async () => {
      const lock = readLock()
      // Whoever was waited for may have done it.
      if (!isInstalled(lock)) await install(say, lock)
    })
  } catch (error) {
    throw diskError(error, root) ?? error
  }
}

const readLock = () => readFileSync(join(root, 'package-lock.json'), 'utf8')

function isInstalled(lock) {
  return read(stampFile) === stampOf(lock) && nodeIsPresent(lock)
}

async function install(say, lock) {
  const isComplete = packagesMatch(lock) && missingNatives(lock).length === 0
  if (!(isComplete && nodeIsPresent(lock))) {
    say(
      'Installation des dépendances (une minute ou deux)… / Installing the dependencies (a minute or two)…',
    )
    rmSync(stampFile, { force: true })
    const node = await nodeAside(lock, say)
    if (!isComplete) await installPackages(node, say)
    putNodeInPlace(node, lock)
    rmSync(asideFolder, { recursive: true, force: true })
  }
  await checkThatItLoads(lock)
  writeFileSync(stampFile, stampOf(lock))
}

/** The project's Node where npm does not delete it: the one that is there, else fetched. */
async function nodeAside(lock, say) {
  const version = wantedNode(lock)
  mkdirSync(asideFolder, { recursive: true })
  if (nodeIsPresent(lock)) {
    linkOrCopy(projectNode(), asideNode)
    return asideNode
  }
  if (existsSync(asideNode) && versionOf(asideNode) === `v${version}`) return asideNode
  rmSync(asideFolder, { recursive: true, force: true })
  mkdirSync(asideFolder, { recursive: true })
  const name = nodePackage()
  writeFileSync(join(asideFolder, 'package.json'), '{ "private": true }\n')
  const parameters = ['install', `${name}@${version}`, '--no-save', '--prefer-offline']
  await withRegistry(say, (offline) =>
    installWithNpm(`Node ${version}`, [...parameters, ...offline], say, { cwd: asideFolder }),
  )
  const fetched = join(asideFolder, 'node_modules', name, isWindows ? '' : 'bin')
  renameSync(join(fetched, isWindows ? binaryName(fetched) : 'node'), asideNode)
  chmodSync(asideNode, 0o755)
  if (versionOf(asideNode) !== `v${version}`)
    throw new StartError(
      `Node ${version}, sur lequel l'application tourne, ne démarre pas sur ce système (il demande Linux avec glibc 2.28 ou plus, macOS 13.5 ou plus, ou Windows 10). Vos données n'ont pas été touchées.`,
      `Node ${version}, which the application runs on, does not start on this system (it asks for Linux with glibc 2.28 or newer, macOS 13.5 or newer, or Windows 10). Your data was not touched.`,
    )
  return asideNode
}

/** The packages of Windows name their program in a folder or beside it. */
const binaryName = (folder) =>
  existsSync(join(folder, 'bin', 'node.exe')) ? join('bin', 'node.exe') : 'node.exe'

/** The package that holds Node for this machine, as the package `node` chooses it. */
export function nodePackage(platform = process.platform, arch = process.arch) {
  const system = platform === 'win32' ? 'win' : platform
  const processor = platform === 'win32' && arch === 'ia32' ? 'x86' : arch
  return `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${system}-${processor}`
}

async function installPackages(node, say) {
  setRunningNodeAside()
  await withRegistry(say, (offline) => installWithNpm('npm ci', ['ci', ...offline], say, { node }))
}

/**
 * Without a registry everything may still be in npm's cache.
 * @param {(options: string[]) => Promise<void>} work
 */
async function withRegistry(say, work) {
  if (await registryAnswers(say)) return work([])
  return work(['--offline']).catch((error) => {
    throw error.interrupted ? error : noRegistry()
  })
}

/** What the package's own script does, without a network; also the names scripts find it by. */
function putNodeInPlace(node, lock) {
  if (nodeIsPresent(lock)) return
  const folder = dirname(projectNode())
  mkdirSync(folder, { recursive: true })
  linkOrCopy(node, projectNode())
  if (!isWindows) return
  writeFileSync(join(folder, 'node'), 'This file intentionally left blank')
  const description = inModules('node', 'package.json')
  const parsed = JSON.parse(readFileSync(description, 'utf8'))
  parsed.bin.node = 'bin/node.exe'
  writeFileSync(description, JSON.stringify(parsed, null, 2))
}

function linkOrCopy(from, to) {
  rmSync(to, { force: true })
  try {
    linkSync(from, to)
  } catch {
    // Another disk, or one that knows no second name for a file.
    copyFileSync(from, to)
  }
}

/** @throws StartError: what was left out, or does not start here, is told before it is used */
async function checkThatItLoads(lock) {
  const missing = missingNatives(lock)
  const said = []
  const result =
    missing.length > 0
      ? { code: 1 }
      : await run(projectNode(), [join(root, 'build', 'dependencies', 'loadCheck.js')], {
          timeout: 5 * 60_000,
          stdio: ['ignore', 'ignore', 'pipe'],
          hear: (text) => said.push(text),
        })
  if (result.code === 0) return
  if (result.interrupted) throw new StartError('', '', result.interrupted)
  const why = missing.length > 0 ? missing.join(', ') : said.join('').trim().split('\n').at(-1)
  throw new StartError(
    `Les dépendances sont installées mais ne se chargent pas sur ce système (${why}). Vos données n'ont pas été touchées. Supprimez le dossier node_modules, puis relancez la même commande.`,
    `The dependencies are installed but do not load on this system (${why}). Your data was not touched. Remove the folder node_modules, then run the same command again.`,
  )
}

/**
 * Of the lock file and of the machine: a folder taken to another system holds the wrong programs.
 */
const stampOf = (lock) =>
  `${createHash('sha256').update(lock).digest('hex')} ${Object.values(thisMachine()).join(' ')}\n`

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/**
 * True if somebody installed by hand and npm's own record agrees with the lock file. Only what is
 * for other machines may be missing.
 */
export function packagesMatch(
  lock,
  record = read(inModules('.package-lock.json')),
  machine = thisMachine(),
) {
  if (record === null) return false
  const installed = JSON.parse(record).packages ?? {}
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true
    const there = installed[path]
    return there === undefined
      ? Boolean(wanted.optional) && !isForMachine(wanted, machine)
      : there.version === wanted.version
  })
}

const wantedNode = (lock) => JSON.parse(lock).packages['node_modules/node']?.version

function nodeIsPresent(lock) {
  const there = read(inModules('node', 'package.json'))
  return (
    there !== null && JSON.parse(there).version === wantedNode(lock) && existsSync(projectNode())
  )
}

/** What a Node says it is; null where it does not start. */
function versionOf(node) {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 ? stdout.trim() : null
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
