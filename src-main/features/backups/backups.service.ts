// Backups as the interface and REST see them: listed, made, fetched, deleted, repeated in a second
// folder.
import { existsSync, mkdirSync, openAsBlob } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type {
  Backup,
  BackupPlace,
  BackupReason,
  BackupsState,
  BackupWork,
} from '#shared/contract/backups/backups.contract.ts'
import type { Services } from '#main/core/services.ts'
import { backupFolder } from '#main/database/backups.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { freeDisk } from '#main/platform/freeDisk.ts'
import { describeError } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import {
  asBackup,
  backupFilesIn,
  backupName,
  backupsFrom,
  removeBackupFile,
  removeLeftovers,
  type BackupFile,
} from './backupFiles.ts'
import {
  changeBackupMemory,
  readBackupMemory,
  toldFailure,
  workUnderWay,
  type BackupMemory,
} from './backupMemory.ts'
import { startBackup, type BackupInput } from './backupTask.ts'
import { isOfLater, outdatedBackups } from './keptBackups.ts'
import { copyToSecond, ownSecondFolder, secondFoldersOf } from './secondFolder.ts'

export const backupFolderOf = ({ host }: Services): string => join(host.dataFolder, backupFolder)

type PlacedFile = BackupFile & { place: BackupPlace }

/** All of both places, the data folder's first. */
function allBackupFiles(services: Services): PlacedFile[] {
  const { secondFolder } = readBackupMemory(services)
  const inPlace = (place: BackupPlace) => (folder: string) =>
    backupFilesIn(folder).map((file): PlacedFile => ({ ...file, place }))
  return [
    ...inPlace('here')(backupFolderOf(services)),
    ...(secondFolder === null ? [] : secondFoldersOf(secondFolder).flatMap(inPlace('second'))),
  ]
}

export function listBackups(services: Services): BackupsState {
  const { secondFolder, failure, secondFailure } = readBackupMemory(services)
  const free = freeDisk(services.database.path)
  return {
    items: backupsFrom(allBackupFiles(services)),
    folder: backupFolderOf(services),
    freeBytes: Number.isFinite(free) ? free : null,
    underWay: services.memory.of(workUnderWay).work,
    failure: toldFailure(failure),
    second:
      secondFolder === null
        ? null
        : {
            folder: secondFolder,
            isPresent: existsSync(secondFolder),
            failure: toldFailure(secondFailure),
          },
  }
}

/**
 * Makes a backup and keeps it: those that are too old go only then.
 * @throws 409 while another one is under way, or with what stands in the way; every backup there was
 * is kept then
 */
export async function makeBackup(services: Services, reason: BackupReason): Promise<Backup> {
  try {
    const made = await asWork(services, 'backup', (run) => backUp(services, reason, run))
    await makeRoom(services, made)
    await repeatInSecond(services)
    return asBackup(made, 'here')
  } catch (error) {
    await noteFailure(services, error)
    throw error
  }
}

/** Part of a piece of work that is under way already. */
export async function backUp(
  services: Services,
  reason: BackupReason,
  run: Run,
): Promise<BackupFile> {
  const folder = backupFolderOf(services)
  const { host, database } = services
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeLeftovers(folder)
  const name = backupName(freeMoment(services, folder), reason)
  await run({
    ...{ kind: 'make', source: database.path, target: join(folder, name) },
    ...{ ledger: join(dirname(database.path), 'ledger.db') },
    ...{ version: host.version, now: host.clock.now() },
  })
  const made = backupFilesIn(folder).find((file) => file.name === name)
  if (made === undefined) throw new Error(`The backup ${name} is not where it was made.`)
  return made
}

/** With a ledger that is damaged no older one goes: one of them may be needed. */
async function makeRoom(services: Services, made: BackupFile): Promise<void> {
  const { ledgerDamage = null } = made.note ?? {}
  if (ledgerDamage !== null) return noteLedgerDamage(services, ledgerDamage)
  removeOutdated(services, backupFolderOf(services))
  await changeBackupMemory(services, { failure: null })
}

/** The backup itself was made and is kept. */
async function noteLedgerDamage(services: Services, detail: string): Promise<void> {
  const { host } = services
  host.log('error', 'The ledger is damaged.', { detail })
  await noteInMemory(services, {
    failure: { at: host.clock.now(), problem: 'ledger_damaged', detail },
  })
}

/** Two in one millisecond would take each other's name. */
function freeMoment({ host }: Services, folder: string): number {
  const taken = new Set(backupFilesIn(folder).map(({ id }) => id))
  let moment = host.clock.now()
  while (taken.has(moment)) moment += 1
  return moment
}

export type Run = (input: BackupInput) => Promise<void>

/** One piece of work at a time, shown while it goes on, ended with the application. */
export async function asWork<T>(
  services: Services,
  kind: BackupWork['kind'],
  work: (run: Run, tell: (step: BackupWork['step']) => void) => Promise<T>,
): Promise<T> {
  const slot = services.memory.of(workUnderWay)
  if (slot.work !== null)
    throw apiError('CONFLICT', 'backup_running', 'Another backup or restore is under way.')
  const tell = (told: Omit<BackupWork, 'kind'>) => {
    slot.work = { kind, ...told }
    services.changes.publish(['backups'])
  }
  tell({ step: 'copying', bytes: 0, total: 0 })
  try {
    return await work(
      async (input) => {
        const task = startBackup(input, tell)
        slot.cancel = task.cancel
        const result = await task.outcome
        if (result.kind === 'cancelled') throw new BackupCancelled()
        if (result.kind === 'failed')
          throw Object.assign(new Error(result.message), { code: result.code })
      },
      (step) => tell({ step, bytes: 0, total: 0 }),
    )
  } finally {
    slot.work = null
    slot.cancel = () => undefined
    services.changes.publish(['backups'])
  }
}

/** The application was closed meanwhile: nothing to tell. */
class BackupCancelled extends Error {
  override name = 'BackupCancelled'
}

function isBusyElsewhere(error: unknown): boolean {
  return error instanceof Error && 'data' in error
}

async function noteFailure(services: Services, error: unknown): Promise<void> {
  if (error instanceof BackupCancelled || isBusyElsewhere(error)) return
  services.host.log('error', 'A backup could not be made.', describeError(error))
  await noteInMemory(services, { failure: failed(services, error) })
}

const noteInMemory = (services: Services, change: Partial<BackupMemory>): Promise<void> =>
  changeBackupMemory(services, change).catch((unwritable: unknown) =>
    services.host.log('error', 'That cannot be noted either.', describeError(unwritable)),
  )

const failed = ({ host }: Services, error: unknown) => ({
  at: host.clock.now(),
  problem: storageProblem(error) ?? ('unexpected' as const),
  detail: error instanceof Error ? error.message : String(error),
})

function removeOutdated(services: Services, folder: string): void {
  const zone = businessZone(services)
  for (const file of outdatedBackups(backupFilesIn(folder), services.host.clock.now(), zone))
    try {
      removeBackupFile(file)
    } catch (error) {
      // One more than needed: it goes the next time.
      services.host.log('warn', 'A backup could not be removed.', describeError(error))
    }
}

/**
 * What the second folder lacks of the newest backup. A folder that is not there is no error: it is
 * tried again.
 */
export async function repeatInSecond(services: Services): Promise<void> {
  const { secondFolder, secondFailure } = readBackupMemory(services)
  const now = services.host.clock.now()
  const newest = backupFilesIn(backupFolderOf(services)).find(
    (file) => file.note !== null && !isOfLater(file, now),
  )
  if (secondFolder === null || newest === undefined || !existsSync(secondFolder)) return
  try {
    const folder = await ownSecondFolder(services, secondFolder)
    // A stick pulled out too early may keep the name of a file, and not all of it.
    const copied = backupFilesIn(folder).find(({ name }) => name === newest.name)
    if (copied?.bytes !== newest.bytes)
      await asWork(services, 'backup', (run) => copyToSecond(newest, folder, run))
    removeOutdated(services, folder)
    if (secondFailure !== null) await changeBackupMemory(services, { secondFailure: null })
  } catch (error) {
    if (error instanceof BackupCancelled || isBusyElsewhere(error)) return
    services.host.log('warn', 'The second folder has no copy.', describeError(error))
    await changeBackupMemory(services, { secondFailure: failed(services, error) })
  }
}

/** @throws 422 where it cannot hold a copy; what was chosen before stays then */
export async function setSecondFolder(
  services: Services,
  folder: string | null,
): Promise<BackupsState> {
  const chosen = folder === null ? null : resolve(folder)
  if (folder !== null && !isAbsolute(folder))
    throw apiError('UNPROCESSABLE', 'folder_not_absolute', 'The folder must be an absolute path.', {
      field: 'folder',
    })
  if (chosen !== null) {
    if (!existsSync(chosen))
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
  return listBackups(services)
}

/** The file in the data folder, else the one in the second folder. @throws 404 */
export function findBackup(services: Services, id: number): PlacedFile {
  const found = allBackupFiles(services).find((file) => file.id === id)
  if (found === undefined) throw unknownId('backup', id)
  return found
}

/** With the places it rests in by now. */
export const placedBackup = (services: Services, { id, name, ...file }: PlacedFile): Backup =>
  backupsFrom(allBackupFiles(services)).find((one) => one.id === id && one.fileName === name) ??
  asBackup({ id, name, ...file }, file.place)

/** @throws 404 */
export async function backupFile(services: Services, id: number): Promise<File> {
  const { path, name } = findBackup(services, id)
  const type = 'application/vnd.sqlite3'
  return new File([await openAsBlob(path, { type })], name, { type })
}

/** @throws 404, 409 while one is being made or put back */
export function deleteBackup(services: Services, id: number): void {
  const { name } = findBackup(services, id)
  if (services.memory.of(workUnderWay).work !== null)
    throw apiError('CONFLICT', 'backup_running', 'Another backup or restore is under way.')
  for (const file of allBackupFiles(services)) if (file.name === name) removeBackupFile(file)
  services.changes.publish(['backups'])
}
