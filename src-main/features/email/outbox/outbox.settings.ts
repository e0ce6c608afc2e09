// What the sending engine is started with. Every wait can be shortened by a test; nobody else
// changes them.
import { defaultTimeouts, type SmtpTimeouts } from '#main/mail/smtpServer.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { Log } from '#main/platform/log.ts'
import type { RelayAccess } from '#main/relay/relayLinks.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { EngineStatus } from '#main/core/outboxControl.ts'
import type { Credential, CredentialOwner } from '../accounts/accountCredentials.ts'
import type { Ledger } from './outbox.ledger.ts'
import type { RelayNews } from './outbox.relayNews.ts'

/** All in milliseconds, but for the last two. */
export type EngineTiming = {
  tick: number
  /** How often the write-ahead log is copied into the database file. */
  checkpoint: number
  /** How often a second copy of the application tries to become the owner. */
  lockRetry: number
  /** A schedule later than this is not started but asked about. */
  scheduleGrace: number
  /** A difference between wall clock and running time that means sleep or a changed clock. */
  clockJump: number
  /** How long to wait for the network after such a jump. */
  settleAfterJump: number
  /** How long a connection without work stays open. */
  idleConnection: number
  /** How long messages under way may take to finish when the application stops. */
  stopGrace: number
  timeouts: SmtpTimeouts
  messagesPerConnection: number
  /** Bytes of free disk under which nothing new is claimed. */
  lowDisk: number
}

export const defaultTiming: EngineTiming = {
  tick: 1_000,
  checkpoint: 10_000,
  lockRetry: 5_000,
  scheduleGrace: 2 * 60 * 60_000,
  clockJump: 90_000,
  settleAfterJump: 10_000,
  idleConnection: 5_000,
  stopGrace: 5_000,
  timeouts: defaultTimeouts,
  messagesPerConnection: 100,
  lowDisk: 200 * 1024 * 1024,
}

export type EngineFiles = {
  database: string
  ledger: string
  lock: string
  /** Where copies of the data folder are known by, outside it; null where there is no such place. */
  memory: string | null
}

export type EngineOptions = {
  files: EngineFiles
  installKey: string
  /**
   * What logs in at this very host: a row read a moment ago may name another server than the present
   * one.
   * @param refused an access token that the server did not take
   */
  credentialOf(account: CredentialOwner, refused: string | null): Promise<Credential>
  /** The paired relay as it is now; null without one. In memory only. */
  relay(): RelayAccess | null
  /** Left out where nobody asks the relay. */
  relayNews?: RelayNews
  changed(topics: Topic[]): void
  statusChanged(status: EngineStatus): void
  log: Log
  clock: Clock
  timing: EngineTiming
  /** What is done about messages that were under way when the last run ended. */
  recover(connection: SqliteConnection, ledger: Ledger, now: number): void
}
