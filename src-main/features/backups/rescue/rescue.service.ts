// A database too damaged to be opened: what can be read of it in a new one, which takes its place, or
// as CSV files. The damaged file is kept aside; who was written to is known to the ledger, which stays.
import { statSync } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#main/core/services.ts'
import { knownMigrations } from '#main/database/databaseUpdate.ts'
import {
  abandonRestoring,
  beginRestoring,
  decideRestoring,
  finishRestoring,
  leaveAlone,
  preparedBeside,
  preparedDatabase,
} from '#main/database/restoring.ts'
import type { Salvage } from '#main/database/rescue/salvage.ts'
import { startSalvage, type SalvageProgress } from '#main/database/rescue/salvageTask.ts'
import { figuresAfterSalvage } from '#main/features/analytics/analytics.feature.ts'
import { leadsAfterSalvage } from '#main/features/crm/crm.feature.ts'
import { funnelsAfterSalvage } from '#main/features/funnels/funnels.feature.ts'
import { markAsRestored, outboxAfterSalvage } from '#main/features/email/email.feature.ts'
import { syncFile } from '#main/platform/files/durableFiles.ts'
import type { Host } from '#main/platform/host.ts'
import { asideName } from '#main/platform/files/keptAside.ts'
import { describeError } from '#main/platform/log.ts'
import type { CsvSeparator } from '#shared/rules/csvText.ts'
import type {
  RescuedRefusals,
  RescueProblem,
  RescueReport,
} from '#shared/contract/backups/rescue.ts'
import type { Run } from '../backupWork.ts'
import { findBackup, placedBackup, type PlacedFile } from '../placedBackups.ts'
import { asRefusal, keepNumbers, prepare } from '../restore.service.ts'
import {
  backupsOfThisVersion,
  hasAllRefusals,
  isClosed,
  refusalsOfBackup,
  refusalsOfFile,
} from './rescuedRefusals.ts'
import { rescueRoom, type RescueGround } from './rescueRoom.ts'
import { keptDatabases, writeRescued, type RescuedNote } from './rescuedNote.ts'

/** What is kept beside rows, made anew from those there are. */
const workedOut = [
  ...[...leadsAfterSalvage, ...outboxAfterSalvage],
  ...[...funnelsAfterSalvage, ...figuresAfterSalvage],
]

const salvaged = (host: Host): string => join(rescueRoom(host), 'main.db')

/** What a kill left of one. */
export const removeRescueLeftovers = (host: Host): Promise<void> =>
  rm(rescueRoom(host), { recursive: true, force: true })

/**
 * Reads the damaged database, table by table, into one that is made ready; nothing else changes.
 * @throws with SQLite's code: as of damage where nothing can be read
 */
export async function readDamaged(
  { host }: RescueGround,
  progress: (progress: SalvageProgress) => void = () => undefined,
  canBeCancelled: (cancel: () => void) => void = () => undefined,
): Promise<Salvage> {
  await removeRescueLeftovers(host)
  await mkdir(rescueRoom(host), { recursive: true, mode: 0o700 })
  const donors = (await backupsOfThisVersion({ host })).flatMap(({ isSealed, path }) =>
    isSealed ? [] : path,
  )
  const task = startSalvage(
    {
      ...{ kind: 'read', source: join(host.dataFolder, 'main.db'), donors },
      ...{ copy: join(rescueRoom(host), 'damaged.db'), target: salvaged(host) },
      afterwards: { of: knownMigrations.at(-1), statements: workedOut },
    },
    progress,
  )
  canBeCancelled(task.cancel)
  const result = await task.outcome
  if (result.kind === 'read') return result.salvage
  await removeRescueLeftovers(host)
  throw failureOf(result)
}

/** Rows of all tables that were not brought along; null where nobody knows how many. */
const lostRows = ({ tables }: Salvage): number | null =>
  tables.reduce<number | null>(
    (sum, { refused, unread }) => (sum === null || unread === null ? null : sum + refused + unread),
    0,
  )

/**
 * What was read takes the place of the damaged database, which is kept aside. Everything unsent is held,
 * and the ledger says who was written to.
 * @param withoutRefusals goes on where the newest backup, which may know of refusals that were lost, is
 * sealed
 * @throws StartupError and SQLite's errors where it cannot be opened, 422 where that backup is sealed; the
 * damaged file is in its place then, and what was read can be taken still
 */
export async function takeRescued(
  ground: RescueGround,
  salvage: Salvage,
  withoutRefusals = false,
): Promise<RescueReport> {
  const { host, openOther } = ground
  const prepared = preparedDatabase(host.dataFolder)
  try {
    beginRestoring(host.dataFolder)
    // A copy: what refuses at the end leaves what was read.
    await copyFile(salvaged(host), prepared)
    const other = await openOther(prepared)
    let refusals: RescuedRefusals = { kind: 'whole' }
    try {
      if (!salvage.isWorkedOut)
        await other.services.database.write([], async (transaction) => {
          for (const sql of workedOut) await transaction.sql(sql)
        })
      // Who refused must not be written to because the word of it lay on the page that is lost.
      if (!isWhole(salvage))
        refusals = await refusalsOfBackup(ground, other.services).catch((error: unknown) => {
          if (!withoutRefusals || !isClosed(error)) throw error
          return { kind: 'sealed' }
        })
      await other.services.database.write([], markAsRestored)
    } finally {
      await other.close()
    }
    const keptAs = await takePlace(host, {
      ...{ problem: 'damaged', way: 'read', backup: null, lost: lostRows(salvage) },
    })
    host.log('warn', 'What could be read of a damaged database took its place.', {
      ...{ tables: salvage.tables, refusals },
    })
    return { way: 'read', backup: null, keptAs, refusals }
  } catch (error) {
    abandonRestoring(host.dataFolder)
    throw error
  }
}

const isWhole = ({ tables }: Salvage): boolean =>
  tables.every(({ refused, unread }) => refused === 0 && unread === 0)

/**
 * A backup takes the place of what cannot be opened, which is kept aside.
 * @param salvage what was read of it, where something was: the refusals since come from there
 * @throws 404, 422 where the backup is damaged, newer or sealed; everything is as it was then
 */
export async function putBackInstead(
  ground: RescueGround,
  { id, problem, salvage }: { id: number; problem: RescueProblem; salvage: Salvage | null },
  run: Run,
): Promise<RescueReport> {
  const { host, openOther } = ground
  const prepared = preparedDatabase(host.dataFolder)
  const file = await findBackup(ground, id)
  try {
    beginRestoring(host.dataFolder)
    if (problem === 'update') return await putCopyBack(host, file, run)
    await prepare(ground, file, run)
    const other = await openOther(prepared)
    const source = salvage === null ? presentFile(host) : salvaged(host)
    let refusals: RescuedRefusals
    try {
      const isOlder = salvage !== null && !salvage.isWorkedOut
      refusals = await refusalsOfFile(ground, other.services, source, isOlder)
      if (refusals.kind === 'carried' && salvage !== null && !hasAllRefusals(salvage))
        refusals.isAll = false
      await other.services.database.write([], markAsRestored)
      await leaveOutNumbers(other.services, source)
    } finally {
      await other.close()
    }
    const note = { problem, way: 'backup', backup: file.name, lost: null } as const
    const keptAs = await takePlace(host, note)
    host.log('warn', 'A backup took the place of data that could not be opened.', {
      ...{ backup: file.name, refusals },
    })
    return { way: 'backup', backup: await placedBackup(ground, file), keptAs, refusals }
  } catch (error) {
    abandonRestoring(host.dataFolder)
    throw error
  }
}

/**
 * As it is, for the version that made it: this one would only try to bring it up to date again. Nothing
 * was written to the data since, so nothing is to be carried.
 */
async function putCopyBack(host: Host, file: PlacedFile, run: Run): Promise<RescueReport> {
  const prepared = preparedDatabase(host.dataFolder)
  const sha256 = file.note?.sha256 ?? null
  await run({ kind: 'copy', source: file.path, target: prepared, sha256, step: 'preparing' })
  await run({ kind: 'check', path: prepared }).catch((error: unknown) => {
    throw asRefusal(error)
  })
  const note = { problem: 'update', way: 'copy', backup: file.name, lost: 0 } as const
  const keptAs = await takePlace(host, note)
  host.log('warn', 'The copy of before an update took its place.', { backup: file.name })
  const backup = await placedBackup({ host }, file)
  return { way: 'copy', backup, keptAs, refusals: { kind: 'whole' } }
}

/**
 * From the decision on it goes through: where somebody holds a file, at the next opening.
 * @returns the path of what was there, which is kept aside; null where it is not yet, or nothing was
 */
async function takePlace(host: Host, note: Omit<RescuedNote, 'at'>): Promise<string | null> {
  const prepared = preparedDatabase(host.dataFolder)
  await leaveAlone(prepared)
  syncFile(prepared)
  const at = host.clock.now()
  writeRescued(preparedBeside(host.dataFolder, 'rescued.json'), { at, ...note })
  const before = new Set(keptDatabases({ host }).map(({ path }) => path))
  decideRestoring(host.dataFolder, 'kept')
  try {
    finishRestoring(host.dataFolder)
  } catch (error) {
    // It is decided: to be told that nothing was done would be untrue from the next opening on.
    host.log('warn', 'What was decided is finished by the next opening.', describeError(error))
  }
  await removeRescueLeftovers(host).catch((error: unknown) =>
    host.log('warn', 'Leftovers of a rescue stay until the next start.', describeError(error)),
  )
  return keptDatabases({ host }).find(({ path }) => !before.has(path))?.path ?? null
}

/** Of the file that cannot be opened; null where there is nothing in it. */
function presentFile(host: Host): string | null {
  const path = join(host.dataFolder, 'main.db')
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0 ? path : null
}

/** Where nobody can say which were given since, this many are not given again. */
const numbersLeftOut = 100_000

/** @see keepNumbers */
async function leaveOutNumbers(restored: Services, source: string | null): Promise<void> {
  await restored.database.write([], (transaction) =>
    transaction.sql('UPDATE sqlite_sequence SET seq = seq + ?', [numbersLeftOut]),
  )
  if (source !== null) await keepNumbers(restored, source).catch(() => undefined) // left out above
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
