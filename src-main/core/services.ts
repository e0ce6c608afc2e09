// What a feature is given: made once at start, passed in, never looked up.
import type { Database } from '#main/database/database.ts'
import type { ChangeFeed } from '#main/platform/changeFeed.ts'
import { cachedUntilFailure } from '#main/platform/cachedUntilFailure.ts'
import type { Host } from '#main/platform/host.ts'
import { readInstallKey } from '#main/platform/secrets/installKey.ts'
import { createRelayClient, type RelayClient } from '#main/relay/relayClient.ts'
import { createDamageWatch, type DamageWatch } from './damageWatch.ts'
import { createMemory, type Memory } from './memory.ts'
import type { Reopening } from './reopening.ts'
import { createOutboxSwitch, type OutboxSwitch } from './outboxControl.ts'

export type Services = {
  host: Host
  database: Database
  changes: ChangeFeed
  /** The sending thread; it says that it is stopped until its job has started it. */
  outbox: OutboxSwitch
  /** The way to the relay, paired or not, with the keys of this desktop. */
  relay: RelayClient
  /** The secret of this installation from which message identities are made. */
  installKey(): Promise<string>
  memory: Memory
  /** Damage in the database, once somebody met with it. */
  damage: DamageWatch
  /** The way to close all of the data and open it again, for whoever replaces it. */
  reopening: Reopening<Services>
}

/**
 * Services on an open database; nothing runs yet.
 * @param before what the same application remembered until its data was closed
 */
export function createServices(
  given: Pick<Services, 'host' | 'database' | 'changes'> & Partial<Pick<Services, 'reopening'>>,
  before?: Memory,
): Services {
  const { secrets, clock, log } = given.host
  const outbox = createOutboxSwitch()
  const services: Services = {
    reopening: neverReopened(() => services),
    ...given,
    outbox,
    damage: createDamageWatch(
      () => clock.now(),
      ({ detail }) => {
        log('error', 'The database is damaged: nothing more is sent.', { detail })
        outbox.damageFound()
        given.changes.publish(['system', 'email'])
      },
    ),
    relay: createRelayClient({ secrets }),
    installKey: cachedUntilFailure(() => readInstallKey(secrets, given.host.dataFolder)),
    memory: createMemory(before),
  }
  return services
}

/** For services that no application holds: nothing can be closed under them. */
const neverReopened = (services: () => Services): Reopening<Services> => ({
  pass: (call) => call(services()),
  whileClosed: () => Promise.reject(new Error("This data is not an application's own.")),
  openOther: () => Promise.reject(new Error("This data is not an application's own.")),
})

/** Something that runs beside the procedures for as long as the application does. */
export type Job = {
  name: string
  /** @returns what stops it, and waits for what is under way */
  start(services: Services): Promise<StopJob>
}

export type StopJob = () => Promise<void>
