// What the parts of the engine share: connections, statements, the way to commit, the way to wake.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { Claims } from './outbox.claim.ts'
import type { Commits } from './outbox.commits.ts'
import type { HandOvers } from './outbox.handOver.ts'
import type { Ledger } from './outbox.ledger.ts'
import type { Outcomes } from './outcomes/outbox.outcome.ts'
import type { EngineOptions } from './outbox.settings.ts'
import type { Signal } from './outbox.signal.ts'
import type { Versions } from './outbox.versions.ts'

export type EngineParts = {
  options: EngineOptions
  database: SqliteConnection
  ledger: Ledger
  commits: Commits
  claims: Claims
  handOvers: HandOvers
  outcomes: Outcomes
  versions: Versions
  signal: Signal
  /** Connections that have a message under way now: each of them will want to write soon. */
  busyConnections: { count: number }
  /** Counts a message for the measured speed of its campaign. */
  done(campaignId: number): void
  /**
   * True while nothing new may be claimed: stopping, no disk space, just after a jump of the clock.
   */
  isHeld(): boolean
  /** True once the database is known to be damaged: what was begun before is not handed over either. */
  isDamaged(): boolean
  /** Campaigns that may have rows to send, by account; 0 is the sandbox. */
  runningCampaigns(accountId: number): number[]
  connectionFailed(accountId: number): void
}
