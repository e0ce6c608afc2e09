// The composition root: given a host, opens the database, starts the jobs and hands back what both hosts serve.
import { join } from 'node:path'
import { openDatabase } from '#main/database/openDatabase.ts'
import { createChangeFeed } from '#main/platform/changeFeed.ts'
import { describeError } from '#main/platform/log.ts'
import type { Host } from '#main/platform/host.ts'
import { features } from './features.ts'
import { router, type AppRouter } from './router.ts'
import type { Services } from './services.ts'

export type App = {
  router: AppRouter
  /** The context every procedure is called with. */
  services: Services
  /** Stops the jobs, waits for writes under way and closes the database. */
  stop(): Promise<void>
}

/** Name of the database file in the data folder. */
export const databaseFile = 'main.db'

/** @throws where the database cannot be opened or migrated; nothing is left running then */
export async function createApp(host: Host): Promise<App> {
  const changes = createChangeFeed()
  const tables = features.flatMap((feature) => feature.tables)
  const database = await openDatabase(join(host.dataFolder, databaseFile), tables, changes)
  const services: Services = { host, database, changes }
  const jobs = features.flatMap((feature) => feature.jobs)
  for (const job of jobs) await job.start(services)
  return {
    router,
    services,
    async stop() {
      for (const job of [...jobs].reverse()) {
        await job.stop(services).catch((error: unknown) => host.log('error', 'A job did not stop.', { job: job.name, ...describeError(error) }))
      }
      await database.close()
    },
  }
}
