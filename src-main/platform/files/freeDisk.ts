// How much room is left on a disk.
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** Bytes a file may still grow by; Infinity if nobody can say: a full disk says so itself. */
export function freeDisk(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize
  } catch {
    return Infinity
  }
}
