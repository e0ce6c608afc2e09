// What people refused, agreed to or had erased, brought to the data that takes the place of what could
// not be opened; and said plainly where that could not be done.
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#main/core/services.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import type { Salvage } from '#main/database/rescue/salvage.ts'
import { carryRefusals, refusalTables } from '#main/features/crm/crm.feature.ts'
import { describeError } from '#main/platform/log.ts'
import type { RescuedRefusals } from '#shared/contract/backups/rescue.ts'
import { withOpened } from '../openedBackup.ts'
import { allBackupFiles, type PlacedFile } from '../placedBackups.ts'
import { rescueRoom, type RescueGround } from './rescueRoom.ts'

/** What is lost elsewhere lets nobody be written to who refused. */
export const hasAllRefusals = (salvage: Salvage): boolean =>
  salvage.tables.every(
    ({ name, refused, unread }) => !refusalTables.includes(name) || (refused === 0 && unread === 0),
  )

/** Checked, and of this version or an earlier one: the newest first, in both places. */
async function goodBackups(services: Pick<Services, 'host'>): Promise<PlacedFile[]> {
  const files = await allBackupFiles(services)
  return files
    .filter(({ note }) => note !== null && knownMigrations.includes(note.schema))
    .toSorted((one, other) => other.id - one.id)
}

const isOfThisVersion = ({ note }: PlacedFile): boolean => note?.schema === knownMigrations.at(-1)

/** Checked: the newest first, in both places. */
export const backupsOfThisVersion = async (
  services: Pick<Services, 'host'>,
): Promise<PlacedFile[]> => (await goodBackups(services)).filter(isOfThisVersion)

/**
 * Of the newest backup that can be asked.
 * @param restored what was read, opened beside
 * @throws 422 where that one is sealed and no passphrase known here opens it
 */
export async function refusalsOfBackup(
  ground: RescueGround,
  restored: Services,
): Promise<RescuedRefusals> {
  const files = await goodBackups(ground)
  for (const file of files) {
    try {
      const carried = await withOpened(ground, file, (path) =>
        isOfThisVersion(file)
          ? carryRefusals(restored, path)
          : withUpdated(ground, path, (updated) => carryRefusals(restored, updated)),
      )
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

/** Refusals are read as this version keeps them: a copy is brought up to date, and gone afterwards. */
async function withUpdated<T>(
  { host, openOther }: RescueGround,
  path: string,
  look: (path: string) => Promise<T>,
): Promise<T> {
  // A folder of its own: an update makes a copy beside.
  const folder = join(rescueRoom(host), 'older')
  const copy = join(folder, 'main.db')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await copyFile(path, copy)
    await bringUpToDate(openOther, copy)
    return await look(copy)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function bringUpToDate(openOther: RescueGround['openOther'], path: string): Promise<void> {
  const other = await openOther(path)
  await other.close()
}

/**
 * @param path of what could be read, or of the file itself; null where there is neither
 * @param isOlder of an earlier version, and made for this rescue: it is brought up to date
 */
export async function refusalsOfFile(
  { host, openOther }: RescueGround,
  restored: Services,
  path: string | null,
  isOlder: boolean,
): Promise<RescuedRefusals> {
  if (path === null) return { kind: 'none' }
  try {
    if (isOlder) await bringUpToDate(openOther, path)
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
