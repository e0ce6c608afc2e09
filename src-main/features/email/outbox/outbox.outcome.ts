// What became of a claimed row, and what it means for its recipient, its account and its
// campaign.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { accountWait, messageWait } from '#main/mail/retryLadder.ts'
import {
  classifyReply,
  type AccountTrouble,
  type SmtpFailure,
  type Verdict,
} from '#main/mail/smtpReply.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Outcome } from './outbox.attempt.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import * as states from './outbox.states.ts'
import { insertSuppressionSql } from '../campaigns/recipients.ts'

export type Outcomes = {
  /**
   * Inside the caller's transaction.
   * @param attemptId of the hand-over, or null where it never came to one
   */
  record(row: ClaimedRow, outcome: Outcome, attemptId: number | null, now: number): void
  /** Puts a claimed row back as if it had never been claimed. */
  putBack(row: ClaimedRow): void
  blockAccount(
    accountId: number,
    reason: AccountTrouble,
    until: 'retry' | 'user' | 'window',
    reply: string,
    now: number,
  ): void
  unblockAccount(accountId: number, reasons: readonly string[]): void
}

/** Refusals for policy among the last messages of a campaign that stop it. */
const policyLimit = { refusals: 5, among: 20 }
/**
 * Where a server complained about the account, others go first for a while: the complaint may be
 * about this one message.
 */
const othersFirst = 5 * 60_000
/**
 * Answers that never came, in a row, after which the account waits: a server that drops everybody
 * must not use up a campaign.
 */
const silencesInARow = 3

export function createOutcomes(
  database: SqliteConnection,
  touched: (topics: Topic[]) => void,
): Outcomes {
  const accept = states.prepareTransition(database, states.accept)
  const fail = states.prepareTransition(database, states.fail)
  const markUncertain = states.prepareTransition(database, states.markUncertain)
  const requeue = states.prepareTransition(database, states.requeue)
  const putBack = states.prepareTransition(database, states.putBack)
  const finishAttempt = database.prepare(
    'UPDATE send_attempts SET outcome = ?, code = ?, reply = ? WHERE id = ?',
  )
  const addAttempt = database.prepare(
    'INSERT INTO send_attempts (outcome, code, reply, outbox_id, account_id, attempted_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const suppress = database.prepare(insertSuppressionSql)
  const block = database.prepare(
    `UPDATE email_accounts SET blocked_reason = ?, blocked_reply = ?, blocked_at = coalesce(CASE WHEN blocked_reason = ? THEN blocked_at END, ?),
       retry_at = ?, connection_failures = ? WHERE id = ?`,
  )
  const accountState = database.prepare<
    [number],
    { blocked_reason: string | null; retry_at: number | null; connection_failures: number }
  >('SELECT blocked_reason, retry_at, connection_failures FROM email_accounts WHERE id = ?')
  const unblock = database.prepare(
    'UPDATE email_accounts SET blocked_reason = NULL, blocked_reply = NULL, blocked_at = NULL, retry_at = NULL, connection_failures = 0 WHERE id = ?',
  )
  const refusedLately = database.prepare<[number, number], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT send_attempts.outcome FROM send_attempts CROSS JOIN outbox ON outbox.id = outbox_id
       WHERE campaign_id = ? ORDER BY send_attempts.id DESC LIMIT ?) WHERE outcome IN ('refused_policy', 'refused_sender', 'refused_content')`,
  )
  const pauseCampaign = database.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = 'refused_by_servers', updated_at = ?
     WHERE id = ? AND status IN ('sending', 'automatic') AND confirms_funnel_id IS NULL`,
  )
  const silences = new Map<number, number>()

  function noteAttempt(
    row: ClaimedRow,
    attemptId: number | null,
    outcome: string,
    failure: SmtpFailure | null,
    reply: string,
    now: number,
  ): void {
    if (attemptId !== null)
      finishAttempt.run(
        outcome,
        failure?.code ?? (outcome === 'accepted' ? 250 : null),
        reply,
        attemptId,
      )
    else if (failure !== null && (failure.code !== null || failure.problem === 'too_large'))
      addAttempt.run(outcome, failure.code, reply, row.id, row.accountId, now)
  }

  function recordFailure(
    row: ClaimedRow,
    failure: SmtpFailure,
    attemptId: number | null,
    now: number,
  ): void {
    const verdict = classifyReply(failure)
    noteAttempt(row, attemptId, attemptName(verdict), failure, failure.reply, now)
    if (verdict.kind !== 'uncertain') silences.delete(row.accountId)
    const failFor = (reason: string) =>
      fail.run(reason, failure.code, failure.reply, row.id, row.lease)
    const again = (attempts: number, moment: number) =>
      requeue.run(attempts, moment, failure.code, failure.reply, row.id, row.lease)
    switch (verdict.kind) {
      case 'withdrawn':
        putBack.run(row.id, row.lease)
        return
      case 'uncertain': {
        markUncertain.run('no_reply', failure.code, failure.reply, row.id, row.lease)
        const inARow = (silences.get(row.accountId) ?? 0) + 1
        silences.set(row.accountId, inARow)
        if (inARow >= silencesInARow)
          outcomes.blockAccount(row.accountId, 'network', 'retry', failure.reply, now)
        return
      }
      case 'account':
        again(row.attempts - 1, failure.code === null ? 0 : now + othersFirst)
        outcomes.blockAccount(row.accountId, verdict.reason, verdict.until, failure.reply, now)
        return
      case 'later': {
        const wait = messageWait(
          verdict.ladder,
          row.attempts,
          now - row.firstAttemptAt,
          failure.reply,
        )
        if (wait === null) failFor(verdict.ladder === 'mailbox' ? 'mailbox_full' : 'gave_up')
        else again(row.attempts, now + wait)
        return
      }
      case 'failed':
        failFor(verdict.reason)
        if (verdict.suppress) {
          suppress.run('address', row.email, 'hard_bounce', failure.reply.slice(0, 300), now)
          touched(['crm'])
        } else if (
          (refusedLately.get(row.campaignId, policyLimit.among)?.n ?? 0) >= policyLimit.refusals
        ) {
          pauseCampaign.run(now, row.campaignId)
        }
    }
  }

  const outcomes: Outcomes = {
    record(row, outcome, attemptId, now) {
      touched(['email', 'dashboard'])
      if (outcome.kind === 'failure') return recordFailure(row, outcome.failure, attemptId, now)
      if (outcome.kind === 'unbuildable') {
        fail.run('not_built', null, outcome.detail, row.id, row.lease)
        return
      }
      noteAttempt(row, attemptId, 'accepted', null, outcome.reply, now)
      accept.run(outcome.reply, now, row.id, row.lease)
      silences.delete(row.accountId)
      outcomes.unblockAccount(row.accountId, ['network', 'refused', 'rate', 'quota'])
    },
    putBack: (row) => void putBack.run(row.id, row.lease),
    blockAccount(accountId, reason, until, reply, now) {
      const before = accountState.get(accountId)
      // Several connections run into the same trouble at once: it is one failure.
      const alreadyWaiting =
        before !== undefined &&
        before.blocked_reason === reason &&
        (before.retry_at ?? Infinity) > now
      if (before === undefined || alreadyWaiting) return
      const failures = before.connection_failures + 1
      const retryAt = until === 'user' ? null : now + accountWait(reason, failures)
      block.run(reason, reply, reason, now, retryAt, failures, accountId)
      touched(['email', 'dashboard'])
    },
    unblockAccount(accountId, reasons) {
      const before = accountState.get(accountId)
      if (before?.blocked_reason == null || !reasons.includes(before.blocked_reason)) return
      unblock.run(accountId)
      touched(['email', 'dashboard'])
    },
  }
  return outcomes
}

function attemptName(verdict: Verdict): string {
  if (verdict.kind === 'failed') return verdict.reason
  return verdict.kind === 'account' ? `account_${verdict.reason}` : verdict.kind
}
