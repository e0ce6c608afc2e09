// Puts the files that libraries read from their own folder beside the bundle of the main process,
// which has no such folders: see src-main/platform/libraryFiles.ts.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inModules } from '../processes.js'

/** Folders of packages that are read as files. */
const folders = ['pdfmake/fonts/Roboto']

export function libraryFiles() {
  return {
    name: 'library-files',
    generateBundle() {
      for (const folder of folders)
        for (const name of readdirSync(inModules(folder)))
          this.emitFile({
            type: 'asset',
            fileName: `libraries/${folder}/${name}`,
            source: readFileSync(join(inModules(folder), name)),
          })
    },
  }
}
