// The backups of both places: the data folder's, and those in the second folder, which may lie on a
// stick that was pulled out or a server that does not answer.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backup, BackupPlace } from '#shared/contract/backups/backups.contract.ts'
import type { Services } from '#main/core/services.ts'
import { backupFolder } from '#main/database/backups.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { asBackup, backupFilesIn, backupsFrom, type BackupFile } from './backupFiles.ts'
import { readBackupMemory } from './backupMemory.ts'
import { secondFoldersOf } from './secondFolder.ts'

/** How long a folder of a slow network may take to answer a look, in milliseconds. */
const longest = 3_000

export const backupFolderOf = ({ host }: Pick<Services, 'host'>): string =>
  join(host.dataFolder, backupFolder)

export type PlacedFile = BackupFile & { place: BackupPlace }

/** All of both places, the data folder's first. */
export async function allBackupFiles(services: Pick<Services, 'host'>): Promise<PlacedFile[]> {
  const { secondFolder } = readBackupMemory(services)
  const inPlace = async (folder: string, place: BackupPlace): Promise<PlacedFile[]> =>
    (await backupFilesIn(folder)).map((file) => ({ ...file, place }))
  const second = async (chosen: string): Promise<PlacedFile[]> => {
    const folders = await secondFoldersOf(chosen)
    return (await Promise.all(folders.map((folder) => inPlace(folder, 'second')))).flat()
  }
  const [here, there] = await Promise.all([
    inPlace(backupFolderOf(services), 'here'),
    secondFolder === null ? [] : withinReach(second(secondFolder), []),
  ])
  return [...here, ...there]
}

export const isFolderThere = (folder: string): Promise<boolean> =>
  withinReach(
    stat(folder).then(
      () => true,
      () => false,
    ),
    false,
  )

/** What does not answer in time counts as not there: the list of backups must not wait for it. */
async function withinReach<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), longest)
  })
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The file in the data folder, else the one in the second folder. @throws 404 */
export async function findBackup(
  services: Pick<Services, 'host'>,
  id: number,
): Promise<PlacedFile> {
  const found = (await allBackupFiles(services)).find((file) => file.id === id)
  if (found === undefined) throw unknownId('backup', id)
  return found
}

/** With the places it rests in by now. */
export async function placedBackup(
  services: Pick<Services, 'host'>,
  file: PlacedFile,
): Promise<Backup> {
  const all = backupsFrom(await allBackupFiles(services))
  const found = all.find(({ id, fileName }) => id === file.id && fileName === file.name)
  return found ?? asBackup(file, file.place)
}
