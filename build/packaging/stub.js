// Stands in for Electron where its program is not to be had, so that everything else about a package of
// Linux can be made and looked at. Nobody can use what is made with it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How @electron/fuses finds the fuses of a program: this word, a version, a length, the fuses. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const inherited = 0x90

/** @returns the folder, as electron-builder takes an unpacked Electron */
export function writeElectronStub(folder) {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const words =
    '#!/bin/sh\necho "A stand-in for Electron: this package was made to be looked at."\nexit 1\n#'
  const program = Buffer.concat([
    Buffer.from(`${words}${sentinel}`),
    Buffer.from([1, 8, ...Array(8).fill(inherited)]),
  ])
  writeFileSync(join(folder, 'electron'), program, { mode: 0o755 })
  writeFileSync(join(folder, 'chrome-sandbox'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version'])
    writeFileSync(join(folder, name), 'stand-in\n')
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
  return folder
}
