// A database too damaged to be opened: what can be read of it in a new one, which takes its place, or
// as CSV files. The damaged file is kept aside; who was written to is known to the ledger, which stays.
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClosedData } from '#main/core/reopening.ts'
import type { Services } from '#main/core/services.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import {
  abandonRestoring,
  beginRestoring,
  decideRestoring,
  finishRestoring,
  leaveAlone,
  preparedDatabase,
} from '#main/database/restoring.ts'
import type { Salvage } from '#main/database/rescue/salvage.ts'
import { startSalvage, type SalvageProgress } from '#main/database/rescue/salvageTask.ts'
import { carryRefusals, leadsAfterSalvage, type Carried } from '#main/features/crm/crm.feature.ts'
import { markAsRestored, outboxAfterSalvage } from '#main/features/email/email.feature.ts'
import { syncFile } from '#main/platform/durableFiles.ts'
import type { Host } from '#main/platform/host.ts'
import { asideName } from '#main/platform/keptAside.ts'
import { describeError } from '#main/platform/log.ts'
import type { CsvSeparator } from '#shared/rules/csvText.ts'
import { backupFilesIn, type BackupFile } from '../backupFiles.ts'
import { backupFolderOf } from '../placedBackups.ts'

/** What a rescue has where no database is open. */
export type RescueGround = {
  host: Host
  openOther: ClosedData<Services>['openOther']
}

const roomOf = (host: Host): string => join(host.dataFolder, 'rescuing')
const salvaged = (host: Host): string => join(roomOf(host), 'main.db')

/** What a kill left of one. */
export const removeRescueLeftovers = (host: Host): Promise<void> =>
  rm(roomOf(host), { recursive: true, force: true })

/**
 * Reads the damaged database, table by table, into one that is made ready; nothing else changes.
 * @throws with SQLite's code: as of damage where nothing can be read
 */
export async function readDamaged(
  { host }: RescueGround,
  progress: (progress: SalvageProgress) => void = () => undefined,
): Promise<Salvage> {
  await removeRescueLeftovers(host)
  await mkdir(roomOf(host), { recursive: true, mode: 0o700 })
  const donors = (await goodBackups(host)).map(({ path }) => path)
  const result = await startSalvage(
    {
      ...{ kind: 'read', source: join(host.dataFolder, 'main.db'), donors },
      ...{ copy: join(roomOf(host), 'damaged.db'), target: salvaged(host) },
      afterwards: [...leadsAfterSalvage, ...outboxAfterSalvage],
    },
    progress,
  ).outcome
  if (result.kind === 'read') return result.salvage
  await removeRescueLeftovers(host)
  throw failureOf(result)
}

/** Of this version, checked, and in clear: their tables begin where those of the damaged file do. */
async function goodBackups(host: Host): Promise<BackupFile[]> {
  const present = knownMigrations.at(-1)
  const files = await backupFilesIn(backupFolderOf({ host }))
  return files.filter(({ isSealed, note }) => !isSealed && note?.schema === present)
}

/**
 * What was read takes the place of the damaged database, which is kept aside. Everything unsent is held,
 * and the ledger says who was written to.
 * @returns what the newest backup knew of refusals that could not be read; null where there was no need
 * @throws StartupError and SQLite's errors where it cannot be opened; the damaged file is in its place then
 */
export async function takeRescued(
  { host, openOther }: RescueGround,
  { tables }: Salvage,
): Promise<{ carried: Carried | null }> {
  const prepared = preparedDatabase(host.dataFolder)
  try {
    beginRestoring(host.dataFolder)
    await rename(salvaged(host), prepared)
    const isWhole = tables.every(({ refused, unread }) => refused === 0 && unread === 0)
    const other = await openOther(prepared)
    let carried: Carried | null = null
    try {
      // Who refused must not be written to because the word of it lay on the page that is lost.
      if (!isWhole) carried = await carriedFromBackup(host, other.services)
      await other.services.database.write([], markAsRestored)
    } finally {
      await other.close()
    }
    await leaveAlone(prepared)
    syncFile(prepared)
    decideRestoring(host.dataFolder, 'kept')
    finishRestoring(host.dataFolder)
    host.log('warn', 'What could be read of a damaged database took its place.', { tables })
    await removeRescueLeftovers(host)
    return { carried }
  } catch (error) {
    abandonRestoring(host.dataFolder)
    throw error
  }
}

async function carriedFromBackup(host: Host, services: Services): Promise<Carried | null> {
  const [newest] = await goodBackups(host)
  if (newest === undefined) return null
  try {
    return await carryRefusals(services, newest.path)
  } catch (error) {
    host.log('error', 'Refusals of the newest backup cannot be read.', describeError(error))
    return null
  }
}

/**
 * What was read as CSV files in a new folder beside the data.
 * @returns the folder, and its files
 */
export async function saveRescued(
  { host }: RescueGround,
  separator: CsvSeparator,
): Promise<{ folder: string; files: string[] }> {
  const folder = asideName(join(host.dataFolder, 'rescued')).replace('.unreadable', '')
  const result = await startSalvage(
    { kind: 'save', source: salvaged(host), folder, separator },
    () => undefined,
  ).outcome
  if (result.kind !== 'saved') throw failureOf(result)
  host.log('info', 'What could be read was saved as CSV files.', { folder })
  return { folder, files: result.files }
}

const failureOf = (result: { kind: string; message?: string; code?: string | undefined }): Error =>
  Object.assign(new Error(result.message ?? `The rescue ended: ${result.kind}.`), {
    code: result.code,
  })
