// Checks the whole database beside the work: at each start where it is small, once a week where it
// is large, after an end out of order, and until it is sound again where it was not.
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Job, Services } from '#main/core/services.ts'
import {
  checkCancelled,
  smallFile,
  startCheck,
  type CheckResult,
} from '#main/database/damage/checkTask.ts'
import { describeError } from '#main/platform/log.ts'
import { TaskFailure, type Task } from '#main/platform/task.ts'
import { replaceFile } from '#main/platform/files/wholeFiles.ts'

/** In the data folder: when the database was last checked, and what came of it. */
export const checkFile = 'check.json'
const Checked = z.object({ checkedAt: z.number(), damage: z.string().nullable() })
type Checked = z.infer<typeof Checked>

const week = 7 * 24 * 60 * 60_000
const hour = 60 * 60_000
/** What a start does first is not slowed down, in milliseconds. */
const firstCheck = 5_000

/** @param delay until the first check, in milliseconds */
export function createFileCheckJob(delay = firstCheck): Job {
  return { name: 'file check', start: (services) => startChecks(services, delay) }
}

export const fileCheckJob = createFileCheckJob()

async function startChecks(services: Services, delay: number): Promise<() => Promise<void>> {
  const { host, database, damage } = services
  const last = await lastCheck(services)
  const known = last?.damage ?? null
  // Due until a check came to its end, however often the application is quit before.
  if (database.wasCutOff) await note(services, { checkedAt: 0, damage: known })
  // What was damaged sends nothing until it was looked at again: the start waits for that alone.
  if (known !== null)
    await checkNow(services).catch((error: unknown) => {
      // Nobody can say that it is sound: what was said last holds.
      damage.report(known)
      host.log('error', 'The database could not be checked again.', describeError(error))
    })
  let isDue = last === null || database.wasCutOff || statSync(database.path).size <= smallFile
  let underWay: Promise<void> = Promise.resolve()
  let isRunning = false
  let isStopping = false
  let check: Task<CheckResult> | null = null
  const tick = () => {
    if (isRunning) return
    isRunning = true
    underWay = checkIfDue()
      .catch((error: unknown) => {
        // Not looked at to its end, it is due again at the next start.
        if (error instanceof TaskFailure && error.reason === checkCancelled) return
        host.log('error', 'The database could not be checked.', describeError(error))
      })
      .finally(() => (isRunning = false))
  }
  async function checkIfDue(): Promise<void> {
    const checkedAt = (await lastCheck(services))?.checkedAt ?? 0
    // A clock that was set back must not put it off for years.
    if (!isDue && Math.abs(host.clock.now() - checkedAt) < week) return
    if (isStopping) return
    isDue = false
    await checkNow(services, (begun) => (check = begun))
  }
  const timers = [setTimeout(tick, delay), setInterval(tick, hour)]
  for (const timer of timers) timer.unref()
  return async () => {
    isStopping = true
    timers.forEach((timer) => clearTimeout(timer))
    // Quitting waits for one table at most, not for a gigabyte.
    check?.cancel()
    await underWay
  }
}

async function checkNow(
  services: Services,
  begun: (check: Task<CheckResult>) => void = () => undefined,
): Promise<void> {
  const check = startCheck(services.database.path)
  begun(check)
  const { damage } = await check.outcome
  if (damage !== null) services.damage.report(damage)
  await note(services, { checkedAt: services.host.clock.now(), damage })
}

const note = ({ host }: Services, checked: Checked) =>
  replaceFile(join(host.dataFolder, checkFile), JSON.stringify(checked))

/** @returns null if it never was, or nobody can say */
export async function lastCheck({ host }: Services): Promise<Checked | null> {
  const text = await readFile(join(host.dataFolder, checkFile), 'utf8').catch(() => '')
  try {
    return Checked.parse(JSON.parse(text))
  } catch {
    return null
  }
}
