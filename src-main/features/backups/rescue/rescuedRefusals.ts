// What people refused, agreed to or had erased, brought to the data that takes the place of what could
// not be opened; and said plainly where that could not be done.
import type { Services } from '#main/core/services.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import type { Salvage } from '#main/database/rescue/salvage.ts'
import { carryRefusals, refusalTables } from '#main/features/crm/crm.feature.ts'
import { describeError } from '#main/platform/log.ts'
import type { RescuedRefusals } from '#shared/contract/backups/rescue.ts'
import { withOpened } from '../openedBackup.ts'
import { allBackupFiles, type PlacedFile } from '../placedBackups.ts'

/** What is lost elsewhere lets nobody be written to who refused. */
export const hasAllRefusals = (salvage: Salvage): boolean =>
  salvage.tables.every(
    ({ name, refused, unread }) => !refusalTables.includes(name) || (refused === 0 && unread === 0),
  )

/** Checked, and of this version: the newest first, in both places. */
export async function goodBackups(services: Pick<Services, 'host'>): Promise<PlacedFile[]> {
  const present = knownMigrations.at(-1)
  const files = await allBackupFiles(services)
  return files
    .filter(({ note }) => note?.schema === present)
    .toSorted((one, other) => other.id - one.id)
}

/**
 * Of the newest backup that can be asked.
 * @param restored what was read, opened beside
 * @throws 422 where that one is sealed and no passphrase known here opens it
 */
export async function refusalsOfBackup(
  ground: Pick<Services, 'host'>,
  restored: Services,
): Promise<RescuedRefusals> {
  const files = await goodBackups(ground)
  for (const file of files) {
    try {
      const carried = await withOpened(ground, file, (path) => carryRefusals(restored, path))
      return { kind: 'carried', ...carried }
    } catch (error) {
      if (isClosed(error)) throw error
      // The next one may still be whole.
      ground.host.log('error', 'Refusals of a backup cannot be read.', {
        backup: file.name,
        ...describeError(error),
      })
    }
  }
  return { kind: files.length === 0 ? 'none' : 'unreadable' }
}

/** @param path of what could be read, or of the file itself; null where there is neither */
export async function refusalsOfFile(
  { host }: Pick<Services, 'host'>,
  restored: Services,
  path: string | null,
): Promise<RescuedRefusals> {
  if (path === null) return { kind: 'none' }
  try {
    return { kind: 'carried', ...(await carryRefusals(restored, path)) }
  } catch (error) {
    host.log('error', 'Refusals of the file cannot be read.', describeError(error))
    return { kind: 'unreadable' }
  }
}

export const isClosed = (error: unknown): boolean =>
  error instanceof Error &&
  'data' in error &&
  (error.data as { reason?: unknown }).reason === 'backup_passphrase_needed' // made by `apiError`
