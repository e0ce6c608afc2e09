// The copies beside the database that can take its place.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** In the data folder. */
export const backupFolder = 'backups'

/** Names of the copies in a data folder, the newest first. */
export function backupsIn(dataFolder: string): string[] {
  const folder = join(dataFolder, backupFolder)
  if (!existsSync(folder)) return []
  const written = (name: string): number =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .toSorted((left, right) => written(right) - written(left))
}
