// What the parts of the engine share: connections, statements, the way to commit, the way to wake.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { SmtpServer } from '#main/mail/smtpServer.ts'
import type { Claims } from './outbox.claim.ts'
import type { Commits } from './outbox.commits.ts'
import type { HandOvers } from './outbox.handOver.ts'
import type { Ledger } from './outbox.ledger.ts'
import type { Outcomes } from './outbox.outcome.ts'
import type { EngineOptions } from './outbox.settings.ts'
import type { Signal } from './outbox.signal.ts'
import type { Versions } from './outbox.versions.ts'

export type EngineParts = {
  options: EngineOptions
  connection: SqliteConnection
  ledger: Ledger
  commits: Commits
  claims: Claims
  handOvers: HandOvers
  outcomes: Outcomes
  versions: Versions
  signal: Signal
  /** Lanes that hold a row now: each of them will want to write soon. */
  busyLanes: { count: number }
  /** Counts a message for the measured speed of its campaign. */
  done(campaignId: number): void
  /**
   * True while nothing new may be claimed: stopping, no disk space, just after a jump of the clock.
   */
  isHeld(): boolean
  /** Campaigns that may have rows to send, by account; 0 is the sandbox. */
  runningCampaigns(accountId: number): number[]
  laneFailed(accountId: number): void
}

/** An account as its lanes see it. */
export type SendingAccount = {
  readonly id: number
  campaignIds(): number[]
  server(): Promise<SmtpServer>
  /** Milliseconds until something may be claimed: pace, a block, a held engine. */
  wait(now: number): number
  take(now: number): void
  isBlocked(): boolean
  isClosed(): boolean
  /** Reads the account's row again. */
  reload(): void
}

/** One connection's worth of sending, as its account sees it. */
export type Lane = {
  /** Resolves when the lane has ended. */
  readonly ended: Promise<void>
  /** Drops the connection; what is under way on it fails. */
  drop(): void
}
