// What a package must hold, what it may not, and how large it may be: judged on its folder before
// anything is made of it, and on the archive that was made.
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import { listFolder } from '../bundling/bundledPackages.js'
import { root } from '../processes.js'

/** Of the archive of a desktop package, without the driver beside it. Bytes and entries. */
export const limits = { bytes: 25_000_000, files: 2_000 }

/**
 * Packages that code in a bundle may name: beside it, of the host, or optional and not there (a
 * reader of configuration asks for the compiler, a log for its colours).
 */
const namedOutside = new Set(['better-sqlite3', 'electron', 'typescript', 'supports-color'])

const needed = [
  'package.json',
  'LICENSE',
  'out/main/local.js',
  'out/renderer/index.html',
  'out/relay/relay.js',
  'resources/third-party-licences.txt',
]
const neededBy = {
  desktop: [
    'out/main/electron.js',
    'out/preload/preload.cjs',
    'resources/icons/256x256.png',
    'resources/update-keys.pem',
  ],
  npm: ['bin/webox-marketing.js', 'bin/startOptions.js', 'README.md'],
}

/** Files below a folder with their sizes in bytes, by paths with `/`. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({
      path: path.slice(join(folder, '/').length).replaceAll('\\', '/'),
      bytes: statSync(path).size,
    }))
}

/** What lies in the archive: all but the driver, whose program the system loads from a file. */
export const archived = (files) => files.filter(({ path }) => !path.startsWith('node_modules/'))

/** @param {{ path: string, bytes: number }[]} files */
export function sizeProblems(files, most = limits) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return [
    ...(bytes > most.bytes ? [`${bytes} bytes, more than ${most.bytes}`] : []),
    ...(files.length > most.files ? [`${files.length} files, more than ${most.files}`] : []),
  ]
}

export function sizeLine(files) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return `${(bytes / 1e6).toFixed(1)} MB in ${files.length} files`
}

/**
 * Everything that is wrong with a laid-out package, a sentence each.
 * @param {string[]} systems the driver has to be there for
 * @param {'desktop' | 'npm'} kind
 */
export function problemsOf(folder, systems, kind = 'desktop') {
  const files = filesOf(folder)
  const scripts = files
    .filter(({ path }) => /^(out\/(main|preload|relay)|bin)\/.*\.c?js$/.test(path))
    .map(({ path }) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
  return [
    ...sizeProblems(archived(files)),
    ...missingFiles(folder, systems, kind).map((path) => `${path} is missing`),
    ...unnamedPackages(folder).map((name) => `${name} is in it, and its licence is not`),
    ...scripts.flatMap(looseNames),
    ...scripts
      .filter(({ text }) => text.includes(root))
      .map(({ path }) => `${path} names the folder it was built in`),
    ...files
      .filter(({ path }) => /\.(ts|map|test\.js)$/.test(path))
      .map(({ path }) => `${path} is not needed`),
  ]
}

function missingFiles(folder, systems, kind) {
  const workers = globSync('src-main/**/*.worker.ts', { cwd: root }).map(
    (source) => `out/main/${basename(source, '.ts')}.js`,
  )
  const driver = 'node_modules/better-sqlite3'
  const programs = systems.map((target) => `${driver}/prebuilds/${target}.node`)
  return [...needed, ...neededBy[kind], ...workers, `${driver}/lib/index.js`, ...programs].filter(
    (path) => !existsSync(join(folder, path)),
  )
}

/** Packages of the bundles, and the driver, that the licences in the package do not name. */
function unnamedPackages(folder) {
  const file = join(folder, 'resources/third-party-licences.txt')
  if (!existsSync(file)) return []
  const named = readFileSync(file, 'utf8').split('\n')
  const lists = ['main', 'preload', 'renderer'].map((name) => join(listFolder, `${name}.json`))
  const packages = [...lists.flatMap((list) => JSON.parse(readFileSync(list, 'utf8')))]
  const { version } = JSON.parse(
    readFileSync(join(folder, 'node_modules/better-sqlite3/package.json'), 'utf8'),
  )
  return [...new Set([...packages, `better-sqlite3 ${version}`])].filter(
    (name) => !named.some((line) => line.startsWith(`${name} – `)),
  )
}

/** What a bundle asks for and will not find. */
function looseNames({ path, text }) {
  const asked = [
    ...text.matchAll(/^import (?:[^'"]* from )?["']([^"']+)["'];?$/gm),
    ...text.matchAll(/\b__require\w*\("([^"]+)"\)/g),
    ...text.matchAll(/\brequire\("([^"]+)"\)/g),
    ...text.matchAll(/\bimport\("([^"{$]+)"\)/g),
  ].map(([, name]) => name)
  return [...new Set(asked)]
    .filter((name) => !/^[./]/.test(name) && !isBuiltin(name) && !namedOutside.has(name))
    .map((name) => `${path} needs ${name}, which is not in the package`)
}
