// The composition root: given a host, opens the database, starts the jobs and hands back what both
// hosts serve.
import { join } from 'node:path'
import { openDatabase } from '#main/database/openDatabase.ts'
import { backupsIn } from '#main/database/backups.ts'
import { outboxJob } from '#main/features/email/email.feature.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { describeError } from '#main/platform/log.ts'
import type { Host } from '#main/platform/host.ts'
import { createStartup, type Startup, StartupStopped } from '#main/platform/startup.ts'
import { asStartupError, storageProblem } from '#main/platform/storageProblem.ts'
import { features } from './features.ts'
import { router, type AppRouter } from './router.ts'
import { createServices, type Job, type Services, type StopJob } from '#main/core/services.ts'

export type App = {
  router: AppRouter
  /** The context every procedure is called with. */
  services: Services
  /** Stops the jobs, waits for writes under way and closes the database. */
  stop(): Promise<void>
}

/** Name of the database file in the data folder. */
export const databaseFile = 'main.db'

/** How long a job that could not start waits until it is tried again, in milliseconds. */
const startAgainAfter = 15_000

export type AppOptions = {
  /**
   * Is told how far the opening has come; what it waits for may take minutes where a large database
   * is brought up to date.
   */
  startup?: Startup
  /**
   * `off` starts no sending thread: campaigns can be queued, and nothing leaves. Most tests send
   * nothing, and stopping the thread is most of what they would wait for.
   */
  sending?: 'on' | 'off'
}

/**
 * @throws StartupError if the database cannot be opened or migrated, StartupStopped where the
 * user gave up; nothing is left running then
 */
export async function createApp(
  host: Host,
  { startup = createStartup(), sending = 'on' }: AppOptions = {},
): Promise<App> {
  const changes = createChangeFeed()
  const tables = features.flatMap((feature) => feature.tables)
  const database = await openDatabase(
    join(host.dataFolder, databaseFile),
    tables,
    changes,
    startup,
  ).catch((error: unknown) => {
    if (!(error instanceof StartupStopped))
      host.log('error', 'The database could not be opened.', describeError(error))
    const isDamaged = storageProblem(error) === 'damaged'
    throw asStartupError(error, isDamaged ? (backupsIn(host.dataFolder)[0] ?? null) : null)
  })
  const services = createServices({ host, database, changes })
  const running: { name: string; stop: StopJob }[] = []
  const waiting = new Map<string, NodeJS.Timeout>()
  let isStopping = false
  async function begin(job: Job): Promise<void> {
    try {
      const stopJob = await job.start(services)
      if (isStopping) await stopJob()
      else running.push({ name: job.name, stop: stopJob })
    } catch (error) {
      // The application opens without it, to show and to save what is there: on a full disk, say, or
      // with a key that is lost.
      host.log('error', 'A job could not start; it is tried again.', {
        job: job.name,
        ...describeError(error),
      })
      if (!isStopping)
        waiting.set(job.name, setTimeout(() => void begin(job), startAgainAfter).unref())
    }
  }
  async function stop(): Promise<void> {
    isStopping = true
    for (const timer of waiting.values()) clearTimeout(timer)
    for (const { name, stop } of running.splice(0).reverse()) {
      await stop().catch((error: unknown) =>
        host.log('error', 'A job did not stop.', { job: name, ...describeError(error) }),
      )
    }
    await database.close()
  }
  for (const job of features.flatMap((feature) => feature.jobs))
    if (sending === 'on' || job !== outboxJob) await begin(job)
  return { router, services, stop }
}
