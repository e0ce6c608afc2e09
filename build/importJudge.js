// Judges imports by the tables of importRules.js and packageRules.js, for tests/architecture and for ESLint.
import { exceptions, folders } from './importRules.js'
import { packageLists, packages } from './packageRules.js'

/**
 * Matches a path or a package name against a pattern in which `*` stands for one name and a final
 * `/` for everything below.
 */
export function matches(pattern, name) {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]+')
  return new RegExp(`^${source}${pattern.endsWith('/') ? '' : '$'}`).test(name)
}

/** The package of a specifier: `@scope/name/sub` → `@scope/name`; node: modules as they are. */
export function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

const matchesPackage = (pattern, name) =>
  pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)))

/**
 * The row of the table a file falls under, and the folder it names there (`src-main/features/crm`).
 */
export function folderOf(path, rows = folders) {
  const found = rows
    .map((row) => ({
      row,
      folder: path.match(new RegExp(`^${row.folder.replace(/\*/g, '[^/]+')}(?=/)`))?.[0],
    }))
    .filter(({ folder }) => folder !== undefined)
    .sort((a, b) => b.folder.length - a.folder.length)
  return found[0]
}

/**
 * Why a file may not import another; null if it may.
 * @param {string} from path of the importing file, from the root of the repository, with forward
 * slashes
 * @param {string} to path of the imported file
 */
export function reasonAgainstFile(from, to) {
  const own = folderOf(from)
  if (own === undefined) return null
  const target = folderOf(to)
  if (target === undefined)
    return `${from} may not import ${to} because only files of the source roots are bundled`
  if (own.folder === target.folder) {
    return own.row.folder !== 'src-main/database/migrations' || from.endsWith('/index.ts')
      ? null
      : sentence(from, to, own.row.because)
  }
  // The entry of the interface (main.ts, App.vue) may name everything below src-renderer.
  if (own.row.folder === 'src-renderer' && to.startsWith('src-renderer/')) return null
  return [...own.row.may, ...exceptionsOf(from)].some((pattern) => matches(pattern, to))
    ? null
    : sentence(from, to, own.row.because)
}

const exceptionsOf = (path) =>
  exceptions.filter(({ file }) => file === path).flatMap(({ may }) => may)

/**
 * Why a file may not import a package; null if it may.
 * @param {string} specifier as written, e.g. `vue-i18n` or `node:fs/promises`
 * @param {boolean} typeOnly true for `import type`
 */
export function reasonAgainstPackage(from, specifier, typeOnly = false) {
  const name = packageOf(specifier)
  const list = folderOf(from, packageLists)?.row
  if (list && !list.may.some((pattern) => matchesPackage(pattern, name)))
    return sentence(from, specifier, list.because)
  if (list?.typesOnly && !typeOnly) return sentence(from, specifier, `${list.because}: types only`)
  const row = packages.find(
    ({ names, only, typesIn = [] }) =>
      names.some((pattern) => matchesPackage(pattern, name)) &&
      ![...only, ...(typeOnly ? typesIn : [])].some((place) => matches(place, from)),
  )
  return row ? sentence(from, specifier, row.because) : null
}

const sentence = (from, to, because) => `${from} may not import ${to} because ${because}`

// ── The same table for ESLint ─────────────────────────────────────────────────────────────────────────────────────────────────
// ESLint sees specifiers, not files, so this is the quick half: it catches what is written with an
// alias or names a package.

const aliases = { 'src-shared/': '#shared/', 'src-main/': '#main/' }
const escaped = (pattern) => pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]+')

/**
 * Flat-config entries that forbid, a folder, what the table forbids there. Later entries are more
 * specific and replace earlier ones.
 */
export function eslintImportRules() {
  const places = new Set([
    ...folders.map(({ folder }) => `${folder}/`),
    ...packageLists.map(({ folder }) => `${folder}/`),
    ...packages.flatMap(({ only, typesIn = [] }) => [...only, ...typesIn]),
    ...exceptions.map(({ file }) => file),
  ])
  return [...places]
    .sort(
      (a, b) =>
        a.split('/').length - b.split('/').length ||
        Number(!a.endsWith('/')) - Number(!b.endsWith('/')),
    )
    .map((place) => ({
      files: [place.endsWith('/') ? `${place}**/*.{ts,vue}` : place],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [...packagePatterns(place), ...filePatterns(place)] },
        ],
      },
    }))
}

function packagePatterns(place) {
  const inside = place.endsWith('/') ? `${place.replace(/\*/g, 'x')}x.ts` : place
  return packages
    .filter(
      ({ only, typesIn = [] }) =>
        ![...only, ...typesIn].some((allowed) => matches(allowed, inside)),
    )
    .map(({ names, because }) => ({
      regex: `^(${names.map((name) => (name.endsWith('*') ? `${escaped(name.slice(0, -1))}.+` : `${escaped(name)}(/.*)?`)).join('|')})$`,
      message: `Not here: ${because}.`,
    }))
}

function filePatterns(place) {
  const own = folderOf(place.endsWith('/') ? `${place}x.ts` : place)
  if (own === undefined) return []
  return Object.entries(aliases).flatMap(([root, alias]) => {
    // Inside its own folder a feature imports relatively: with an alias, ESLint could not tell its
    // own feature from another.
    const open = [
      ...own.row.may,
      ...exceptionsOf(place),
      ...(own.row.folder.includes('*') ? [] : [`${own.row.folder}/`]),
    ].filter((pattern) => pattern.startsWith(root))
    if (open.includes(root)) return []
    const except = open.map(
      (pattern) => `${escaped(pattern.slice(root.length))}${pattern.endsWith('/') ? '' : '$'}`,
    )
    return [
      {
        regex: `^${alias}${except.length === 0 ? '' : `(?!${except.join('|')})`}.+`,
        message: `Not here: ${own.row.because}.`,
      },
    ]
  })
}
