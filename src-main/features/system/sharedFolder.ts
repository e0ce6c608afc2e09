// Whether a folder lies where another program or another computer writes too: in a folder that is
// synchronised, or on a network drive. A database in use is no file to be copied meanwhile.
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SharedFolder } from '#shared/contract/system.contract.ts'

/**
 * Names that a service gives to its folder, as whole names of a folder on the way there. What people
 * name their own folders ("Box", "Sync") is not among them.
 */
const services: readonly (readonly [service: string, folder: RegExp])[] = [
  ['OneDrive', /^OneDrive(?:[ -].*)?$/i],
  ['Dropbox', /^Dropbox(?: \(.*\))?$/i],
  ['iCloud Drive', /^(?:iCloud ?Drive|com~apple~CloudDocs)$/i],
  ['Google Drive', /^(?:Google ?Drive(?:-.*)?|DriveFS)$/i],
  ['kDrive', /^kDrive\d*$/i],
  ['Nextcloud', /^Nextcloud\d*$/i],
  ['ownCloud', /^ownCloud\d*$/i],
  ['pCloud', /^pCloud ?(?:Drive|Sync)$/i],
  ['MEGA', /^MEGA ?sync$/i],
  ['Box', /^Box Sync$/i],
  ['Synology Drive', /^SynologyDrive$/i],
]
/** What a service leaves in the folder it watches over, whatever that is called. */
const marks: readonly (readonly [service: string, file: string])[] = [
  ['Dropbox', '.dropbox.cache'],
  ['Syncthing', '.stfolder'],
  ['Nextcloud', '.nextcloudsync.log'],
]
/** File systems of Linux that lie on another computer. */
const networkSystems =
  /^(?:nfs4?|cifs|smb3?|smbfs|afs|ceph|glusterfs|davfs2?|9p|fuse\.(?:sshfs|rclone|davfs2?|s3fs))$/

/** @param folder absolute path; it need not exist. @returns null where nothing speaks for it */
export function sharedFolderOf(folder: string, mounts = readMounts()): SharedFolder | null {
  const path = realPath(folder)
  const service = serviceOf(path)
  if (service !== null) return { kind: 'synchronised', service }
  return isOnNetwork(path, mounts) ? { kind: 'network' } : null
}

function serviceOf(path: string): string | null {
  const names = path.split(/[\\/]/)
  const named = services.find(([, folder]) => names.some((name) => folder.test(name)))
  if (named !== undefined) return named[0]
  for (let at = path; ; at = dirname(at)) {
    const marked = marks.find(([, file]) => existsSync(join(at, file)))
    if (marked !== undefined) return marked[0]
    if (dirname(at) === at) return null
  }
}

/** Where links lead, of the part that exists; drives that stand for another computer by its name. */
function realPath(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    const parent = dirname(folder)
    return parent === folder ? folder : join(realPath(parent), folder.slice(parent.length))
  }
}

function isOnNetwork(path: string, mounts: string): boolean {
  if (/^\\\\(?![?.]\\)/.test(path)) return true
  const holding = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, point = '', system = '']) => ({ point: unescaped(point), system }))
    .filter(({ point }) => point !== '' && isWithin(path, point))
    // Of those mounted at one place the last is what is seen.
    .reduce<{ point: string; system: string } | null>(
      (best, next) => (best === null || next.point.length >= best.point.length ? next : best),
      null,
    )
  return holding !== null && networkSystems.test(holding.system)
}
const isWithin = (path: string, point: string) =>
  path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`)
/** Spaces in names stand as `\040`. */
const unescaped = (point: string) =>
  point.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )

/** What Linux has mounted; empty elsewhere, where nobody says it without a program of its own. */
function readMounts(): string {
  try {
    return readFileSync('/proc/self/mounts', 'utf8')
  } catch {
    return ''
  }
}
