// One connection's worth of sending: connect, claim, hand over, write down, and again. Nothing here
// decides; it only keeps order. While a server is at work on one message, the next is built and,
// where the server takes commands ahead, begun.
import { setImmediate as yieldToEventLoop, setTimeout as delay } from 'node:timers/promises'
import type { SmtpSession } from '#main/mail/smtpSession.ts'
import { SmtpError } from '#main/mail/smtpFailure.ts'
import { classifyReply, isSessionLimit } from '#main/mail/smtpReply.ts'
import type { SmtpTransaction } from '#main/mail/smtpTransaction.ts'
import { describeError } from '#main/platform/log.ts'
import type { SendingAccount } from './outbox.account.ts'
import { isUncertain, withdrawn, type BuiltAttempt, type Outcome } from './outbox.attempt.ts'
import { CommitsClosed } from './outbox.commits.ts'
import type { EngineParts } from './outbox.parts.ts'

/** A message on this connection; it has no transaction where it could not be built. */
type Begun = { attempt: BuiltAttempt; transaction: SmtpTransaction | null }
/** A message with its outcome, which is not written down yet. */
type Answered = { attempt: BuiltAttempt; outcome: Outcome; isStale: boolean }

/**
 * How long an outcome waits for the hand-over of the message begun behind it, to share its commit,
 * in milliseconds.
 */
const maxShareWait = 5
/**
 * How long a message waits for its place on a connection that is ready to take it, in milliseconds:
 * it was begun a moment too early. Not to end it would cost the connection.
 */
const maxPlaceWait = 2_000

/** An account's own trouble that a connection which opens proves to be over. */
const overOnceConnected = ['network', 'refused', 'certificate', 'security', 'login']

export class SendingConnection {
  readonly #parts: EngineParts
  readonly #account: SendingAccount
  readonly #number: number
  #session: SmtpSession | null = null
  #begunOnSession = 0
  #answeredOnSession = 0
  #lastUsed = 0
  /** What was answered, until it is written down: never more than one. */
  #unrecorded: Answered | null = null
  /** Resolves when the connection has ended. */
  ended: Promise<void> = Promise.resolve()

  /**
   * @param number it works only while more messages than that are due, so that one message opens
   * one connection
   */
  constructor(parts: EngineParts, account: SendingAccount, number: number) {
    this.#parts = parts
    this.#account = account
    this.#number = number
  }

  start(): void {
    this.ended = this.#work().catch(async (error: unknown) => {
      // The engine has ended, and its account with it.
      if (error instanceof CommitsClosed) return this.drop()
      this.#parts.options.log('error', 'A sending connection stopped.', describeError(error))
      this.#session?.close()
      await delay(1_000)
      this.#parts.connectionFailed(this.#account.id)
    })
  }

  /** Drops the connection; what is under way on it fails. */
  drop(): void {
    this.#session?.close()
  }

  #now(): number {
    return this.#parts.options.clock.now()
  }

  async #work(): Promise<void> {
    const account = this.#account
    while (!account.isClosed) {
      const mayStart =
        account.hasWorkFor(this.#number, this.#now()) && (this.#number === 0 || !account.isBlocked)
      if (!mayStart || (!this.#isUsable() && !(await this.#connect()))) {
        if (!account.isClosed) await this.#rest()
      } else await this.#send()
    }
    this.#leave()
  }

  #isUsable(): boolean {
    return this.#session?.ended() === null && !this.#isUsedUp()
  }

  #isUsedUp(): boolean {
    const { messagesPerConnection } = this.#parts.options.timing
    return this.#begunOnSession >= Math.min(messagesPerConnection, this.#account.messagesTaken)
  }

  #leave(): void {
    this.#session?.quit()
    this.#session = null
  }

  async #rest(): Promise<void> {
    const { timing } = this.#parts.options
    const now = this.#now()
    // Nobody takes what was claimed while nothing may leave.
    if (this.#account.waitForLeave(now) > 0) await this.#account.releaseClaimed()
    const due = this.#account.nextDue(now)
    const held = this.#account.wait(now)
    const wait = held > 0 ? held : Math.max(due === null ? Infinity : due - now, 50)
    const idle =
      this.#session === null ? Infinity : this.#lastUsed + timing.idleConnection - performance.now()
    if (idle <= 0 || (this.#session !== null && wait > 30_000)) this.#leave()
    await this.#parts.signal.wait(Math.min(wait, Math.max(idle, 10), timing.tick))
  }

  /** @returns false if there is no connection now; the account says until when */
  async #connect(): Promise<boolean> {
    this.#leave()
    try {
      const opened = await this.#account.open()
      if (this.#account.isClosed) opened.close()
      this.#session = opened
      this.#begunOnSession = 0
      this.#answeredOnSession = 0
      this.#lastUsed = performance.now()
      if (this.#account.isBlocked) await this.#unblock()
      return true
    } catch (error) {
      await this.#block(error)
      return false
    }
  }

  async #unblock(): Promise<void> {
    const { commits, outcomes, signal } = this.#parts
    await commits.run(() => outcomes.unblockAccount(this.#account.id, overOnceConnected))
    this.#account.reload()
    signal.notify()
  }

  async #block(error: unknown): Promise<void> {
    const { commits, outcomes } = this.#parts
    if (!(error instanceof SmtpError)) throw error
    const verdict = classifyReply(error.failure)
    if (verdict.kind !== 'account') throw error
    const { reason, until } = verdict
    await commits.run(() =>
      outcomes.blockAccount(this.#account.id, reason, until, error.failure, this.#now()),
    )
    this.#account.reload()
  }

  /** Sends one message after the other, while there are any and the session lasts. */
  async #send(): Promise<void> {
    const release = this.#account.countBusy()
    try {
      await this.#claim()
      for (let begun = this.#beginNext(); begun !== null;) begun = await this.#sendOne(begun)
      await this.#recordAlone()
    } finally {
      release()
    }
  }

  async #claim(): Promise<void> {
    await this.#parts.commits.run(() => this.#account.claimMore(this.#now()))
  }

  /** @returns what was begun behind it, or the next; null if nothing may follow */
  async #sendOne({ attempt, transaction }: Begun): Promise<Begun | null> {
    if (transaction === null) {
      const { problem } = attempt
      return this.#follow(
        attempt,
        problem === null ? withdrawn : { kind: 'unbuildable', detail: problem },
      )
    }
    const refusal = await this.#handOver(attempt, transaction)
    if (refusal !== null) return this.#follow(attempt, refusal)
    const answer = outcomeOf(transaction.finish())
    const begunBehind = this.#session?.isPipelining === true ? this.#beginNext() : null
    // Not before everybody's last bytes have left: building takes as long as a server does.
    await yieldToEventLoop()
    this.#account.buildAhead()
    return this.#follow(attempt, await answer, begunBehind)
  }

  /** Notes an outcome and goes on to the next message, which shares its commit. */
  async #follow(
    attempt: BuiltAttempt,
    outcome: Outcome,
    begunBehind: Begun | null = null,
  ): Promise<Begun | null> {
    this.#account.pace.drop(attempt.row.id)
    await this.#recordAlone()
    this.#answeredOnSession += 1
    this.#lastUsed = performance.now()
    const isStale = this.#isStale(attempt, outcome)
    if (isStale) this.#session?.close()
    this.#unrecorded = { attempt, outcome, isStale }
    const { commits, ledger } = this.#parts
    if (outcome.kind === 'accepted')
      commits.later(() => ledger.settle(attempt.row.messageId, 'accepted'))
    // What is begun behind a refusal is handed over only if the refusal allows it.
    if (begunBehind !== null) return begunBehind
    if (outcome.kind !== 'accepted') await this.#recordAlone()
    // What was claimed ahead asks all its questions again, too.
    if (outcome === withdrawn) await this.#account.releaseClaimed()
    const next = this.#beginNext()
    if (next !== null) return next
    await this.#recordAlone()
    return this.#beginNext()
  }

  /**
   * A connection the server closed while it was idle, or busy with the message before, says nothing
   * about the server: the message goes out on a fresh one. So does one that meets with the end of
   * what the server takes on one connection; one that says it is asked too often is believed.
   */
  #isStale({ isEntered }: BuiltAttempt, outcome: Outcome): boolean {
    if (outcome.kind !== 'failure' || isEntered || this.#answeredOnSession <= 1) return false
    const { failure } = outcome
    if (failure.code === null) return failure.problem === undefined
    if (!isSessionLimit(failure)) return false
    this.#account.learnLimit(this.#answeredOnSession - 1)
    return true
  }

  #beginNext(): Begun | null {
    const session = this.#session
    if (session === null || !this.#isUsable()) return null
    const attempt = this.#account.next(this.#now())
    if (attempt === null) return null
    if (attempt.message === null) return { attempt, transaction: null }
    this.#begunOnSession += 1
    return { attempt, transaction: session.begin(attempt.message) }
  }

  /** @returns null once the hand-over is durable; else what became of the message */
  async #handOver(attempt: BuiltAttempt, transaction: SmtpTransaction): Promise<Outcome | null> {
    try {
      await this.#invited(transaction)
    } catch (error) {
      return failureOutcome(error)
    }
    await this.#placeFor(attempt)
    if (await this.#commitHandOver(attempt)) return null
    // It cannot be ended any other way than by not ending it.
    this.#session?.close()
    return withdrawn
  }

  async #invited(transaction: SmtpTransaction): Promise<void> {
    if (this.#unrecorded === null) return transaction.invited
    const isInvited = await Promise.race([
      transaction.invited.then(() => true),
      delay(maxShareWait, false),
    ])
    if (isInvited) return
    await this.#recordAlone()
    await transaction.invited
  }

  async #placeFor(attempt: BuiltAttempt): Promise<void> {
    const wait = this.#account.waitForPlace(attempt.row.id, this.#now())
    if (wait === 0 || wait > maxPlaceWait) return
    await this.#recordAlone()
    await delay(wait)
  }

  /** Writes down the outcome of the message before and the hand-over of this one, in one commit. */
  async #commitHandOver(attempt: BuiltAttempt): Promise<boolean> {
    const { commits, handOvers, options } = this.#parts
    const before = this.#unrecorded
    const { id } = attempt.row
    try {
      const leftAt = await commits.run(
        () => {
          const isAllowed = before === null || this.#record(before)
          const now = this.#now()
          this.#account.claimMore(now)
          const handOver = () => handOvers.handOver(attempt, now)
          return isAllowed && this.#account.handOver(id, now, handOver) ? now : null
        },
        () => {
          this.#settleLedger(before)
          handOvers.enter(attempt, this.#now())
        },
      )
      this.#account.pace.settle(id, leftAt)
      this.#recorded(before)
      return leftAt !== null
    } catch (error) {
      this.#account.pace.settle(id, null)
      if (error instanceof CommitsClosed) throw error
      const why = 'A hand-over could not be written down: the message is taken back.'
      options.log('error', why, describeError(error))
      return false
    }
  }

  /**
   * Writes down an outcome by itself. What a server said is never dropped, but where the engine has
   * ended: the next one finds that nobody knows.
   * @throws CommitsClosed
   */
  async #recordAlone(): Promise<void> {
    const { commits, options } = this.#parts
    while (this.#unrecorded !== null) {
      const before = this.#unrecorded
      try {
        await commits.run(
          () => {
            this.#record(before)
            this.#account.claimMore(this.#now())
          },
          isNotTaken(before) ? () => this.#settleLedger(before) : undefined,
        )
        this.#recorded(before)
      } catch (error) {
        if (error instanceof CommitsClosed) throw error
        const why = 'An outcome could not be written down; trying again.'
        options.log('error', why, describeError(error))
        await delay(1_000)
      }
    }
  }

  /** A row may only be queued again once the ledger knows that it was not taken. */
  #settleLedger(before: Answered | null): void {
    if (before !== null && isNotTaken(before))
      this.#parts.ledger.settle(before.attempt.row.messageId, 'not_taken')
  }

  /** Inside a transaction. @returns false if the account may not be used for the next message */
  #record({ attempt, outcome, isStale }: Answered): boolean {
    const { outcomes } = this.#parts
    if (isStale) outcomes.putBack(attempt.row)
    else outcomes.record(attempt.row, outcome, attempt.id, this.#now())
    if (outcome.kind === 'accepted') return true
    // Trouble with the account holds for the very next message too.
    this.#account.reload()
    if (this.#account.waitForLeave(this.#now()) === 0) return true
    this.#account.putBackClaimed()
    return false
  }

  #recorded(before: Answered | null): void {
    if (this.#unrecorded === before) this.#unrecorded = null
    this.#account.forgetPutBack()
    if (before?.outcome.kind === 'accepted') this.#parts.done(before.attempt.row.campaignId)
  }
}

const isNotTaken = ({ attempt, outcome }: Answered): boolean =>
  attempt.isEntered && outcome.kind !== 'accepted' && !isUncertain(outcome)

async function outcomeOf(acceptance: Promise<string>): Promise<Outcome> {
  try {
    return { kind: 'accepted', reply: await acceptance }
  } catch (error) {
    return failureOutcome(error)
  }
}

function failureOutcome(error: unknown): Outcome {
  if (error instanceof SmtpError) return { kind: 'failure', failure: error.failure }
  throw error
}
