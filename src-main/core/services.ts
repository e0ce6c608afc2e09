// What a feature is given: made once at start, passed in, never looked up.
import type { Database } from '#main/database/database.ts'
import type { ChangeFeed } from '#main/platform/changeFeed.ts'
import type { Host } from '#main/platform/host.ts'

export type Services = {
  host: Host
  database: Database
  changes: ChangeFeed
}

/** Something that runs beside the procedures, started and stopped with the application. */
export type Job = {
  name: string
  start(services: Services): Promise<void>
  /** Given the services it was started with: several applications may run in one process. */
  stop(services: Services): Promise<void>
}
