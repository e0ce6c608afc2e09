// The desktop application on a folder that cannot be used: it says so in the system's language, ends with
// an error, and leaves nothing behind.
import { execFileSync, spawnSync } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeElectron } from './electronFakes.ts'

let languages = ['fr-FR']
const fakeApp = Object.assign(new EventEmitter(), {
  ...fakeElectron.app,
  getPreferredSystemLanguages: () => languages,
  enableSandbox: () => undefined,
  setPath: () => undefined,
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  exit: (code?: number) => fakeApp.emit('exited', code),
})
const errors: string[] = []
const dialog = { showErrorBox: (_title: string, text: string) => void errors.push(text) }
let windows = 0
class CountedWindow {
  constructor() {
    windows += 1
  }
}
vi.mock('electron', async () => {
  const { fakeElectron: electron } = await import('./electronFakes.ts')
  return { ...electron, app: fakeApp, dialog, BrowserWindow: CountedWindow }
})

let folder: string
const realArguments = process.argv
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'webox-unusable-'))))
afterEach(async () => {
  process.argv = realArguments
  spawnSync('umount', ['-l', folder])
  await rm(folder, { recursive: true, force: true })
})

const mount = (...options: string[]) =>
  void execFileSync('mount', ['-t', 'tmpfs', ...options, 'tmpfs', folder])
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

const places = [
  {
    name: 'a file as the folder',
    prepare: () => writeFile(join(folder, 'data'), 'mine'),
    says: [/est un fichier, et les données demandent un dossier/, /is a file, and the data needs/],
  },
  {
    name: 'a link that leads nowhere',
    prepare: () => symlink(join(folder, 'gone'), join(folder, 'data')),
    says: [/est un lien vers un dossier qui n’existe pas/, /is a link to a folder that/],
  },
  {
    name: 'a read-only disk',
    needsDisk: true,
    prepare: () => mount('-o', 'ro'),
    says: [/disque en lecture seule/, /read-only disk/],
  },
  {
    name: 'a full disk',
    needsDisk: true,
    prepare: async () => {
      mount('-o', 'size=64k')
      await writeFile(join(folder, 'ballast'), Buffer.alloc(65_536)).catch(() => undefined)
    },
    says: [/est plein. Rien n’a été créé/, /is full. Nothing was made/],
  },
].filter(({ needsDisk = false }) => canMount || !needsDisk)

it.each(
  places.flatMap((place) =>
    (['fr-FR', 'en-GB'] as const).map((language, index) => ({
      ...{ name: place.name, prepare: place.prepare, language },
      says: place.says[index] ?? /^$/,
    })),
  ),
)('$name, in $language', async ({ prepare, language, says }) => {
  await prepare()
  languages = [language]
  errors.length = 0
  const before = await readdir(folder, { recursive: true })
  process.argv = ['electron', '.', '--data', join(folder, 'data')]
  vi.resetModules()
  const exited = once(fakeApp, 'exited')
  await import('#main/hosts/electron/main.ts')
  expect(await exited).toEqual([1])
  expect(errors).toEqual([expect.stringMatching(says)])
  expect(windows).toBe(0)
  expect(await readdir(folder, { recursive: true })).toEqual(before)
})
