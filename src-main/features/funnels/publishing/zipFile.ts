// A ZIP archive of files in memory, for the export of a funnel.
import { zipSync, type Zippable } from 'fflate'

export type ZipEntry = { path: string; content: Buffer }

/**
 * @param modifiedAt milliseconds since 1970, the same for all files, so that the same funnel gives
 * the same archive
 */
export function zipFile(entries: ZipEntry[], modifiedAt: number): Buffer {
  const mtime = utcAsLocal(Math.max(modifiedAt, Date.UTC(1980, 0, 1)))
  const files: Zippable = Object.fromEntries(entries.map(({ path, content }) => [path, content]))
  return Buffer.from(zipSync(files, { mtime }))
}

/** ZIP has no time zones and the library writes local time: whoever unpacks reads UTC. */
function utcAsLocal(moment: number): Date {
  const at = new Date(moment)
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  )
}
