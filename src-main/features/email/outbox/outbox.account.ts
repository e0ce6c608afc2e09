// An account while it sends: its row as last read, its password, its pace, its connections, and the
// rows that were claimed for them a moment ahead.
import type { SendingRate } from '#shared/rules/sending/sendingRates.ts'
import { warmedRate } from '#shared/rules/sending/warmUp.ts'
import type { SmtpSession } from '#main/mail/smtpSession.ts'
import type { Statement } from '#main/database/sqliteConnection.ts'
import { openAccountSession } from '../accounts/accountSession.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { selectAccountSql } from '../accounts/accounts.repository.ts'
import { buildAttempt, newAttempt, type BuiltAttempt } from './outbox.attempt.ts'
import type { ClaimedRow } from './outbox.claim.ts'
import { SendingConnection } from './outbox.connection.ts'
import { createPace, type Pace } from './outbox.pace.ts'
import type { EngineParts } from './outbox.parts.ts'

/** Of an account that is gone. */
const noRate: SendingRate = { maxPerMinute: 1, maxPerHour: null, maxPerDay: null }

export class SendingAccount {
  readonly id: number
  readonly pace: Pace
  readonly #parts: EngineParts
  readonly #select: Statement<[number], AccountRow>
  readonly #connections: SendingConnection[]
  #row: AccountRow | undefined
  /** As it counts now: with the account's warm-up. */
  #limits: SendingRate
  #closed: boolean
  /** Claimed and not begun; those at the front are built. */
  #claimed: (ClaimedRow | BuiltAttempt)[] = []
  /** They were put back, and are not to be begun any more. */
  #isPutBack = false
  #busy = 0
  #messagesTaken = Infinity
  #lastLimit: number | null = null

  /** Opens connections as soon as there is work for them. */
  constructor(parts: EngineParts, id: number) {
    this.id = id
    this.#parts = parts
    this.#select = parts.database.prepare<[number], AccountRow>(selectAccountSql)
    this.#row = this.#select.get(id)
    this.#limits = rateOf(this.#row)
    this.#closed = this.#row === undefined
    this.pace = createPace(parts.database, id)
    this.recount(parts.options.clock.now())
    this.#connections = Array.from(
      { length: this.#row?.maxConnections ?? 0 },
      (_, number) => new SendingConnection(parts, this, number),
    )
    for (const connection of this.#connections) connection.start()
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** How many messages the server takes on one connection, as far as it has shown. */
  get messagesTaken(): number {
    return this.#messagesTaken
  }

  /**
   * The server ended a connection after so many messages. Once may be chance (it was restarted);
   * twice after as many is its limit.
   */
  learnLimit(messages: number): void {
    if (this.#lastLimit === messages) this.#messagesTaken = Math.min(this.#messagesTaken, messages)
    this.#lastLimit = messages
  }

  get isBlocked(): boolean {
    return this.#row?.blockedReason != null
  }

  /** A connection with what the account logs in with now. @throws SmtpError */
  open(): Promise<SmtpSession> {
    const row = this.#row
    if (row === undefined) throw new Error(`Account ${this.id} is gone.`)
    const { credentialOf, timing } = this.#parts.options
    return openAccountSession(row, (refused) => credentialOf(row, refused), timing.timeouts)
  }

  /** Reads the account's row again. */
  reload(): void {
    this.#row = this.#select.get(this.id)
    this.#limits = rateOf(this.#row)
    if (this.#row === undefined) this.#closed = true
  }

  /** Milliseconds until something may be claimed: pace, a block, a held engine. */
  wait(now: number): number {
    return Math.max(this.waitForLeave(now), this.pace.wait(now, this.#rate()))
  }

  /** Milliseconds until something claimed may be begun: a block, a held engine, a limit. */
  waitForLeave(now: number): number {
    if (this.#closed || this.#row === undefined || this.#parts.isHeld()) return Infinity
    const { blockedReason, retryAt } = this.#row
    const limit = this.pace.waitToBegin(now, this.#rate())
    if (blockedReason === null) return limit
    return retryAt === null ? Infinity : Math.max(limit, retryAt - now)
  }

  /** Milliseconds until a message that is ready to leave may, behind those that were before it. */
  waitForPlace(row: number, now: number): number {
    return this.pace.arrive(row, now, this.#rate())
  }

  /**
   * Inside the caller's transaction: hands a message over where the limits allow it at this very
   * moment, however long ago it was claimed, and no damage was found since. The pace is told afterwards what came of it, by
   * `settle`.
   * @returns false if the message must not be finished
   */
  handOver(row: number, now: number, work: () => boolean): boolean {
    return !this.#parts.isDamaged() && this.pace.mayLeave(row, now, this.#rate()) && work()
  }

  /** Counts anew what left lately. */
  recount(now: number): void {
    this.pace.reload(now, this.#rate())
  }

  /** True if a connection of this number has something to do now. */
  hasWorkFor(number: number, now: number): boolean {
    if (this.waitForLeave(now) > 0) return false
    const claimed = this.#claimed.length
    if (claimed > number) return true
    if (this.wait(now) > 0) return false
    const most = number + 1 - claimed
    return claimed + this.#parts.claims.dueCount(this.#campaignIds(), now, most) > number
  }

  /** When the next row is due, or null. */
  nextDue(now: number): number | null {
    return this.#parts.claims.nextDue(this.#campaignIds(), now)
  }

  /** Counts a connection as under way, until the function it answers is called. */
  countBusy(): () => void {
    this.#busy += 1
    this.#parts.busyConnections.count += 1
    return () => {
      this.#busy -= 1
      this.#parts.busyConnections.count -= 1
    }
  }

  /**
   * Inside the caller's transaction: claims a small batch where fewer rows are ready than there are
   * connections under way, no more than the pace allows. Should that transaction fail, the hand-over
   * of these rows will: they are not claimed then.
   */
  claimMore(now: number): void {
    const batch = Math.max(1, this.#busy)
    if (this.#claimed.length >= batch || this.#isPutBack || this.waitForLeave(now) > 0) return
    const allowed = this.pace.allowance(now, this.#rate(), batch)
    if (allowed === 0) return
    const rows = this.#parts.claims.claim(this.#campaignIds(), this.id, now, allowed)
    for (const row of rows) {
      this.pace.claim(row.id, now, this.#rate())
      this.#claimed.push(row)
    }
  }

  /** Builds the message that is begun next, while a server is at work. */
  buildAhead(): void {
    const index = this.#claimed.findIndex((one) => !('message' in one))
    const row = this.#claimed[index]
    if (row !== undefined && !('message' in row)) this.#claimed[index] = this.#build(row)
  }

  /** The next claimed row with its message; null if none is ready or may leave. */
  next(now: number): BuiltAttempt | null {
    if (this.waitForLeave(now) > 0 || this.#isPutBack) return null
    const ready = this.#claimed.shift()
    if (ready === undefined) return null
    const built = 'message' in ready ? ready : this.#build(ready)
    // Links lead where the relay is now.
    return built.relay === this.#parts.options.relay() ? built : this.#build(built.row)
  }

  /**
   * Inside the caller's transaction: puts back what is claimed and not begun, as if it had never
   * been claimed. Forgotten once that is durable, by `forgetPutBack`.
   */
  putBackClaimed(): void {
    for (const one of this.#claimed) this.#parts.outcomes.putBack(rowIn(one))
    this.#isPutBack = true
  }

  forgetPutBack(): void {
    if (!this.#isPutBack) return
    for (const one of this.#claimed) this.pace.putBack(rowIn(one).id, this.#rate())
    this.#claimed = []
    this.#isPutBack = false
  }

  /** The same in a transaction of its own. */
  async releaseClaimed(): Promise<void> {
    if (this.#claimed.length === 0) return
    await this.#parts.commits.run(() => this.putBackClaimed())
    this.forgetPutBack()
  }

  /** Ends the connections once what is under way has an answer. */
  async close(): Promise<void> {
    this.#closed = true
    this.#parts.signal.notify()
    await Promise.all(this.#connections.map((connection) => connection.ended))
    await this.releaseClaimed()
  }

  dropConnections(): void {
    for (const connection of this.#connections) connection.drop()
  }

  #rate(): SendingRate {
    return this.#limits
  }

  #campaignIds(): number[] {
    return this.#parts.runningCampaigns(this.id)
  }

  #build(row: ClaimedRow): BuiltAttempt {
    const { versions, options } = this.#parts
    return buildAttempt(newAttempt(row), versions, options.relay(), options.clock.now())
  }
}

const rateOf = (row: AccountRow | undefined): SendingRate =>
  row === undefined ? noRate : warmedRate(row)

const rowIn = (one: ClaimedRow | BuiltAttempt): ClaimedRow => ('row' in one ? one.row : one)
