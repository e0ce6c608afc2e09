// How fast an account may be used: limits over any minute, hour and day, counted from the attempts in
// the database, the minute's evenly spread. Claims are counted, and hand-overs again by themselves: a
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
  /** Counts a message as claimed. */
  take(now: number, rate: SendingRate): void
  /** Milliseconds until a claimed message may be handed over without breaking a limit. */
  waitForHandOver(now: number, rate: SendingRate): number
  /** Counts a message as handed over. */
  countHandOver(now: number): void
  /** Reads the attempts from the database again: at start, and after the clock was changed. */
  reload(now: number, rate: SendingRate): void
}

export function createPace(connection: SqliteConnection, accountId: number): Pace {
  const recent = connection.prepare<[number, number, number], { attempted_at: number }>(
    'SELECT attempted_at FROM send_attempts WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at',
  )
  let claimed = new SendingWindows()
  let handed = new SendingWindows()
  /** When the next message would leave if they were spread evenly. */
  let evenly = 0

  const pace: Pace = {
    wait(at, rate) {
      const limits = Math.max(claimed.wait(at, rate), handed.wait(at, rate))
      return Math.max(0, limits, Math.ceil(evenly - at - burst(rate)))
    },
    allowance(at, rate, most) {
      if (pace.wait(at, rate) > 0) return 0
      const room = Math.min(claimed.room(at, rate, most), handed.room(at, rate, most))
      const ahead = Math.max(0, evenly - at)
      const atOnce = 1 + Math.floor((burst(rate) - ahead) / evenGap(rate))
      return Math.max(1, Math.min(room, atOnce))
    },
    take(at, rate) {
      claimed.take(at)
      evenly = Math.max(evenly, at) + evenGap(rate)
    },
    waitForHandOver: (at, rate) => handed.wait(at, rate),
    countHandOver: (at) => handed.take(at),
    reload(at, rate) {
      // What a clock that ran ahead wrote counts as if it had just left; what is further ahead than
      // any limit looks back was written by one that was wrong.
      const span = longestSpan(rate)
      const moments = recent
        .all(accountId, at - span, at + span)
        .map((row) => Math.min(row.attempted_at, at))
      claimed = new SendingWindows([...moments])
      handed = new SendingWindows(moments)
      evenly = moments.at(-1) ?? 0
    },
  }
  return pace
}
