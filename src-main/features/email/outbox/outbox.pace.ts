// How fast an account may be used: a limit over any 60 seconds, counted from the attempts in the
// database, evenly spread.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'

export type Pace = {
  /** Milliseconds until the next message may be claimed; 0 for now. */
  wait(now: number, maxPerMinute: number): number
  /** How many messages may be claimed now, counting no further than `most`. */
  allowance(now: number, maxPerMinute: number, most: number): number
  /** Counts a message as claimed. */
  take(now: number, maxPerMinute: number): void
  /** Reads the last minute from the database again: at start, and after the clock was changed. */
  reload(now: number): void
}

const window = 60_000

/**
 * Milliseconds by which messages may leave too early: a second's worth may leave at once, so that
 * short waits of the disk or the server do not slow the whole down.
 */
const burst = (maxPerMinute: number) => Math.max(0, 1_000 - window / maxPerMinute)

export function createPace(connection: SqliteConnection, accountId: number, now: number): Pace {
  const recent = connection.prepare<[number, number, number], { attempted_at: number }>(
    'SELECT attempted_at FROM send_attempts WHERE account_id = ? AND attempted_at > ? AND attempted_at <= ? ORDER BY attempted_at',
  )
  let moments: number[] = []
  let first = 0
  /** When the next message would leave if they were spread evenly. */
  let evenly = 0

  const pace: Pace = {
    wait(at, maxPerMinute) {
      while (first < moments.length && (moments[first] as number) <= at - window) first += 1
      if (first > 10_000) {
        moments = moments.slice(first)
        first = 0
      }
      const full =
        moments.length - first >= maxPerMinute
          ? (moments[moments.length - maxPerMinute] as number) + window - at
          : 0
      const ahead = evenly - at - burst(maxPerMinute)
      return Math.max(0, Math.ceil(full), Math.ceil(ahead))
    },
    allowance(at, maxPerMinute, most) {
      if (pace.wait(at, maxPerMinute) > 0) return 0
      const inWindow = maxPerMinute - (moments.length - first)
      const ahead = Math.max(0, evenly - at)
      const atOnce = 1 + Math.floor((burst(maxPerMinute) - ahead) / (window / maxPerMinute))
      return Math.max(1, Math.min(most, inWindow, atOnce))
    },
    take(at, maxPerMinute) {
      moments.push(at)
      evenly = Math.max(evenly, at) + window / maxPerMinute
    },
    reload(at) {
      moments = recent.all(accountId, at - window, at).map((row) => row.attempted_at)
      first = 0
      evenly = moments.at(-1) ?? 0
    },
  }
  pace.reload(now)
  return pace
}
