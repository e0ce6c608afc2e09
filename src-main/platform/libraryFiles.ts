// Where the files lie that a library brings to be read: in its own folder when the code runs from
// source, beside the bundle when it is built (build/bundling/libraryFiles.js puts them there).
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @param library name of the package
 * @param folder within it, with `/`; named in build/bundling/libraryFiles.js
 * @returns absolute path
 */
export function libraryFolder(library: string, folder: string): string {
  const here = import.meta.url
  if (here.endsWith('.ts'))
    return join(dirname(createRequire(here).resolve(`${library}/package.json`)), folder)
  // Shared code may be cut into a chunk folder one level down.
  const top = new URL(here.includes('/chunks/') ? '../' : './', here)
  return join(fileURLToPath(top), 'libraries', library, folder)
}
