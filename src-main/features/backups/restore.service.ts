// Puts a backup in the place of the present data: made ready and checked beside it, then swapped in one
// step with everything closed. What people refused since holds; who was written to since is known to the
// ledger, which stays where it is.
import { existsSync } from 'node:fs'
import type { RestorePreview, RestoreReport } from '#shared/contract/backups/backups.contract.ts'
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
import { openReader, threadReads } from '#main/database/sqliteConnection.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { carryRefusals } from '#main/features/crm/crm.feature.ts'
import { markAsRestored } from '#main/features/email/email.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { syncFile } from '#main/platform/files/durableFiles.ts'
import { describeError } from '#main/platform/log.ts'
import { StartupError } from '#main/platform/startup.ts'
import { codeOf, storageProblem } from '#main/platform/storageProblem.ts'
import { asBackup, type BackupFile } from './backupFiles.ts'
import { asTold, backUp } from './backups.service.ts'
import { asWork, type Run } from './backupWork.ts'
import { withOpened } from './openedBackup.ts'
import { passphraseOf } from './backupPassphrase.ts'
import { findBackup, placedBackup } from './placedBackups.ts'
import { startComparison } from './comparisonTask.ts'

/** @throws 404, or 422 where the backup cannot be read or opened */
export async function previewRestore(services: Services, id: number): Promise<RestorePreview> {
  const file = await findBackup(services, id)
  const compared = await withOpened(
    services,
    file,
    (then) => startComparison({ then, now: services.database.path }).outcome,
  ).catch((error: unknown) => {
    if (error instanceof Error && 'data' in error) throw error
    // The disk is in the way, and says nothing of the backup.
    if ((storageProblem(error) ?? 'damaged') !== 'damaged') throw error
    throw apiError('UNPROCESSABLE', 'backup_damaged', 'The backup cannot be read.', {
      detail: String(error),
    })
  })
  const { schema, ...told } = compared
  const isNewer = schema.some((name) => !knownMigrations.includes(name))
  const isOlder = schema.length < knownMigrations.length
  return {
    ...{ backup: await placedBackup(services, file), ...told },
    schema: isNewer ? 'newer' : isOlder ? 'older' : 'same',
  }
}

/**
 * @throws 404, 422 where the backup is damaged or newer, 409 with what stands in the way; the present
 * data is as it was then
 */
export async function restoreBackup(services: Services, id: number): Promise<RestoreReport> {
  const file = await findBackup(services, id)
  const { host } = services
  try {
    const done = await asWork(services, 'restore', async (run, tell) => {
      beginRestoring(host.dataFolder)
      await prepare({ host, openOther: services.reopening.openOther }, file, run)
      tell('swapping')
      return services.reopening.whileClosed((closed) => swap(services, run, closed))
    })
    host.log('info', 'A backup was put back.', { id, carried: done.carried })
    return { ...done, restored: await placedBackup(services, file) }
  } catch (error) {
    abandonUndecided(services)
    throw asTold(error)
  }
}

export function abandonUndecided({ host }: Services): void {
  try {
    abandonRestoring(host.dataFolder)
  } catch (error) {
    host.log('warn', 'What was made ready could not be cleared away.', describeError(error))
  }
}

/** A copy of the backup beside the data, whole and of the present version. */
export async function prepare(
  services: Pick<Services, 'host'> & Pick<ClosedData<Services>, 'openOther'>,
  file: BackupFile,
  run: Run,
): Promise<void> {
  const { host } = services
  const prepared = preparedDatabase(host.dataFolder)
  try {
    const sha256 = file.note?.sha256 ?? null
    if (file.isSealed) {
      const passphrase = await passphraseOf(services, file)
      await run({ kind: 'open', source: file.path, target: prepared, passphrase })
    } else
      await run({ kind: 'copy', source: file.path, target: prepared, sha256, step: 'preparing' })
    await run({ kind: 'check', path: prepared })
    const other = await services.openOther(prepared)
    await other.close()
  } catch (error) {
    throw asRefusal(error)
  }
}

export function asRefusal(error: unknown): unknown {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof StartupError && error.problem === 'newer')
    return apiError('UNPROCESSABLE', 'backup_newer', 'A newer version made it.', { detail })
  const isDamaged =
    codeOf(error) === 'SEAL_DAMAGED' ||
    storageProblem(error) === 'damaged' ||
    (error instanceof StartupError && error.problem === 'damaged')
  return isDamaged
    ? apiError('UNPROCESSABLE', 'backup_damaged', 'The backup is not whole any more.', { detail })
    : error
}

/**
 * Everything is closed. Up to the decision nothing has happened; from it on it goes through.
 * @param prepareMore makes ready what takes its place with it
 */
export async function swap(
  services: Services,
  run: Run,
  closed: ClosedData<Services>,
  prepareMore: () => Promise<void> = async () => undefined,
): Promise<Pick<RestoreReport, 'before' | 'carried'>> {
  const { host, database } = services
  const prepared = preparedDatabase(host.dataFolder)
  const before = await stateOfNow(services, run)
  const other = await closed.openOther(prepared)
  let carried: RestoreReport['carried'] = null
  try {
    carried = await carry(services, other.services)
    await other.services.database.write([], markAsRestored)
    if (existsSync(database.path)) await keepNumbers(other.services, database.path)
  } finally {
    await other.close()
  }
  await leaveAlone(prepared)
  syncFile(prepared)
  await prepareMore()
  decideRestoring(host.dataFolder, before === null ? 'kept' : 'replaced')
  finishRestoring(host.dataFolder)
  return { before: before === null ? null : asBackup(before, 'here'), carried }
}

/** @returns null where it is too damaged to be backed up: its files are kept aside */
async function stateOfNow(services: Services, run: Run): Promise<BackupFile | null> {
  try {
    await leaveAlone(services.database.path)
    return await backUp(services, 'before_restore', run)
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    services.host.log(
      'warn',
      'The present data is damaged: it is kept aside.',
      describeError(error),
    )
    return null
  }
}

/** @returns null where the present database cannot be read, or not all of it */
async function carry(services: Services, restored: Services): Promise<RestoreReport['carried']> {
  try {
    const { isAll, ...carried } = await carryRefusals(restored, services.database.path)
    if (isAll) return carried
    services.host.log('error', 'Not all refusals since the backup can be read.', carried)
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
    services.host.log('error', 'Refusals since the backup cannot be read.', describeError(error))
  }
  return null
}

const given = rowOf({ name: text(), last: integer() })

/**
 * A number given since the backup is not given again: a message is known by the numbers of its campaign
 * and its lead, and somebody else's would be taken for it.
 */
export async function keepNumbers(restored: Services, nowPath: string): Promise<void> {
  const now = openReader(nowPath)
  try {
    const all = threadReads(now).all(given, 'SELECT name, seq AS last FROM sqlite_sequence')
    await restored.database.write([], async (transaction) => {
      for (const { name, last } of all) {
        await transaction.sql(
          `INSERT INTO sqlite_sequence (name, seq) SELECT ?, 0
           WHERE ? IN (SELECT name FROM sqlite_schema) AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)`,
          [name, name, name],
        )
        await transaction.sql('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', [
          last,
          name,
        ])
      }
    })
  } catch (error) {
    if (storageProblem(error) !== 'damaged') throw error
  } finally {
    now.close()
  }
}
