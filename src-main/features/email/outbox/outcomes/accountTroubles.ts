// What keeps an account from sending, and for how long it is waited for.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { accountWait } from '#main/mail/retryLadder.ts'
import type { AccountTrouble, SmtpFailure } from '#main/mail/smtpReply.ts'
import { smtpCause } from '#main/mail/smtpCause.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { statusSql } from '../../campaigns/campaignStatus.ts'
import { accountsOfCampaignSql, leavesThroughSql } from '../../spread/accountsOfCampaign.ts'
import * as states from '../outbox.states.ts'

const hour = 60 * 60_000
/**
 * How long is waited for an account, in milliseconds: two days where its server answers; where there
 * is no network nobody refused anything, so as long as mail servers keep trying, five days. Then
 * campaigns are paused with the reason; whoever has mended the account lets them go on.
 */
export const longestWait = { answered: 48 * hour, network: 120 * hour }

const statements = (database: SqliteConnection) => ({
  block: database.prepare(
    `UPDATE email_accounts SET blocked_reason = ?, blocked_cause = ?, blocked_reply = ?, blocked_at = coalesce(blocked_at, ?),
       retry_at = ?, connection_failures = ? WHERE id = ?`,
  ),
  state: database.prepare<
    [number],
    { blocked_reason: string | null; retry_at: number | null; connection_failures: number }
  >('SELECT blocked_reason, retry_at, connection_failures FROM email_accounts WHERE id = ?'),
  unblock: database.prepare(
    'UPDATE email_accounts SET blocked_reason = NULL, blocked_cause = NULL, blocked_reply = NULL, blocked_at = NULL, retry_at = NULL, connection_failures = 0 WHERE id = ?',
  ),
  // What was blocked while the application was closed is tried once more before anything is decided.
  blockedForLong: database.prepare<[number, number, number], { id: number; reply: string }>(
    `SELECT id, coalesce(blocked_reply, '') AS reply FROM email_accounts
     WHERE blocked_at <= CASE WHEN blocked_reason = 'network' THEN ? ELSE ? END
       AND (retry_at IS NULL OR retry_at > ?)`,
  ),
  // What another account still sends, or may again soon, goes on through that one.
  pauseCampaigns: database.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = 'account_blocked', updated_at = ?
     WHERE ${leavesThroughSql} AND deleted_at IS NULL AND ${statusSql} = 'sending'
       AND NOT EXISTS (SELECT 1 FROM email_accounts WHERE id IN ${accountsOfCampaignSql} AND coalesce(blocked_at, ?) > ?)`,
  ),
  giveUp: states.prepareTransition(database, states.giveUpOnAccount),
})

export class AccountTroubles {
  readonly #sql: ReturnType<typeof statements>
  readonly #touched: (topics: Topic[]) => void

  constructor(database: SqliteConnection, touched: (topics: Topic[]) => void) {
    this.#sql = statements(database)
    this.#touched = touched
  }

  /** Inside the caller's transaction, like everything here. */
  block(
    accountId: number,
    reason: AccountTrouble,
    until: 'retry' | 'user' | 'window',
    failure: SmtpFailure,
    now: number,
  ): void {
    const before = this.#sql.state.get(accountId)
    // Several connections run into the same trouble at once: it is one failure.
    const alreadyWaiting =
      before !== undefined &&
      before.blocked_reason === reason &&
      (before.retry_at ?? Infinity) > now
    if (before === undefined || alreadyWaiting) return
    const failures = before.connection_failures + 1
    const retryAt = until === 'user' ? null : now + accountWait(reason, failures)
    const { reply } = failure
    this.#sql.block.run(reason, smtpCause(failure), reply, now, retryAt, failures, accountId)
    this.#touched(['email', 'dashboard'])
  }

  unblock(accountId: number, reasons: readonly string[]): void {
    const before = this.#sql.state.get(accountId)
    if (before?.blocked_reason == null || !reasons.includes(before.blocked_reason)) return
    this.#sql.unblock.run(accountId)
    this.#touched(['email', 'dashboard'])
  }

  hasEnded(now: number): boolean {
    return this.#blockedForLong(now).length > 0
  }

  /**
   * Every wait has an end: campaigns of an account that was blocked for long are paused with the
   * reason, messages that go out by themselves give up with its answer.
   */
  endWaits(now: number): void {
    for (const { id, reply } of this.#blockedForLong(now)) {
      const paused = this.#sql.pauseCampaigns.run(
        now,
        id,
        id,
        now,
        now - longestWait.answered,
      ).changes
      const givenUp = this.#sql.giveUp.run(reply, id, now - longestWait.network).changes
      if (paused + givenUp > 0) this.#touched(['email', 'dashboard'])
    }
  }

  #blockedForLong(now: number) {
    return this.#sql.blockedForLong.all(now - longestWait.network, now - longestWait.answered, now)
  }
}
