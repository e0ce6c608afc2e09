// Events in the order they happened. They are committed in groups, and whoever waits for an answer gets it after the commit: what was
// answered is on the disk.
import { setTimeout as delay } from 'node:timers/promises'
import type { RelayEvent } from '#shared/contract/relayProtocol.ts'
import { createEventIds, momentOf } from './eventIds.ts'
import type { RelayStore } from './relayStore.ts'

const day = 24 * 60 * 60_000
/** How long events stay after the desktop acknowledged them: a desktop restored from a backup asks for them again. */
export const keptAfterAcknowledgement = 7 * day
/** What a pull answers at most, in characters. */
const largestPull = 4_000_000
/** The longest pause between two commits, in milliseconds: on a slow disk groups grow instead of the queue. */
const longestPause = 25

type Waiting = { id: string; body: string; onceKey: string | null; settle: (error: unknown) => void }

export type EventLog = {
  /**
   * Resolves once the event is on the disk.
   * @param onceKey the event is left out where this key was used before
   */
  add(make: (id: string, at: number) => RelayEvent, onceKey?: string): Promise<void>
  /** Events after a cursor, oldest first, as JSON; and how many more wait (counted up to 100,000). */
  after(cursor: string, limit: number): { bodies: string[]; waiting: number }
  /** @returns false for a cursor that cannot be one of ours */
  acknowledge(cursor: string): boolean
  /** Removes what was acknowledged long enough ago. */
  prune(): void
  /** Commits what waits. */
  flush(): void
}

export function createEventLog(store: RelayStore, now: () => number): EventLog {
  const { connection } = store
  const ids = createEventIds()
  for (const table of ['SELECT max(id) AS id FROM events', 'SELECT max(cursor) AS id FROM acknowledgements']) {
    const last = connection.prepare(table).get()?.['id']
    if (typeof last === 'string') ids.stayAbove(last)
  }
  const insert = connection.prepare('INSERT INTO events (id, body) VALUES (?, ?)')
  const once = connection.prepare('INSERT OR IGNORE INTO told_once (key, at) VALUES (?, ?)')
  const select = connection.prepare('SELECT body FROM events WHERE id > ? ORDER BY id LIMIT ?')
  const count = connection.prepare('SELECT count(*) AS count FROM (SELECT 1 FROM events WHERE id > ? LIMIT 100000)')
  const acknowledge = connection.prepare('INSERT OR IGNORE INTO acknowledgements (cursor, at) VALUES (?, ?)')
  let group: Waiting[] = []
  let lastCommit = 0

  const flush = (): void => {
    const present = group
    group = []
    if (present.length === 0) return
    const began = performance.now()
    try {
      store.transaction(() => {
        for (const { id, body, onceKey } of present) {
          if (onceKey === null || once.run(onceKey, now()).changes === 1) insert.run(id, body)
        }
      })
      for (const { settle } of present) settle(null)
    } catch (error) {
      for (const { settle } of present) settle(error)
    }
    lastCommit = performance.now() - began
  }
  const schedule = (): void => {
    if (lastCommit < 1) setImmediate(flush)
    else void delay(Math.min(longestPause, lastCommit)).then(flush)
  }

  return {
    add: (make, onceKey) =>
      new Promise((resolve, reject) => {
        const at = now()
        const id = ids.next(at)
        const body = JSON.stringify(make(id, at))
        group.push({ id, body, onceKey: onceKey ?? null, settle: (error) => (error === null ? resolve() : reject(error as Error)) })
        if (group.length === 1) schedule()
      }),
    after(cursor, limit) {
      const bodies: string[] = []
      let size = 0
      for (const row of select.iterate(cursor, limit)) {
        const body = String(row['body'])
        size += body.length
        if (bodies.length > 0 && size > largestPull) break
        bodies.push(body)
      }
      return { bodies, waiting: Math.max(0, Number(count.get(cursor)?.['count']) - bodies.length) }
    },
    acknowledge(cursor) {
      // A cursor far in the future would push every later identifier there.
      if (momentOf(cursor) > now() + day) return false
      ids.stayAbove(cursor)
      acknowledge.run(cursor, now())
      return true
    },
    prune() {
      const before = now() - keptAfterAcknowledgement
      store.transaction(() => {
        connection.prepare('DELETE FROM events WHERE id <= (SELECT max(cursor) FROM acknowledgements WHERE at < ?)').run(before)
        // The last one stays: identifiers must keep growing above it.
        connection.prepare('DELETE FROM acknowledgements WHERE at < ? AND cursor < (SELECT max(cursor) FROM acknowledgements)').run(before)
        connection.prepare('DELETE FROM told_once WHERE at < ?').run(now() - 90 * day)
      })
    },
    flush,
  }
}
