// How fast an account may be used: limits over any minute, hour and day, counted from the attempts in
// the database, the minute's evenly spread. What is claimed and has not left yet keeps its place: a
// message may leave long after it was claimed.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import {
  burst,
  evenGap,
  longestSpan,
  SendingWindows,
  type SendingRate,
} from '#shared/rules/sending/sendingRates.ts'

export type Pace = {
  /** Milliseconds until the next message may be claimed; 0 for now. */
  wait(now: number, rate: SendingRate): number
  /** How many messages may be claimed now, counting no further than `most`. */
  allowance(now: number, rate: SendingRate, most: number): number
  /** Counts a row as claimed, until it is put back, dropped, or settled. */
  claim(row: number, now: number, rate: SendingRate): void
  /** As if the row had never been claimed. */
  putBack(row: number, rate: SendingRate): void
  /** The server was asked about the row, and it did not leave. */
  drop(row: number): void
  /** Milliseconds until a claimed message may be begun, which leaves a little later. */
  waitToBegin(now: number, rate: SendingRate): number
  /**
   * A claimed row is ready to leave.
   * @returns milliseconds until it may, behind those that were ready before it
   */
  arrive(row: number, now: number, rate: SendingRate): number
  /**
   * Inside the transaction of a hand-over, which may be tried again: whether a row may leave at this
   * very moment without breaking a limit. If so it counts as leaving, until it is settled.
   */
  mayLeave(row: number, now: number, rate: SendingRate): boolean
  /** After that transaction: when the row left, or null if it did not. */
  settle(row: number, leftAt: number | null): void
  /** Reads the attempts from the database again: at start, and after the clock was changed. */
  reload(now: number, rate: SendingRate): void
}

/** By how much a slower server is believed: one that was fast once is fast again. */
const slowlyLearnt = 1 / 32

export const createPace = (connection: SqliteConnection, accountId: number): Pace =>
  new AccountPace(connection, accountId)

class AccountPace implements Pace {
  readonly #attempts: (after: number, until: number) => number[]
  #left = new SendingWindows()
  /** Rows that are claimed and have not left, with the moment of the claim. */
  readonly #claimed = new Map<number, number>()
  readonly #arrived = new Set<number>()
  readonly #leaving = new Set<number>()
  /** Milliseconds from a claim to the hand-over, at the least, lately. */
  #lead = 0
  /** When the next message would leave if they were spread evenly. */
  #evenly = 0

  constructor(connection: SqliteConnection, accountId: number) {
    const recent = connection.prepare<[number, number, number], { attempted_at: number }>(
      'SELECT attempted_at FROM send_attempts WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at',
    )
    this.#attempts = (after, until) =>
      recent.all(accountId, after, until).map((row) => row.attempted_at)
  }

  wait(at: number, rate: SendingRate): number {
    const limits = this.#left.wait(at, rate, this.#ahead())
    return Math.max(0, limits, Math.ceil(this.#evenly - at - burst(rate)))
  }

  allowance(at: number, rate: SendingRate, most: number): number {
    if (this.wait(at, rate) > 0) return 0
    const room = this.#left.room(at, rate, most, this.#ahead())
    const early = Math.max(0, this.#evenly - at)
    const atOnce = 1 + Math.floor((burst(rate) - early) / evenGap(rate))
    return Math.max(1, Math.min(room, atOnce))
  }

  claim(row: number, at: number, rate: SendingRate): void {
    this.#claimed.set(row, at)
    this.#evenly = Math.max(this.#evenly, at) + evenGap(rate)
  }

  putBack(row: number, rate: SendingRate): void {
    if (this.#claimed.delete(row)) this.#evenly -= evenGap(rate)
  }

  drop(row: number): void {
    this.#claimed.delete(row)
    this.#arrived.delete(row)
  }

  waitToBegin(at: number, rate: SendingRate): number {
    return this.#left.wait(at, rate, { before: 0, lead: this.#lead })
  }

  arrive(row: number, at: number, rate: SendingRate): number {
    this.#learnLead(row, at)
    const wait = this.#left.wait(at, rate, { before: this.#arrived.size, lead: 0 })
    this.#arrived.add(row)
    return wait
  }

  mayLeave(row: number, at: number, rate: SendingRate): boolean {
    this.#leaving.delete(row)
    if (this.#left.wait(at, rate, { before: this.#leaving.size, lead: 0 }) > 0) return false
    this.#leaving.add(row)
    return true
  }

  settle(row: number, leftAt: number | null): void {
    this.#leaving.delete(row)
    if (leftAt === null) return
    this.drop(row)
    this.#left.take(leftAt)
  }

  reload(at: number, rate: SendingRate): void {
    // What a clock that ran ahead wrote counts as if it had just left; what is further ahead than
    // any limit looks back was written by one that was wrong.
    const span = longestSpan(rate)
    const moments = this.#attempts(at - span, at + span).map((moment) => Math.min(moment, at))
    this.#left = new SendingWindows(moments)
    this.#evenly = moments.at(-1) ?? 0
  }

  #ahead() {
    return { before: this.#claimed.size, lead: this.#lead }
  }

  /** A claim that would arrive before its place is free costs a connection. */
  #learnLead(row: number, at: number): void {
    const claimedAt = this.#claimed.get(row)
    if (claimedAt === undefined) return
    const took = Math.max(0, at - claimedAt)
    this.#lead = took < this.#lead ? took : this.#lead + (took - this.#lead) * slowlyLearnt
  }
}
