// Checks of package.json and package-lock.json, as functions from their contents to sentences about
// what is wrong.
import { packageOf } from '../../build/importJudge.js'
import { importsOf, resolveImport, type SourceFile } from './sourceFiles.ts'

export type Manifest = {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
export type Lock = { packages: Record<string, { version?: string; resolved?: string }> }

const declared = (manifest: Manifest) => ({ ...manifest.dependencies, ...manifest.devDependencies })

/** Ranges would let two installations of the same commit differ. */
export function looseVersions(manifest: Manifest): string[] {
  return Object.entries(declared(manifest))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is ${version}: pin it exactly`)
}

/** The RPC packages only work together in one version, and one of them has a stray newer one. */
export function mixedRpcVersions(manifest: Manifest, lock: Lock, wanted: string): string[] {
  const asked = Object.entries(declared(manifest)).filter(([name]) => name.startsWith('@orpc/'))
  const installed = Object.entries(lock.packages).flatMap(([path, { version }]) => {
    const name = path.split('node_modules/').at(-1) ?? ''
    return name.startsWith('@orpc/') && version !== undefined ? [[name, version] as const] : []
  })
  return [...asked, ...installed]
    .filter(([, version]) => version !== wanted)
    .map(([name, version]) => `${name} is ${version}, not ${wanted}`)
}

/** A lock file that names hosts installs from those hosts only. */
export function lockedHosts(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^[a-z+]+:\/\//.test(resolved))
    .map(([path]) => `${path} is locked to one host`)
}

/**
 * What the main process imports at run time must be installed with the application, so it is a
 * dependency and not a dev dependency.
 */
export function undeclaredImports(files: SourceFile[], manifest: Manifest): string[] {
  return files.flatMap((file) => {
    const isMain = file.path.startsWith('src-main/') || file.path.startsWith('src-relay/')
    const known = isMain ? manifest.dependencies : declared(manifest)
    return importsOf(file)
      .filter(
        ({ specifier, typeOnly }) =>
          resolveImport(file.path, specifier) === null &&
          !specifier.startsWith('node:') &&
          !(isMain && typeOnly),
      )
      .map(({ specifier }) => packageOf(specifier))
      .filter((name) => !(name in known) && !(isMain && name === 'electron'))
      .map(
        (name) =>
          `${file.path} imports ${name}, which is not ${isMain ? 'a dependency' : 'declared'}`,
      )
  })
}
