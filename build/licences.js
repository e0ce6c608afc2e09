// Writes resources/third-party-licences.txt: each package that is shipped with the application, its
// licence and the words of it. `npm run licences` after a change of dependencies.
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './processes.js'

export const licencesFile = join(root, 'resources', 'third-party-licences.txt')

/** Licences that ask for no more than to be named. */
const accepted = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/** Packages whose own words are not one of these names, and what was found when they were read. */
const exceptions = {
  'caniuse-lite': {
    licence: 'CC-BY-4.0',
    reason: 'a table of browsers, not code; it is named here, as its licence asks',
  },
  'png-js': { licence: 'MIT', reason: 'its licence file is the MIT licence' },
  slick: {
    licence: 'MIT',
    reason: 'written with its address: MIT (http://mootools.net/license.txt)',
  },
}

/** What packages bring along under a licence of its own: with its words in a file of ours. */
const within = [
  {
    heading: 'Roboto 3.014 – OFL-1.1 (the font of the reports; in pdfmake)',
    file: 'build/packaging/roboto-licence.txt',
  },
]

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

/**
 * What is shipped: the production dependencies, what the interface's bundle is made of, and all they
 * stand on, by the lock file. Packages for other systems that are not installed here are part of it.
 * @returns {{ name: string, version: string, licence: string, reason?: string, path: string }[]}
 */
export function shippedPackages() {
  const { packages } = readJson('package-lock.json')
  const bundled = bundledPackages(Object.keys(packages[''].devDependencies))
  const seen = new Map()
  const take = (path) => {
    if (seen.has(path)) return
    const entry = packages[path]
    seen.set(path, entry)
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const found = placeOf(name, path, packages)
      if (found !== null) take(found)
    }
  }
  for (const name of [...Object.keys(packages[''].dependencies), ...bundled])
    take(`node_modules/${name}`)
  return [...seen]
    .map(([path, entry]) => ({ path, ...named(path, entry) }))
    .sort((one, other) =>
      `${one.name} ${one.version}` < `${other.name} ${other.version}` ? -1 : 1,
    )
}

/** Of the packages that are needed to build, those the interface imports: they end in its bundle. */
function bundledPackages(names) {
  const sources = globSync('src-renderer/**/*.{ts,vue}', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  return names.filter((name) => new RegExp(`from '${name}(/[^']*)?'`).test(sources))
}

/** Where a package finds another one, as Node looks for it. Null if it is optional and left out. */
function placeOf(name, from, packages) {
  for (let folder = from; ;) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (place in packages) return place
    if (folder === '') return null
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  }
}

function named(path, { version, license }) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  return { name, version, licence: license ?? 'unknown', ...exceptions[name] }
}

/** Packages whose licence is not one of those we accept, a sentence each. */
export const refusedLicences = (packages) =>
  packages
    .filter(({ licence, reason }) => reason === undefined && !isAccepted(licence))
    .map(({ name, version, licence }) => `${name} ${version} is under ${licence}`)

const isAccepted = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => accepted.has(licence)))

/** How a package is named in the file: a test looks for this line. */
export const headingOf = ({ name, version, licence, reason }) =>
  `${name} ${version} – ${licence}${reason === undefined ? '' : ` (${reason})`}`

function licenceText({ path }) {
  const folder = join(root, path)
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
    .map(({ name }) => name)
  if (names.length === 0)
    return 'The package has no licence file: its licence is the one named above.'
  return names
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\r\n?/g, '\n').trim())
    .join('\n\n')
}

/** Packages with the same words stand together above them. */
export function licencesText(packages) {
  const part = (headings, text) => `${'='.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`
  const byText = Map.groupBy(packages, licenceText)
  const parts = [
    ...[...byText].map(([text, group]) => part(group.map(headingOf), text)),
    ...within.map(({ heading, file }) =>
      part([heading], readFileSync(join(root, file), 'utf8').trim()),
    ),
  ]
  return `Third-party licences of WeBox Marketing\n\n${parts.join('\n')}`
}

if (import.meta.filename === process.argv[1]) {
  const packages = shippedPackages()
  const refused = refusedLicences(packages)
  if (refused.length > 0) {
    console.error(`Not accepted (build/licences.js):\n${refused.join('\n')}`)
    process.exitCode = 1
  } else {
    writeFileSync(licencesFile, licencesText(packages))
    console.log(`${packages.length} packages`)
  }
}
