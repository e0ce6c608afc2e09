// What became of a claimed row, and what it means for its recipient, its account and its
// campaign.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import { messageWait } from '#main/mail/retryLadder.ts'
import { classifyReply, type SmtpFailure, type Verdict } from '#main/mail/smtpReply.ts'
import { saysUnauthenticated } from '#main/mail/unauthenticated.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Outcome } from '../outbox.attempt.ts'
import type { ClaimedRow } from '../outbox.claim.ts'
import { AccountTroubles, longestWait } from './accountTroubles.ts'
import { CampaignBrakes } from './campaignBrakes.ts'
import { Suspicions } from './suspicions.ts'
import * as states from '../outbox.states.ts'
import { insertSuppressionSql } from '../../campaigns/recipients.ts'

export type Outcomes = {
  /**
   * Inside the caller's transaction.
   * @param attemptId of the hand-over, or null if it never came to one
   */
  record(row: ClaimedRow, outcome: Outcome, attemptId: number | null, now: number): void
  /** Puts a claimed row back as if it had never been claimed. */
  putBack(row: ClaimedRow): void
  blockAccount(...trouble: Parameters<AccountTroubles['block']>): void
  unblockAccount(accountId: number, reasons: readonly string[]): void
  /** True if a wait for an account has come to its end. */
  hasEndedWaits(now: number): boolean
  endWaits(now: number): void
}

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
/** Trouble that a message which was taken proves to be over. */
const overOnceAccepted = ['network', 'refused', 'rate', 'quota', 'suspended', 'relay', 'login']
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
    hasEndedWaits: (now) => troubles.hasEnded(now),
    endWaits: (now) => troubles.endWaits(now),
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
})

/** How claimed rows end, or wait again. */
class RowOutcomes {
  readonly #sql: ReturnType<typeof rowStatements>
  readonly #troubles: AccountTroubles
  readonly #touched: (topics: Topic[]) => void
  readonly #suspicions = new Suspicions()
  readonly #brakes: CampaignBrakes
  /** By account: answers that never came, in a row. */
  readonly #silences = new Map<number, number>()

  constructor(
    database: SqliteConnection,
    troubles: AccountTroubles,
    touched: (topics: Topic[]) => void,
  ) {
    this.#sql = rowStatements(database)
    this.#troubles = troubles
    this.#brakes = new CampaignBrakes(database)
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
    // A letter is a contact: a trigger dates it.
    if (row.isLetter) this.#touched(['crm'])
    this.#brakes.countReached(row.campaignId, false, now)
    this.#silences.delete(row.accountId)
    this.#suspicions.clear(row.accountId)
    this.#troubles.unblock(row.accountId, overOnceAccepted)
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
    const isMeant = this.#isMeant(row, failure, verdict)
    const attempt = { name: attemptName(verdict, failure, isMeant), failure }
    this.#noteAttempt(row, attemptId, attempt, failure.reply, now)
    if (verdict.kind !== 'uncertain') this.#silences.delete(row.accountId)
    switch (verdict.kind) {
      case 'withdrawn':
        return this.putBack(row)
      case 'uncertain':
        return this.#recordSilence(row, failure, now)
      case 'account':
        return this.#recordTrouble(row, failure, verdict, isMeant, now)
      case 'sender':
        return this.#recordSender(row, failure, isMeant, now)
      case 'later': {
        const { ladder } = verdict
        const reason = ladder === 'mailbox' ? 'mailbox_full' : 'gave_up'
        return this.#waitOrFail(row, failure, ladder, reason, now)
      }
      case 'failed':
        if (
          isUnauthenticated(verdict, failure) &&
          this.#brakes.pauseUnauthenticated(row.campaignId, row.accountId, now)
        )
          return this.#queueAgain(row, failure, row.attempts - 1, now)
        this.#failFor(row, failure, verdict.reason)
        this.#followRefusal(row, failure, verdict.suppress, now)
    }
  }

  /**
   * Trouble with the account, or what may be. Every message's own wait has an end; where no server
   * answered, the account's wait has one.
   */
  #recordTrouble(
    row: ClaimedRow,
    failure: SmtpFailure,
    verdict: Extract<Verdict, { kind: 'account' }>,
    isMeant: boolean,
    now: number,
  ): void {
    const { reason, until } = verdict
    if (!isMeant) {
      const isForGood = (failure.code ?? 0) >= 500 && reason !== 'quota'
      if (isForGood) this.#waitOrFail(row, failure, 'protocol', 'refused_policy', now)
      else this.#waitOrFail(row, failure, 'message', 'gave_up', now)
      return
    }
    const isSilent = failure.code === null
    const isOver = now - row.firstAttemptAt >= longestWait[isSilent ? 'network' : 'answered']
    if (isOver && !isSilent) this.#failFor(row, failure, 'gave_up')
    else this.#queueAgain(row, failure, row.attempts - 1, isSilent ? 0 : now + othersFirst)
    // A server that is there and hangs up each time looks mended whenever it is reached.
    if (isOver && isSilent) this.#brakes.pause('account_blocked', row.campaignId, now)
    this.#troubles.block(row.accountId, reason, until, failure, now)
  }

  /** The address the campaign is sent from: nobody fails for it, the campaign stops. */
  #recordSender(row: ClaimedRow, failure: SmtpFailure, isMeant: boolean, now: number): void {
    if (!isMeant) return this.#waitOrFail(row, failure, 'protocol', 'refused_sender', now)
    if (this.#brakes.pause('sender_refused', row.campaignId, now))
      this.#queueAgain(row, failure, row.attempts - 1, now)
    else this.#waitOrFail(row, failure, 'protocol', 'refused_sender', now)
  }

  /** False for an answer about the account or the sender that may be about this one recipient still. */
  #isMeant(row: ClaimedRow, { code }: SmtpFailure, verdict: Verdict): boolean {
    if (verdict.kind !== 'account' && verdict.kind !== 'sender') return true
    if (verdict.isSuspected !== true) return true
    const about = verdict.kind === 'account' ? verdict.reason : 'sender'
    return this.#suspicions.isConfirmed(row.accountId, row.email, `${code ?? ''} ${about}`)
  }

  #waitOrFail(
    row: ClaimedRow,
    failure: SmtpFailure,
    ladder: Extract<Verdict, { kind: 'later' }>['ladder'],
    reason: string,
    now: number,
  ): void {
    const wait = messageWait(ladder, row.attempts, now - row.firstAttemptAt, failure.reply)
    if (wait === null) this.#failFor(row, failure, reason)
    else this.#queueAgain(row, failure, row.attempts, now + wait)
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
      this.#troubles.block(row.accountId, 'network', 'retry', failure, now)
  }

  /** What a refusal means for the address, or for the campaign. */
  #followRefusal(row: ClaimedRow, failure: SmtpFailure, isForGood: boolean, now: number): void {
    if (!isForGood) return this.#brakes.countRefused(row.campaignId, now)
    this.#sql.suppress.run('address', row.email, 'hard_bounce', failure.reply.slice(0, 300), now)
    this.#touched(['crm'])
    this.#brakes.countReached(row.campaignId, true, now)
  }
}

/** The sender's domain is to blame: every other message would meet with the same. */
const isUnauthenticated = (verdict: Verdict, failure: SmtpFailure): boolean =>
  verdict.kind === 'failed' &&
  verdict.reason === 'refused_policy' &&
  saysUnauthenticated(failure.reply)

function attemptName(verdict: Verdict, failure: SmtpFailure, isMeant: boolean): string {
  if (isUnauthenticated(verdict, failure)) return 'unauthenticated'
  if (verdict.kind === 'failed') return verdict.reason
  if (verdict.kind !== 'account') return verdict.kind
  return `${isMeant ? 'account' : 'suspected'}_${verdict.reason}`
}
