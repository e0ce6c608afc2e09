// Events in the order they happened. They are committed in groups, and whoever waits for an answer
// gets it after the commit: no death of the process loses what was answered. Forms, unsubscribes
// and sales are also synced to the disk before that; visits and clicks within a second, because a
// page should not wait for the disk: a power cut may cost the visits of that second.
import type { StatementSync } from 'node:sqlite'
import type { RelayEvent } from '#shared/contract/relayProtocol.ts'
import { createEventIds, momentOf } from './eventIds.ts'
import type { RelayStore } from './relayStore.ts'

const day = 24 * 60 * 60_000
/**
 * How long events stay after the desktop acknowledged them: a desktop restored from a backup asks
 * for them again.
 */
export const keptAfterAcknowledgement = 7 * day
/** What a pull answers at most, in characters. */
const maxPullBytes = 4_000_000

/**
 * So many visits are committed at once: visitors are answered while others are still read. What
 * waits for the disk waits together.
 */
const smallGroup = 16

/** How long visits may wait to be synced, in milliseconds. */
const syncPause = 1_000

type Waiting = {
  id: string
  body: string
  isCount: boolean
  onceKey: string | null
  settle: (error: unknown) => void
}

export type EventLog = {
  /**
   * Resolves once the event is on the disk.
   * @param onceKey the event is left out where this key was used before
   */
  add(make: (id: string, at: number) => RelayEvent, onceKey?: string): Promise<void>
  /**
   * Events after a cursor, oldest first, as JSON; and how many more wait (counted up to 100,000).
   */
  after(cursor: string, limit: number): { bodies: string[]; waiting: number }
  /** @returns false for a cursor that cannot be one of ours */
  acknowledge(cursor: string): boolean
  /** Removes what was acknowledged long enough ago. */
  prune(): void
  /** Commits and syncs what waits. */
  close(): void
}

type Log = (message: string, details: Record<string, unknown>) => void

export function createEventLog(store: RelayStore, now: () => number, log: Log): EventLog {
  const { connection } = store
  const ids = createEventIds()
  for (const table of [
    'SELECT max(id) AS id FROM events',
    'SELECT max(cursor) AS id FROM acknowledgements',
  ]) {
    const last = connection.prepare(table).get()?.['id']
    if (typeof last === 'string') ids.stayAbove(last)
  }
  const select = connection.prepare('SELECT body FROM events WHERE id > ? ORDER BY id LIMIT ?')
  const count = connection.prepare(
    'SELECT count(*) AS count FROM (SELECT 1 FROM events WHERE id > ? LIMIT 100000)',
  )
  const acknowledge = connection.prepare(
    'INSERT OR IGNORE INTO acknowledgements (cursor, at) VALUES (?, ?)',
  )
  const groups = new GroupCommits(store, now, log)

  return {
    add: (make, onceKey) =>
      new Promise((resolve, reject) => {
        const at = now()
        const id = ids.next(at)
        const event = make(id, at)
        groups.add({
          id,
          body: JSON.stringify(event),
          isCount: ['visit', 'click', 'link'].includes(event.kind),
          onceKey: onceKey ?? null,
          settle: (error) => (error === null ? resolve() : reject(error as Error)),
        })
      }),
    after(cursor, limit) {
      const bodies: string[] = []
      let size = 0
      for (const row of select.iterate(cursor, limit)) {
        const body = String(row['body'])
        size += body.length
        if (bodies.length > 0 && size > maxPullBytes) break
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
    prune: () => prune(store, now()),
    close: () => groups.close(),
  }
}

/** What waits for the disk, and its commits. */
class GroupCommits {
  readonly #store: RelayStore
  readonly #now: () => number
  readonly #log: Log
  readonly #insert: StatementSync
  readonly #once: StatementSync
  #group: Waiting[] = []
  #unsynced: NodeJS.Timeout | null = null

  constructor(store: RelayStore, now: () => number, log: Log) {
    this.#store = store
    this.#now = now
    this.#log = log
    this.#insert = store.connection.prepare('INSERT INTO events (id, body) VALUES (?, ?)')
    this.#once = store.connection.prepare('INSERT OR IGNORE INTO told_once (key, at) VALUES (?, ?)')
  }

  add(waiting: Waiting): void {
    this.#group.push(waiting)
    if (this.#group.length >= smallGroup && this.#group.every(({ isCount }) => isCount))
      return this.#flush()
    // After everything that has arrived was read: what comes during a commit is the next group, so
    // groups grow with the load.
    if (this.#group.length === 1) setImmediate(() => this.#flush())
  }

  close(): void {
    this.#flush()
    if (this.#unsynced !== null) this.#sync()
    this.#unsynced = cleared(this.#unsynced)
  }

  #flush(): void {
    const present = this.#group
    this.#group = []
    if (present.length === 0) return
    const isSynced = present.some(({ isCount }) => !isCount)
    try {
      if (isSynced) this.#store.transaction(() => this.#write(present))
      else this.#store.unsynced(() => this.#write(present))
      for (const { settle } of present) settle(null)
      // A synced commit takes everything before it along.
      if (isSynced) this.#unsynced = cleared(this.#unsynced)
      else this.#unsynced ??= setTimeout(() => this.#sync(), syncPause)
    } catch (error) {
      for (const { settle } of present) settle(error)
    }
  }

  #write(present: Waiting[]): void {
    for (const { id, body, onceKey } of present) {
      if (onceKey === null || this.#once.run(onceKey, this.#now()).changes === 1)
        this.#insert.run(id, body)
    }
  }

  #sync(): void {
    this.#unsynced = cleared(this.#unsynced)
    try {
      this.#store.set('syncedAt', String(this.#now()))
    } catch (error) {
      this.#log('Visits could not be synced to the disk and will be tried again.', {
        error: error instanceof Error ? error.message : 'unknown',
      })
      this.#unsynced = setTimeout(() => this.#sync(), syncPause)
    }
  }
}

/** Removes what was acknowledged long enough ago. */
function prune(store: RelayStore, now: number): void {
  const { connection } = store
  const before = now - keptAfterAcknowledgement
  store.transaction(() => {
    connection
      .prepare(
        'DELETE FROM events WHERE id <= (SELECT max(cursor) FROM acknowledgements WHERE at < ?)',
      )
      .run(before)
    // The last one stays: identifiers must keep growing above it.
    connection
      .prepare(
        'DELETE FROM acknowledgements WHERE at < ? AND cursor < (SELECT max(cursor) FROM acknowledgements)',
      )
      .run(before)
    connection.prepare('DELETE FROM told_once WHERE at < ?').run(now - 90 * day)
  })
}

function cleared(timer: NodeJS.Timeout | null): null {
  if (timer !== null) clearTimeout(timer)
  return null
}
