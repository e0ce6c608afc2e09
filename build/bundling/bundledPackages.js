// Writes which packages ended in a bundle, beside the bundles: a package that is shipped is named with
// its licence, and a check compares this list with that file (build/packaging/contents.js).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../processes.js'

/** Folder of the lists, one file a bundle. */
export const listFolder = join(root, 'out', 'packages')

/** The package a module of the bundle came from, as the folder that holds it; null for our own. */
export function packageFolder(module) {
  const path = module.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null
}

/** @param {string} bundle name of the list */
export function bundledPackages(bundle, folder = listFolder) {
  return {
    name: 'bundled-packages',
    generateBundle(_options, output) {
      const modules = Object.values(output).flatMap((chunk) => Object.keys(chunk.modules ?? {}))
      const folders = new Set(modules.map(packageFolder).filter((path) => path !== null))
      const packages = [...folders].map(nameAndVersion).sort()
      mkdirSync(folder, { recursive: true })
      writeFileSync(
        join(folder, `${bundle}.json`),
        `${JSON.stringify([...new Set(packages)], null, 2)}\n`,
      )
    },
  }
}

function nameAndVersion(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${name} ${version}`
}
