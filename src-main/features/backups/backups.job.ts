// Makes a backup every day, at the first quiet moment, and makes up for what the second folder lacks.
import { dateAt } from '#shared/rules/calendar/calendarDays.ts'
import type { Job, Services } from '#main/core/services.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { describeError } from '#main/platform/log.ts'
import { backupFilesIn, removeLeftovers } from './backupFiles.ts'
import { readBackupMemory, workUnderWay } from './backupMemory.ts'
import { removeMoveLeftovers } from './move/moveRooms.ts'
import { takeMovedSecrets } from './move/movedSecrets.ts'
import { removeOpened } from './openedBackup.ts'
import { removeRescueLeftovers } from './rescue/rescue.service.ts'
import { makeBackup } from './backups.service.ts'
import { backupFolderOf } from './placedBackups.ts'
import { repeatInSecond } from './secondFolder.service.ts'

export type BackupTiming = {
  /** After a start, which has more urgent things to do. In milliseconds, as all of these. */
  first: number
  every: number
  /** How long a backup that is due waits for the sending to be over. */
  patience: number
  /** How long after a failure it is tried again. */
  again: number
}
const minute = 60_000
const usual: BackupTiming = {
  first: minute,
  every: 5 * minute,
  patience: 120 * minute,
  again: 60 * minute,
}

/** @param timing for tests */
export function createBackupsJob(timing: BackupTiming = usual): Job {
  return { name: 'backups', start: async (services) => startBackups(services, timing) }
}

export const backupsJob = createBackupsJob()

async function startBackups(
  services: Services,
  timing: BackupTiming,
): Promise<() => Promise<void>> {
  await tidy(services)
  let underWay: Promise<void> = Promise.resolve()
  let isRunning = false
  let dueSince: number | null = null
  let notBefore = -Infinity
  async function look(): Promise<void> {
    // Not while data is on its way: its passwords are not to be judged before it is in its place.
    if (services.memory.of(workUnderWay).work === null) await takeWaiting(services)
    const now = performance.now()
    if (!(await hasBackupOfToday(services)) && now >= notBefore) {
      dueSince ??= now
      if (isSending(services) && now - dueSince < timing.patience) return
      notBefore = now + timing.again
      await makeBackup(services, 'daily')
      dueSince = null
    } else await repeatInSecond(services)
  }
  const tick = () => {
    if (isRunning) return
    isRunning = true
    underWay = look()
      // What failed was noted and logged where it did.
      .catch((error: unknown) =>
        services.host.log('info', 'The daily backup waits.', describeError(error)),
      )
      .finally(() => (isRunning = false))
  }
  const timers = [setTimeout(tick, timing.first), setInterval(tick, timing.every)]
  for (const timer of timers) timer.unref()
  return async () => {
    timers.forEach((timer) => clearTimeout(timer))
    services.memory.of(workUnderWay).cancel()
    await underWay
  }
}

/**
 * What a kill left of them rests in clear, sealed or not. One that stays is told and tried again with the
 * next start: the daily backup must not wait for it.
 */
async function tidy(services: Services): Promise<void> {
  const steps = [
    () => removeLeftovers(backupFolderOf(services)),
    () => removeOpened(services),
    () => removeMoveLeftovers(services),
    () => removeRescueLeftovers(services.host),
  ]
  for (const step of steps)
    await step().catch((error: unknown) =>
      services.host.log('error', 'Leftovers of a backup stay in place.', describeError(error)),
    )
  await takeWaiting(services)
}

/** What the page of moves tells for as long as they wait. */
const takeWaiting = (services: Services): Promise<void> =>
  takeMovedSecrets(services).catch((error: unknown) =>
    services.host.log('error', 'Passwords that arrived wait.', describeError(error)),
  )

/**
 * One made by itself, checked, and sealed where they are to be: those by hand, or before something else,
 * are kept by other rules.
 */
async function hasBackupOfToday(services: Services): Promise<boolean> {
  const zone = businessZone(services)
  const today = dateAt(services.host.clock.now(), zone)
  const { isSealing } = readBackupMemory(services)
  return (await backupFilesIn(backupFolderOf(services))).some(
    ({ id, reason, note, isSealed }) =>
      reason === 'daily' && note !== null && dateAt(id, zone) === today && isSealed >= isSealing,
  )
}

const isSending = ({ outbox }: Services): boolean =>
  Object.values(outbox.status().perMinute).some((messages) => messages > 0)
