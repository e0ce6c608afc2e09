// How much of the interface is read before the first page stands: the page, its scripts and styles,
// and those of the dashboard, compressed. Used by a test and by the bench.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** More than this, and something that could be loaded when it is opened is loaded at once. */
export const maxFirstLoadBytes = 400_000

/**
 * What is asked for until the first page is drawn, by the names of its sources. Everything these
 * import statically follows from the bundler's manifest; what they load later is not in it.
 */
const firstSources = ['index.html', 'i18n/fr/messages.ts', 'features/dashboard/DashboardPage.vue']

/**
 * The files of the first load, largest first, as a server would send them: in bytes, after gzip.
 * @param {string} outRendererDir the built interface, `out/renderer`
 * @throws if the interface is not built, or one of the first sources has another name now
 */
export function firstLoadFiles(outRendererDir) {
  const manifest = JSON.parse(readFileSync(join(outRendererDir, '.vite/manifest.json'), 'utf8'))
  const files = new Set(['index.html'])
  const seen = new Set()
  const take = (name) => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`The interface has no part ${name} any more`)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const imported of chunk.imports ?? []) take(imported)
  }
  for (const source of firstSources) take(source)
  return [...files]
    .map((file) => ({ file, bytes: gzipSync(readFileSync(join(outRendererDir, file))).length }))
    .sort((one, other) => other.bytes - one.bytes)
}

/** The whole first load in bytes, after gzip. */
export const firstLoadBytes = (outRendererDir) =>
  firstLoadFiles(outRendererDir).reduce((sum, { bytes }) => sum + bytes, 0)
