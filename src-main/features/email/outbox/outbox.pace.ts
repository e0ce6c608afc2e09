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

export function createPace(connection: SqliteConnection, accountId: number): Pace {
  const recent = connection.prepare<[number, number, number], { attempted_at: number }>(
    'SELECT attempted_at FROM send_attempts WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at',
  )
  let left = new SendingWindows()
  /** Rows that are claimed and have not left, with the moment of the claim. */
  const claimed = new Map<number, number>()
  const arrived = new Set<number>()
  const leaving = new Set<number>()
  /** Milliseconds from a claim to the hand-over, at the least, lately. */
  let lead = 0
  /** When the next message would leave if they were spread evenly. */
  let evenly = 0

  /** A claim that would arrive before its place is free costs a connection. */
  function learnLead(row: number, at: number): void {
    const claimedAt = claimed.get(row)
    if (claimedAt === undefined) return
    const took = Math.max(0, at - claimedAt)
    lead = took < lead ? took : lead + (took - lead) * slowlyLearnt
  }

  const pace: Pace = {
    wait(at, rate) {
      const limits = left.wait(at, rate, { before: claimed.size, lead })
      return Math.max(0, limits, Math.ceil(evenly - at - burst(rate)))
    },
    allowance(at, rate, most) {
      if (pace.wait(at, rate) > 0) return 0
      const room = left.room(at, rate, most, { before: claimed.size, lead })
      const ahead = Math.max(0, evenly - at)
      const atOnce = 1 + Math.floor((burst(rate) - ahead) / evenGap(rate))
      return Math.max(1, Math.min(room, atOnce))
    },
    claim(row, at, rate) {
      claimed.set(row, at)
      evenly = Math.max(evenly, at) + evenGap(rate)
    },
    putBack(row, rate) {
      if (claimed.delete(row)) evenly -= evenGap(rate)
    },
    drop(row) {
      claimed.delete(row)
      arrived.delete(row)
    },
    waitToBegin: (at, rate) => left.wait(at, rate, { before: 0, lead }),
    arrive(row, at, rate) {
      learnLead(row, at)
      const wait = left.wait(at, rate, { before: arrived.size, lead: 0 })
      arrived.add(row)
      return wait
    },
    mayLeave(row, at, rate) {
      leaving.delete(row)
      if (left.wait(at, rate, { before: leaving.size, lead: 0 }) > 0) return false
      leaving.add(row)
      return true
    },
    settle(row, leftAt) {
      leaving.delete(row)
      if (leftAt === null) return
      pace.drop(row)
      left.take(leftAt)
    },
    reload(at, rate) {
      // What a clock that ran ahead wrote counts as if it had just left; what is further ahead than
      // any limit looks back was written by one that was wrong.
      const span = longestSpan(rate)
      const moments = recent
        .all(accountId, at - span, at + span)
        .map((row) => Math.min(row.attempted_at, at))
      left = new SendingWindows(moments)
      evenly = moments.at(-1) ?? 0
    },
  }
  return pace
}
