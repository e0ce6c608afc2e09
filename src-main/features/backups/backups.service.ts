// Backups as the interface and REST see them: listed, made, fetched, deleted.
import { mkdir } from 'node:fs/promises'
import { openAsBlob } from 'node:fs'
import { dirname, join } from 'node:path'
import type {
  Backup,
  BackupReason,
  BackupsState,
} from '#shared/contract/backups/backups.contract.ts'
import type { Services } from '#main/core/services.ts'
import { apiError } from '#main/platform/apiError.ts'
import { freeDisk } from '#main/platform/files/freeDisk.ts'
import { describeError } from '#main/platform/log.ts'
import {
  asBackup,
  backupFilesIn,
  backupName,
  backupsFrom,
  removeBackupFile,
  removeLeftovers,
  type BackupFile,
} from './backupFiles.ts'
import { changeBackupMemory, readBackupMemory, toldFailure, workUnderWay } from './backupMemory.ts'
import { presentPassphrase } from './backupPassphrase.ts'
import {
  asWork,
  failed,
  isNoFailure,
  noteInMemory,
  PassphraseUnreadable,
  refuseWhileWorking,
  type Run,
} from './backupWork.ts'
import { allBackupFiles, backupFolderOf, findBackup, isFolderThere } from './placedBackups.ts'
import { removeOutdated, repeatInSecond } from './secondFolder.service.ts'

export async function listBackups(services: Services): Promise<BackupsState> {
  const { secondFolder, failure, secondFailure, isSealing } = readBackupMemory(services)
  const free = freeDisk(services.database.path)
  return {
    items: backupsFrom(await allBackupFiles(services)),
    folder: backupFolderOf(services),
    freeBytes: Number.isFinite(free) ? free : null,
    underWay: services.memory.of(workUnderWay).work,
    failure: toldFailure(failure),
    isSealing,
    second:
      secondFolder === null
        ? null
        : {
            folder: secondFolder,
            isPresent: await isFolderThere(secondFolder),
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
    throw asTold(error)
  }
}

/** What a call is refused with. */
export const asTold = (error: unknown): unknown =>
  error instanceof PassphraseUnreadable
    ? apiError('CONFLICT', 'backup_passphrase_unreadable', error.message)
    : error

/** Part of a piece of work that is under way already. @throws PassphraseUnreadable */
export async function backUp(
  services: Services,
  reason: BackupReason,
  run: Run,
): Promise<BackupFile> {
  const folder = backupFolderOf(services)
  const { host, database } = services
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeLeftovers(folder)
  const passphrase = await presentPassphrase(services)
  const name = backupName(await freeMoment(services, folder), reason, passphrase !== null)
  await run({
    ...{ kind: 'make', source: database.path, target: join(folder, name), passphrase },
    ...{ ledger: join(dirname(database.path), 'ledger.db') },
    ...{ version: host.version, now: host.clock.now() },
  })
  const made = (await backupFilesIn(folder)).find((file) => file.name === name)
  if (made === undefined) throw new Error(`The backup ${name} is not where it was made.`)
  return made
}

/** With a ledger that is damaged no older one goes: one of them may be needed. */
async function makeRoom(services: Services, made: BackupFile): Promise<void> {
  const { ledgerDamage = null } = made.note ?? {}
  if (ledgerDamage !== null) return noteLedgerDamage(services, ledgerDamage)
  await removeOutdated(services, backupFolderOf(services))
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
async function freeMoment({ host }: Services, folder: string): Promise<number> {
  const taken = new Set((await backupFilesIn(folder)).map(({ id }) => id))
  let moment = host.clock.now()
  while (taken.has(moment)) moment += 1
  return moment
}

async function noteFailure(services: Services, error: unknown): Promise<void> {
  if (isNoFailure(error)) return
  services.host.log('error', 'A backup could not be made.', describeError(error))
  await noteInMemory(services, { failure: failed(services, error) })
}

/** @throws 404 */
export async function backupFile(services: Services, id: number): Promise<File> {
  const { path, name, isSealed } = await findBackup(services, id)
  const type = isSealed ? 'application/octet-stream' : 'application/vnd.sqlite3'
  return new File([await openAsBlob(path, { type })], name, { type })
}

/** @throws 404, 409 while one is being made or put back */
export async function deleteBackup(services: Services, id: number): Promise<void> {
  const { name } = await findBackup(services, id)
  refuseWhileWorking(services)
  for (const file of await allBackupFiles(services))
    if (file.name === name) await removeBackupFile(file)
  services.changes.publish(['backups'])
}
