// Starts that cannot be, each with what its user must be told. Used by a test with the local host
// from source, and by `npm run start-matrix` with `npm start` in a fresh copy.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** What a start is given beyond its surroundings. */
export type Start = {
  args: string[]
  env?: Record<string, string>
  /** Starts as a user without rights; only root can. */
  asNobody?: boolean
  /** A folder that is on a read-only disk for this start; only root can. */
  readOnly?: string
  /** Ends what was needed for it. */
  after?: () => void
}

export type FailedStart = {
  name: string
  code: number
  says: { fr: RegExp; en: RegExp }
  /** @param folder empty; whatever else is found in it afterwards was left behind */
  prepare(folder: string): Promise<Start>
  /** Why it cannot be tried on this machine; null if it can. */
  obstacle?: () => string | null
}

/** User and group without rights on Linux and macOS. */
export const nobody = 65_534

const notRoot = () => (process.getuid?.() === 0 ? null : 'only root becomes another user')
const noDisk = () =>
  process.platform !== 'linux' ||
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status !== 0
    ? 'no disk can be made here'
    : null
/** A disk of its own with nothing left on it. */
async function fillDisk(folder: string): Promise<() => void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
  await writeFile(join(folder, 'ballast'), Buffer.alloc(65_536)).catch(() => undefined)
  return () => void execFileSync('umount', ['-l', folder])
}
/** In a folder that everybody may write to. */
async function ownedByRoot(folder: string, file: string): Promise<Start> {
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'data', file), '', { mode: 0o600 })
  await chmod(join(folder, 'data'), 0o777)
  return { args: data(folder, 'data'), asNobody: true }
}
const openPorts = '/proc/sys/net/ipv4/ip_unprivileged_port_start'
const noReservedPorts = () =>
  existsSync(openPorts) && Number(readFileSync(openPorts, 'utf8')) <= 80
    ? 'port 80 is open to everybody here'
    : notRoot()

const data = (...path: string[]) => ['--data', join(...path)]

export const failedStarts: FailedStart[] = [
  {
    name: 'a taken port',
    code: 1,
    says: { fr: /Le port \d+ est déjà pris/, en: /Port \d+ is taken/ },
    async prepare(folder) {
      const other = createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => other.once('listening', resolve))
      const { port } = other.address() as AddressInfo
      return {
        args: ['--port', String(port), ...data(folder, 'data')],
        after: () => other.close(),
      }
    },
  },
  {
    name: 'port 80 without rights',
    code: 1,
    says: { fr: /Le port 80 est réservé/, en: /Port 80 is reserved/ },
    obstacle: noReservedPorts,
    async prepare(folder) {
      await chmod(folder, 0o777)
      return { args: ['--port', '80', ...data(folder, 'data')], asNobody: true }
    },
  },
  {
    name: 'a file as the folder',
    code: 1,
    says: { fr: /est un fichier/, en: /is a file/ },
    async prepare(folder) {
      await writeFile(join(folder, 'file'), 'mine')
      return { args: data(folder, 'file') }
    },
  },
  {
    name: 'a folder in a file',
    code: 1,
    says: { fr: /file est un fichier/, en: /file is a file/ },
    async prepare(folder) {
      await writeFile(join(folder, 'file'), 'mine')
      return { args: data(folder, 'file', 'data') }
    },
  },
  {
    name: 'a link that leads nowhere',
    code: 1,
    says: { fr: /est un lien vers un dossier qui n’existe pas/, en: /is a link to a folder that/ },
    async prepare(folder) {
      await symlink(join(folder, 'gone'), join(folder, 'link'))
      return { args: data(folder, 'link') }
    },
  },
  {
    name: 'a link that leads to itself',
    code: 1,
    says: { fr: /ELOOP.*Rien n’a été modifié/, en: /ELOOP.*Nothing was changed/ },
    async prepare(folder) {
      await symlink(join(folder, 'link'), join(folder, 'link'))
      return { args: data(folder, 'link', 'data') }
    },
  },
  {
    name: 'a name that is too long',
    code: 1,
    says: { fr: /ENAMETOOLONG.*Rien n’a été modifié/, en: /ENAMETOOLONG.*Nothing was changed/ },
    prepare: (folder) => Promise.resolve({ args: data(folder, 'x'.repeat(300)) }),
  },
  {
    name: 'a folder that may not be written',
    code: 1,
    says: {
      fr: /ne peut pas être écrit par votre compte/,
      en: /cannot be written by your account/,
    },
    obstacle: notRoot,
    async prepare(folder) {
      await mkdir(join(folder, 'data'))
      return { args: data(folder, 'data'), asNobody: true }
    },
  },
  {
    name: 'a new folder where none may be made',
    code: 1,
    says: {
      fr: /ne peut pas être écrit par votre compte/,
      en: /cannot be written by your account/,
    },
    obstacle: notRoot,
    prepare: (folder) => Promise.resolve({ args: data(folder, 'one', 'data'), asNobody: true }),
  },
  {
    name: 'a read-only disk',
    code: 1,
    says: { fr: /disque en lecture seule/, en: /read-only disk/ },
    obstacle: noDisk,
    prepare: (folder) => Promise.resolve({ args: data(folder, 'data'), readOnly: folder }),
  },
  ...['main.db', 'ledger.db'].map((file) => ({
    name: `a ${file} of another account`,
    code: 1,
    says: {
      fr: new RegExp(
        `ne peut pas lire et écrire le fichier .*${file}\\s: il appartient à un autre`,
      ),
      en: new RegExp(`cannot read and write the file .*${file}: it belongs to another account`),
    },
    obstacle: notRoot,
    prepare: (folder: string) => ownedByRoot(folder, file),
  })),
  {
    name: 'a new folder on a full disk',
    code: 1,
    says: { fr: /est plein. Rien n’a été créé/, en: /is full. Nothing was made/ },
    obstacle: noDisk,
    async prepare(folder) {
      return { after: await fillDisk(folder), args: data(folder, 'data') }
    },
  },
  {
    name: 'a token that is too short',
    code: 1,
    says: { fr: /WEBOX_TOKEN doit avoir/, en: /WEBOX_TOKEN must have/ },
    prepare: (folder) =>
      Promise.resolve({ args: data(folder, 'data'), env: { WEBOX_TOKEN: 'short' } }),
  },
  {
    name: 'a port that is none',
    code: 2,
    says: { fr: /--port attend un nombre/, en: /--port takes a number/ },
    prepare: (folder) => Promise.resolve({ args: ['--port', '80a', ...data(folder, 'data')] }),
  },
  {
    name: 'an empty folder name',
    code: 2,
    says: { fr: /--data attend un dossier/, en: /--data takes a folder/ },
    prepare: () => Promise.resolve({ args: ['--data', ''] }),
  },
]
