// Lays out what a package holds, in a folder of its own: bundles, the files that are read as files,
// and the SQLite driver of the systems it is for. Nothing else of the project or of node_modules.
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../processes.js'

/** The systems the driver has a program for, as it names them. */
export const targets = ['linux', 'linuxmusl', 'darwin', 'win32'].flatMap((system) =>
  ['x64', 'arm64'].map((processor) => `${system}-${processor}`),
)

/** Of whoever installs the npm package. */
const oldestNode = '>=22.12.0'

const driver = 'node_modules/better-sqlite3'
const common = [
  'out/main/**',
  'out/renderer/**',
  'out/relay/relay.js',
  'resources/third-party-licences.txt',
  'LICENSE',
  `${driver}/LICENSE`,
  `${driver}/lib/**`,
]
/** What the kinds of packages hold besides, by the same paths as in the project. */
const kinds = {
  desktop: {
    files: [
      'out/preload/**',
      'resources/icons/*.png',
      'resources/tray/*.png',
      'resources/update-keys.pem',
    ],
    without: [],
    manifest: (own) => ({ productName: own.productName, main: own.main }),
  },
  // The same application without Electron, on the Node of whoever installs it.
  npm: {
    files: [],
    without: ['out/main/electron.js'],
    manifest: () => ({
      bin: { 'webox-marketing': 'bin/webox-marketing.js' },
      files: ['bin', 'out', 'resources'],
      engines: { node: oldestNode },
      os: ['linux', 'darwin', 'win32'],
      cpu: ['x64', 'arm64'],
      bundleDependencies: ['better-sqlite3'],
    }),
  },
}

/**
 * @param {string} folder that is empty or not there yet
 * @param {{ for: string[], kind?: 'desktop' | 'npm' }} options `for` the systems, of `targets`
 */
export function layOut(folder, { for: systems, kind = 'desktop' }) {
  const { files, without, manifest } = kinds[kind]
  const programs = systems.map((target) => `${driver}/prebuilds/${target}.node`)
  for (const path of [...common, ...files, ...programs].flatMap(filesLike))
    if (!without.includes(path)) copy(path, join(folder, path))
  if (kind === 'npm') layOutCommand(folder)
  writeJson(join(folder, driver, 'package.json'), driverManifest())
  const own = readJson('package.json')
  const named = ['name', 'version', 'description', 'license', 'type', 'homepage', 'author']
  writeJson(join(folder, 'package.json'), {
    ...chosen(own, [...named, 'repository', 'desktopName']),
    ...manifest(own),
    dependencies: chosen(own.dependencies, ['better-sqlite3']),
  })
}

function filesLike(pattern) {
  return globSync(pattern, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length).replaceAll('\\', '/'))
}

/** A script as a program of its own: the system reads in its first line what runs it. */
export const asProgram = (script) => `#!/usr/bin/env node\n${script}`

function copy(path, target) {
  mkdirSync(dirname(target), { recursive: true })
  cpSync(join(root, path), target)
}

function layOutCommand(folder) {
  const command = readFileSync(join(root, 'build/packaging/command.js'), 'utf8')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'bin/webox-marketing.js'), asProgram(command), { mode: 0o755 })
  copy('build/startOptions.js', join(folder, 'bin/startOptions.js'))
  copy('build/packaging/npm-package.md', join(folder, 'README.md'))
}

/** Without what is for building it: npm would fetch that, or try. */
function driverManifest() {
  const whole = readJson(`${driver}/package.json`)
  const named = ['name', 'version', 'description', 'license', 'author', 'main', 'exports']
  return { ...chosen(whole, named), gypfile: false }
}

/** Of these names, those that are there. */
const chosen = (object, names) =>
  Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]))

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
