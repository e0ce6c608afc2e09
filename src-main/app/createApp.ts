// The composition root: given a host, opens the database, starts the jobs and hands back what both
// hosts serve.
import { join } from 'node:path'
import { finishRestoring } from '#main/database/restoring.ts'
import { openDatabase } from '#main/database/openDatabase.ts'
import { backupsIn } from '#main/database/backups.ts'
import type { Database } from '#main/database/database.ts'
import { type ChangeFeed, createChangeFeed } from '#main/platform/changeFeed.ts'
import { describeError } from '#main/platform/log.ts'
import type { Host } from '#main/platform/host.ts'
import { createStartup, type Startup, StartupStopped } from '#main/platform/startup.ts'
import { asStartupError, storageProblem } from '#main/platform/storageProblem.ts'
import { features } from './features.ts'
import { router, type AppRouter } from './router.ts'
import { createCallGate, type OtherData } from '#main/core/reopening.ts'
import { createServices, type Services } from '#main/core/services.ts'
import { topics } from '#shared/contract/system.contract.ts'
import { openOrAsk, type RescueOffer } from './rescuedOpening.ts'
import { runJobs } from './runningJobs.ts'

export type App = {
  router: AppRouter
  /** The context every procedure is called with. */
  services: Services
  /** Stops the jobs, waits for writes under way and closes the database. */
  stop(): Promise<void>
}

/** Name of the database file in the data folder. */
export const databaseFile = 'main.db'

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
  /** Lets the user be asked where the data cannot be opened; absent, that is an error. */
  rescue?: RescueOffer
}

/**
 * @throws StartupError if the database cannot be opened or migrated, StartupStopped where the
 * user gave up; nothing is left running then
 */
export async function createApp(
  host: Host,
  { startup = createStartup(), sending = 'on', rescue }: AppOptions = {},
): Promise<App> {
  const changes = createChangeFeed()
  const open = () => openData(host, changes, startup)
  const openOther = (path: string) => openBeside(host, path)
  const database = await openOrAsk(open, { host, startup, openOther }, rescue)
  const gate = createCallGate()
  let isStopping = false
  let swapping: Promise<unknown> = Promise.resolve()
  const reopening: Services['reopening'] = {
    openOther,
    pass: (call) => gate.pass(() => call(services)),
    whileClosed: (work) =>
      gate.closed(async () => {
        const swap = runClosed(() => work({ openOther }))
        swapping = swap.catch(() => undefined)
        return await swap
      }),
  }
  const services = createServices({ host, database, changes, reopening })
  const startJobs = () => runJobs(services, sending)
  let jobs = await startJobs()
  async function runClosed<T>(work: () => Promise<T>): Promise<T> {
    if (isStopping) throw new StartupStopped()
    try {
      // Within it: what was closed by half is opened again, too.
      await jobs.stop()
      await services.database.close()
      return await work()
    } finally {
      // The same object as before, for those who hold it.
      const given = { host, changes, reopening, database: await open() }
      const opened = createServices(given, services.memory)
      Object.assign(services, opened)
      jobs = await startJobs()
      changes.publish(topics)
    }
  }
  async function stop(): Promise<void> {
    isStopping = true
    await swapping
    await jobs.stop()
    await services.database.close()
  }
  return { router, services, stop }
}

/** @see ClosedData.openOther */
export async function openBeside(host: Host, path: string): Promise<OtherData<Services>> {
  const other = await openDatabase(path, tables, createChangeFeed())
  return {
    services: createServices({ host, changes: createChangeFeed(), database: other }),
    close: () => other.close(),
  }
}

const tables = features.flatMap((feature) => feature.tables)

/** @throws StartupError, StartupStopped */
async function openData(host: Host, changes: ChangeFeed, startup: Startup): Promise<Database> {
  const { dataFolder } = host
  try {
    if (finishRestoring(dataFolder)) host.log('info', 'A backup was put back.')
    return await openDatabase(join(dataFolder, databaseFile), tables, changes, startup)
  } catch (error) {
    if (!(error instanceof StartupStopped))
      host.log('error', 'The database could not be opened.', describeError(error))
    const isDamaged = storageProblem(error) === 'damaged'
    throw asStartupError(error, isDamaged ? (backupsIn(dataFolder)[0] ?? null) : null)
  }
}
