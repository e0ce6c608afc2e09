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
import type { PauseReason } from '#shared/contract/campaigns.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Outcome } from './outbox.attempt.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import * as states from './outbox.states.ts'
import { insertSuppressionSql } from '../campaigns/recipients.ts'

export type Outcomes = {
  /**
   * Inside the caller's transaction.
   * @param attemptId of the hand-over, or null if it never came to one
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

/**
 * The share of dead addresses among the people a campaign has reached that stops it, once there are
 * some: mailbox providers take one in twenty for a bought list.
 */
const deadAddressBrake = { share: 0.1, among: 20 }
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
/**
 * Different recipients in a row for whom the same answer must come before it is taken to be about
 * the account: one of them alone may be the reason.
 */
const suspectsInARow = 3
/** How long one message may meet with trouble of the account, in milliseconds: two days. */
const maxAccountTrouble = 48 * 60 * 60_000

export function createOutcomes(
  database: SqliteConnection,
  touched: (topics: Topic[]) => void,
): Outcomes {
  const troubles = new AccountTroubles(database, touched)
  const rows = new RowOutcomes(database, troubles, touched)
  return {
    record: (row, outcome, attemptId, now) => rows.record(row, outcome, attemptId, now),
    putBack: (row) => rows.putBack(row),
    blockAccount: (...trouble) => troubles.block(...trouble),
    unblockAccount: (accountId, reasons) => troubles.unblock(accountId, reasons),
  }
}

const accountStatements = (database: SqliteConnection) => ({
  block: database.prepare(
    `UPDATE email_accounts SET blocked_reason = ?, blocked_reply = ?, blocked_at = coalesce(CASE WHEN blocked_reason = ? THEN blocked_at END, ?),
       retry_at = ?, connection_failures = ? WHERE id = ?`,
  ),
  state: database.prepare<
    [number],
    { blocked_reason: string | null; retry_at: number | null; connection_failures: number }
  >('SELECT blocked_reason, retry_at, connection_failures FROM email_accounts WHERE id = ?'),
  unblock: database.prepare(
    'UPDATE email_accounts SET blocked_reason = NULL, blocked_reply = NULL, blocked_at = NULL, retry_at = NULL, connection_failures = 0 WHERE id = ?',
  ),
})

/** What keeps accounts from sending. */
class AccountTroubles {
  readonly #sql: ReturnType<typeof accountStatements>
  readonly #touched: (topics: Topic[]) => void

  constructor(database: SqliteConnection, touched: (topics: Topic[]) => void) {
    this.#sql = accountStatements(database)
    this.#touched = touched
  }

  block(...[accountId, reason, until, reply, now]: Parameters<Outcomes['blockAccount']>): void {
    const before = this.#sql.state.get(accountId)
    // Several connections run into the same trouble at once: it is one failure.
    const alreadyWaiting =
      before !== undefined &&
      before.blocked_reason === reason &&
      (before.retry_at ?? Infinity) > now
    if (before === undefined || alreadyWaiting) return
    const failures = before.connection_failures + 1
    const retryAt = until === 'user' ? null : now + accountWait(reason, failures)
    this.#sql.block.run(reason, reply, reason, now, retryAt, failures, accountId)
    this.#touched(['email', 'dashboard'])
  }

  unblock(accountId: number, reasons: readonly string[]): void {
    const before = this.#sql.state.get(accountId)
    if (before?.blocked_reason == null || !reasons.includes(before.blocked_reason)) return
    this.#sql.unblock.run(accountId)
    this.#touched(['email', 'dashboard'])
  }
}

const rowStatements = (database: SqliteConnection) => ({
  accept: states.prepareTransition(database, states.accept),
  fail: states.prepareTransition(database, states.fail),
  markUncertain: states.prepareTransition(database, states.markUncertain),
  requeue: states.prepareTransition(database, states.requeue),
  putBack: states.prepareTransition(database, states.putBack),
  finishAttempt: database.prepare(
    'UPDATE send_attempts SET outcome = ?, code = ?, reply = ? WHERE id = ?',
  ),
  addAttempt: database.prepare(
    'INSERT INTO send_attempts (outcome, code, reply, outbox_id, account_id, attempted_at) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  suppress: database.prepare(insertSuppressionSql),
  refusedLately: database.prepare<[number, number], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT send_attempts.outcome FROM send_attempts CROSS JOIN outbox ON outbox.id = outbox_id
       WHERE campaign_id = ? ORDER BY send_attempts.id DESC LIMIT ?) WHERE outcome IN ('refused_policy', 'refused_sender', 'refused_content')`,
  ),
  pauseCampaign: database.prepare(
    `UPDATE campaigns SET status = 'paused', pause_reason = ?, updated_at = ?
     WHERE id = ? AND status IN ('sending', 'automatic') AND confirms_funnel_id IS NULL`,
  ),
})

/** How claimed rows end, or wait again. */
class RowOutcomes {
  readonly #sql: ReturnType<typeof rowStatements>
  readonly #troubles: AccountTroubles
  readonly #touched: (topics: Topic[]) => void
  /** By campaign since it last began or went on: people who were tried, and dead addresses. */
  readonly #reached = new Map<number, { tried: number; dead: number }>()
  /** By account: the answer that is perhaps about it, and who has met with it in a row. */
  readonly #suspicions = new Map<number, { answer: string; recipients: Set<string> }>()
  /** By account: answers that never came, in a row. */
  readonly #silences = new Map<number, number>()

  constructor(
    database: SqliteConnection,
    troubles: AccountTroubles,
    touched: (topics: Topic[]) => void,
  ) {
    this.#sql = rowStatements(database)
    this.#troubles = troubles
    this.#touched = touched
  }

  record(row: ClaimedRow, outcome: Outcome, attemptId: number | null, now: number): void {
    this.#touched(['email', 'dashboard'])
    if (outcome.kind === 'failure') return this.#recordFailure(row, outcome.failure, attemptId, now)
    if (outcome.kind === 'unbuildable') {
      this.#sql.fail.run('not_built', null, outcome.detail, row.id, row.lease)
      return
    }
    this.#noteAttempt(row, attemptId, { name: 'accepted', failure: null }, outcome.reply, now)
    this.#sql.accept.run(outcome.reply, now, row.id, row.lease)
    this.#countReached(row.campaignId, false, now)
    this.#silences.delete(row.accountId)
    this.#suspicions.delete(row.accountId)
    this.#troubles.unblock(row.accountId, ['network', 'refused', 'rate', 'quota'])
  }

  putBack(row: ClaimedRow): void {
    this.#sql.putBack.run(row.id, row.lease)
  }

  #noteAttempt(
    row: ClaimedRow,
    attemptId: number | null,
    { name, failure }: { name: string; failure: SmtpFailure | null },
    reply: string,
    now: number,
  ): void {
    if (attemptId !== null)
      this.#sql.finishAttempt.run(
        name,
        failure?.code ?? (name === 'accepted' ? 250 : null),
        reply,
        attemptId,
      )
    else if (failure !== null && (failure.code !== null || failure.problem === 'too_large'))
      this.#sql.addAttempt.run(name, failure.code, reply, row.id, row.accountId, now)
  }

  #recordFailure(
    row: ClaimedRow,
    failure: SmtpFailure,
    attemptId: number | null,
    now: number,
  ): void {
    const verdict = classifyReply(failure)
    const attempt = { name: attemptName(verdict), failure }
    this.#noteAttempt(row, attemptId, attempt, failure.reply, now)
    if (verdict.kind !== 'uncertain') this.#silences.delete(row.accountId)
    switch (verdict.kind) {
      case 'withdrawn':
        return this.putBack(row)
      case 'uncertain':
        return this.#recordSilence(row, failure, now)
      case 'account':
        return this.#recordTrouble(row, failure, verdict, now)
      case 'later': {
        const { ladder } = verdict
        const wait = messageWait(ladder, row.attempts, now - row.firstAttemptAt, failure.reply)
        if (wait === null)
          this.#failFor(row, failure, ladder === 'mailbox' ? 'mailbox_full' : 'gave_up')
        else this.#queueAgain(row, failure, row.attempts, now + wait)
        return
      }
      case 'failed':
        this.#failFor(row, failure, verdict.reason)
        this.#followRefusal(row, failure, verdict.suppress, now)
    }
  }

  /** Trouble with the account; every message's own wait for its end has one. */
  #recordTrouble(
    row: ClaimedRow,
    failure: SmtpFailure,
    verdict: Extract<Verdict, { kind: 'account' }>,
    now: number,
  ): void {
    const waited = now - row.firstAttemptAt
    if (verdict.isSuspected === true && !this.#isConfirmed(row, failure, verdict.reason)) {
      const wait = messageWait('message', row.attempts, waited, failure.reply)
      if (wait === null) this.#failFor(row, failure, 'gave_up')
      else this.#queueAgain(row, failure, row.attempts, now + wait)
      return
    }
    if (waited >= maxAccountTrouble && failure.code !== null) this.#failFor(row, failure, 'gave_up')
    else
      this.#queueAgain(
        row,
        failure,
        row.attempts - 1,
        failure.code === null ? 0 : now + othersFirst,
      )
    this.#troubles.block(row.accountId, verdict.reason, verdict.until, failure.reply, now)
  }

  /** Whether enough different recipients in a row have met with the same answer. */
  #isConfirmed(row: ClaimedRow, failure: SmtpFailure, reason: AccountTrouble): boolean {
    const answer = `${failure.code ?? ''} ${reason}`
    const before = this.#suspicions.get(row.accountId)
    const suspicion = before?.answer === answer ? before : { answer, recipients: new Set<string>() }
    suspicion.recipients.add(row.email)
    this.#suspicions.set(row.accountId, suspicion)
    return suspicion.recipients.size >= suspectsInARow
  }

  #failFor(row: ClaimedRow, failure: SmtpFailure, reason: string): void {
    this.#sql.fail.run(reason, failure.code, failure.reply, row.id, row.lease)
  }

  #queueAgain(row: ClaimedRow, failure: SmtpFailure, attempts: number, moment: number): void {
    this.#sql.requeue.run(attempts, moment, failure.code, failure.reply, row.id, row.lease)
  }

  #recordSilence(row: ClaimedRow, failure: SmtpFailure, now: number): void {
    this.#sql.markUncertain.run('no_reply', failure.code, failure.reply, row.id, row.lease)
    const inARow = (this.#silences.get(row.accountId) ?? 0) + 1
    this.#silences.set(row.accountId, inARow)
    if (inARow >= silencesInARow)
      this.#troubles.block(row.accountId, 'network', 'retry', failure.reply, now)
  }

  /** What a refusal means for the address, or for the campaign. */
  #followRefusal(row: ClaimedRow, failure: SmtpFailure, isForGood: boolean, now: number): void {
    if (isForGood) {
      this.#sql.suppress.run('address', row.email, 'hard_bounce', failure.reply.slice(0, 300), now)
      this.#touched(['crm'])
      this.#countReached(row.campaignId, true, now)
      return
    }
    const refused = this.#sql.refusedLately.get(row.campaignId, policyLimit.among)?.n ?? 0
    if (refused >= policyLimit.refusals) this.#pause('refused_by_servers', row.campaignId, now)
  }

  /** Counts anew once the campaign was paused: whoever lets it go on knows. */
  #countReached(campaignId: number, isDead: boolean, now: number): void {
    const reached = this.#reached.get(campaignId) ?? { tried: 0, dead: 0 }
    reached.tried += 1
    reached.dead += isDead ? 1 : 0
    this.#reached.set(campaignId, reached)
    const { share, among } = deadAddressBrake
    if (reached.tried < among || reached.dead / reached.tried <= share) return
    this.#reached.delete(campaignId)
    this.#pause('dead_addresses', campaignId, now)
  }

  #pause(reason: PauseReason, campaignId: number, now: number): void {
    this.#sql.pauseCampaign.run(reason, now, campaignId)
  }
}

function attemptName(verdict: Verdict): string {
  if (verdict.kind === 'failed') return verdict.reason
  return verdict.kind === 'account' ? `account_${verdict.reason}` : verdict.kind
}
