// The desktop packages, made by electron-builder, which is installed in a place of its own so that the
// application's own installation does not grow by three hundred packages.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { installWithNpm } from '../dependencies/npmCommand.js'
import { thisMachine } from '../dependencies/nativePackages.js'
import { electronBinary } from '../electronBinary.js'
import {
  cacheFolder,
  childEnvironment,
  exitCodeOf,
  inModules,
  projectNode,
  root,
  run,
} from '../processes.js'
import { archived, filesOf, problemsOf, sizeLine, sizeProblems } from './contents.js'
import { asProgram, layOut } from './layout.js'
import { writeElectronStub } from './stub.js'

const own = join(cacheFolder, 'packaging')
const builder = join(own, 'builder')
const here = import.meta.dirname
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** The fuses as they are meant to be, in the order they lie in a program; see electron-builder.yml. */
const fuses = { 0: '0', 1: '1', 2: '0', 3: '0', 4: '1', 5: '1', 7: '0' }

/**
 * Lays out and makes the packages of this system.
 * @param {(line: string) => void} say
 * @param {string} output folder of what is made
 * @returns {Promise<{ made: string[], notMade: string[], isReal: boolean }>} paths, and a sentence for each thing that could
 * not be made
 * @throws Error where what was made is not what it should be
 */
export async function makeDesktopPackages(say, output) {
  const folder = join(own, 'application')
  rmSync(folder, { recursive: true, force: true })
  const target = thisTarget()
  layOut(folder, { for: [target] })
  stopAt(problemsOf(folder, [target]))
  say(`The application: ${sizeLine(archived(filesOf(folder)))}`)
  await installBuilder(say)
  const { dist, notMade } = findElectron()
  const places =
    dist === null ? null : { dist, output: notMade.length > 0 ? join(output, 'stand-in') : output }
  if (places === null) return { made: [], notMade, isReal: false }
  rmSync(places.output, { recursive: true, force: true })
  const wanted = wantedTargets()
  await build(folder, places, wanted.targets)
  await checkUnpacked(say, places.output)
  return {
    made: madeIn(places.output),
    notMade: [...notMade, ...wanted.notMade],
    isReal: notMade.length === 0,
  }
}

function thisTarget() {
  const { os, cpu, libc } = thisMachine()
  return `${libc === 'musl' ? 'linuxmusl' : os}-${cpu}`
}

function stopAt(problems) {
  if (problems.length > 0)
    throw new Error(`The package is not as it should be:\n${problems.join('\n')}`)
}

/** Installs electron-builder by its own lock file, once for each state of it. */
async function installBuilder(say) {
  const lock = readFileSync(join(here, 'builder', 'package-lock.json'))
  const stamp = join(builder, '.installed')
  const hash = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  rmSync(builder, { recursive: true, force: true })
  mkdirSync(own, { recursive: true })
  cpSync(join(here, 'builder'), builder, { recursive: true })
  cpSync(join(root, '.npmrc'), join(builder, '.npmrc'))
  await installWithNpm('electron-builder', ['ci', '--prefer-offline'], say, {
    cwd: builder,
    node: projectNode(),
  })
  writeFileSync(stamp, hash)
}

/** A real Electron; on Linux else a stand-in, in whose packages nobody will find an application. */
function findElectron() {
  if (electronBinary() !== null) return { dist: inModules('electron', 'dist'), notMade: [] }
  const reason =
    "Electron's program is not there (node_modules/electron/dist; `npm start` fetches it where it can be had)"
  if (process.platform !== 'linux') return { dist: null, notMade: [`Desktop packages: ${reason}.`] }
  return {
    dist: writeElectronStub(join(own, 'stand-in')),
    notMade: [
      `Packages that can be used: ${reason}. What was made holds a stand-in and is only good to be looked at.`,
    ],
  }
}

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

/** What can be made on this system with what it has. */
function wantedTargets() {
  if (process.platform !== 'linux') return { targets: [], notMade: [] }
  const [hasDeb, hasImage] = [
    has('dpkg-deb'),
    appImageTools() !== null || process.env.CI === 'true',
  ]
  return {
    targets: ['dir', ...(hasDeb ? ['deb'] : []), ...(hasImage ? ['AppImage'] : [])],
    notMade: [
      ...(hasDeb ? [] : ['.deb: dpkg-deb is not installed.']),
      ...(hasImage
        ? []
        : [
            'AppImage: Its tools come from a release host (CI=true lets electron-builder fetch them), or from the folder APPIMAGE_TOOLS_PATH names.',
          ]),
      'Packages of Windows and macOS: each is made on its own system.',
    ],
  }
}

const appImageTools = () => process.env.APPIMAGE_TOOLS_PATH ?? null

async function build(folder, { dist, output }, targets) {
  const { version } = readJson(inModules('electron', 'package.json'))
  const system = { linux: '--linux', darwin: '--mac', win32: '--win' }[process.platform]
  const settings = {
    'directories.output': output,
    'directories.buildResources': join(root, 'resources'),
    electronDist: dist,
    electronVersion: version,
  }
  const parameters = [
    join(builder, 'node_modules', 'electron-builder', 'cli.js'),
    ...[system, ...targets, '--publish', 'never', '--projectDir', folder],
    ...['--config', join(root, 'build', 'electron-builder.yml')],
    ...Object.entries(settings).map(([name, value]) => `--config.${name}=${value}`),
  ]
  const result = await run(projectNode(), parameters, {
    cwd: folder,
    timeout: 20 * 60_000,
    ownGroup: true,
    env: childEnvironment({
      ...(has('dpkg-deb') ? { CUSTOM_FPM_PATH: writeShim() } : {}),
      // Asks a release host whether there is a newer one.
      NO_UPDATE_NOTIFIER: '1',
    }),
  })
  if (exitCodeOf(result) !== 0)
    throw new Error(`electron-builder ended with ${exitCodeOf(result)}.`)
}

function writeShim() {
  const shim = join(own, 'debShim.mjs')
  const script = readFileSync(join(here, 'debShim.js'), 'utf8')
  writeFileSync(shim, asProgram(script), { mode: 0o755 })
  return shim
}

/** Reads back what was made: the fuses of the program, and the list of the archive. */
async function checkUnpacked(say, output) {
  const unpacked = readdirSync(output).find((name) => name.endsWith('-unpacked'))
  if (unpacked === undefined) return
  const require = createRequire(join(builder, 'package.json'))
  const { getCurrentFuseWire } = require('@electron/fuses')
  const program = join(output, unpacked, 'webox-marketing')
  if (existsSync(program)) {
    const wire = await getCurrentFuseWire(program)
    stopAt(
      Object.entries(fuses)
        .filter(([place, state]) => String.fromCharCode(wire[place]) !== state)
        .map(([place, state]) => `Fuse ${place} is not ${state}`),
    )
    say(`Fuses: ${Object.keys(fuses).length} as they should be`)
  }
  const files = archiveFiles(
    require('@electron/asar'),
    join(output, unpacked, 'resources', 'app.asar'),
  )
  stopAt(sizeProblems(files))
  say(`The archive: ${sizeLine(files)}`)
}

/** Files of an archive that lie in it, with their sizes. */
export function archiveFiles(asar, path) {
  return asar
    .listPackage(path)
    .map((name) => ({ path: name.slice(1), entry: asar.statFile(path, name.slice(1)) }))
    .filter(({ entry }) => entry.size !== undefined && !entry.unpacked)
    .map(({ path: name, entry }) => ({ path: name, bytes: entry.size }))
}

const madeIn = (output) =>
  readdirSync(output, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(deb|AppImage|exe|dmg|zip|yml|blockmap)$/.test(entry.name),
    )
    .filter(({ name }) => !/^builder-/.test(name))
    .map(({ name }) => join(output, name))
