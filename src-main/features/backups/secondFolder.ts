// A second folder for backups, named by the user: a stick, a synchronised folder. Each installation
// has a folder of its own in it, so that two never clear away each other's. It may be slow, or not
// answer at all: the main thread never waits for it.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#main/core/services.ts'
import { removeLeftovers, type BackupFile } from './backupFiles.ts'
import type { BackupInput } from './backupTask.ts'

const ownPrefix = 'WeBox-'

/** Of all installations: a new computer finds what an earlier one left. */
export async function secondFoldersOf(chosen: string): Promise<string[]> {
  try {
    const inside = (await readdir(chosen, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && entry.name.startsWith(ownPrefix))
      .map(({ name }) => join(chosen, name))
    return [chosen, ...inside]
  } catch {
    return []
  }
}

/**
 * Makes this installation's own folder in it.
 * @throws what the system says where it cannot be written
 */
export async function ownSecondFolder(services: Services, chosen: string): Promise<string> {
  const key = createHash('sha256')
    .update(await services.installKey())
    .digest('hex')
    .slice(0, 8)
  const folder = join(chosen, ownPrefix + key)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const probe = join(folder, '.writable')
  await writeFile(probe, '')
  await rm(probe, { force: true })
  return folder
}

/** Under the same name; compared with what was read before it has it. */
export async function copyToSecond(
  file: BackupFile,
  folder: string,
  run: (input: BackupInput) => Promise<unknown>,
): Promise<void> {
  await removeLeftovers(folder)
  const target = join(folder, file.name)
  const sha256 = file.note?.sha256 ?? null
  await run({ kind: 'copy', source: file.path, target, sha256, step: 'second' })
}
