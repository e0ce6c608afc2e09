// The second folder as it is chosen, and given what it lacks.
import { isAbsolute, resolve } from 'node:path'
import type { Services } from '#main/core/services.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { backupFilesIn, removeBackupFile } from './backupFiles.ts'
import { changeBackupMemory, readBackupMemory } from './backupMemory.ts'
import { asWork, failed, isNoFailure } from './backupWork.ts'
import { isOfLater, outdatedBackups } from './keptBackups.ts'
import { backupFolderOf, isFolderThere } from './placedBackups.ts'
import { copyToSecond, ownSecondFolder } from './secondFolder.ts'

export async function removeOutdated(services: Services, folder: string): Promise<void> {
  const zone = businessZone(services)
  const files = await backupFilesIn(folder)
  for (const file of outdatedBackups(files, services.host.clock.now(), zone))
    try {
      await removeBackupFile(file)
    } catch (error) {
      // One more than needed: it goes the next time.
      services.host.log('warn', 'A backup could not be removed.', describeError(error))
    }
}

/**
 * What the second folder lacks of the newest backup; none in clear once they are to be sealed. A folder
 * that is not there is no error: it is tried again.
 */
export async function repeatInSecond(services: Services): Promise<void> {
  const { secondFolder, secondFailure, isSealing } = readBackupMemory(services)
  if (secondFolder === null) return
  const now = services.host.clock.now()
  const newest = (await backupFilesIn(backupFolderOf(services))).find(
    (file) => file.note !== null && !isOfLater(file, now) && file.isSealed >= isSealing,
  )
  if (newest === undefined || !(await isFolderThere(secondFolder))) return
  try {
    const folder = await ownSecondFolder(services, secondFolder)
    // A stick pulled out too early may keep the name of a file, and not all of it.
    const copied = (await backupFilesIn(folder)).find(({ name }) => name === newest.name)
    if (copied?.bytes !== newest.bytes)
      await asWork(services, 'backup', (run) => copyToSecond(newest, folder, run))
    await removeOutdated(services, folder)
    if (secondFailure !== null) await changeBackupMemory(services, { secondFailure: null })
  } catch (error) {
    if (isNoFailure(error)) return
    services.host.log('warn', 'The second folder has no copy.', describeError(error))
    await changeBackupMemory(services, { secondFailure: failed(services, error) })
  }
}

/** @throws 422 where it cannot hold a copy; what was chosen before stays then */
export async function setSecondFolder(services: Services, folder: string | null): Promise<void> {
  const chosen = folder === null ? null : resolve(folder)
  if (folder !== null && !isAbsolute(folder))
    throw apiError('UNPROCESSABLE', 'folder_not_absolute', 'The folder must be an absolute path.', {
      field: 'folder',
    })
  if (chosen !== null) {
    if (!(await isFolderThere(chosen)))
      throw apiError('UNPROCESSABLE', 'folder_absent', 'There is no such folder.', {
        field: 'folder',
      })
    await ownSecondFolder(services, chosen).catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error)
      throw apiError('UNPROCESSABLE', 'folder_not_writable', 'The folder cannot be written.', {
        ...{ field: 'folder', detail },
      })
    })
  }
  await changeBackupMemory(services, { secondFolder: chosen, secondFailure: null })
  await repeatInSecond(services)
}
