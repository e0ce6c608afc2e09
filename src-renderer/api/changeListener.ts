// Follows the change feed: a committed write names its topics, and the queries under them are read
// again.
import type { EntryKey, QueryCache, UseQueryEntry } from '@pinia/colada'
import type { Topic } from '#shared/contract/system.contract.ts'
import { api, connection } from './apiClient.ts'
import { connectionLost } from './session.ts'

// A running import commits many times a second; reading everything again that often would only slow
// it down.
const gatherFor = 40
const restBetween = 400
const maxPause = 15_000

/**
 * A query may depend on more topics than the one its key begins with; it names them in `meta.also`.
 */
export function concerns(
  key: EntryKey,
  meta: Record<string, unknown>,
  topics: ReadonlySet<string>,
): boolean {
  const also = Array.isArray(meta['also']) ? meta['also'] : []
  return [key[0], ...also].some((topic) => typeof topic === 'string' && topics.has(topic))
}

/** Starts following. @returns a function that stops. */
export function listenToChanges(queryCache: QueryCache): () => void {
  const stopping = new AbortController()
  const pending = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRun = 0

  const refresh = (matches: (entry: UseQueryEntry) => boolean) =>
    void queryCache.invalidateQueries({ predicate: matches }).catch(() => undefined)
  const flush = () => {
    timer = undefined
    lastRun = Date.now()
    const topics = new Set<string>(pending)
    pending.clear()
    refresh((entry) => concerns(entry.key, entry.meta, topics))
  }
  const gather = (topics: Topic[]) => {
    for (const topic of topics) pending.add(topic)
    if (pending.size > 0)
      timer ??= setTimeout(flush, Math.max(gatherFor, restBetween - (Date.now() - lastRun)))
  }

  const follow = async () => {
    let pause = 500
    let isFirst = true
    while (!stopping.signal.aborted) {
      try {
        for await (const event of await api.system.changes(undefined, {
          signal: stopping.signal,
        })) {
          // What happened while nobody listened is unknown: read everything again, once.
          if (!isFirst && event.topics.length === 0) refresh(() => true)
          isFirst = false
          connectionLost.value = false
          pause = 500
          gather(event.topics)
        }
      } catch {
        connection.renew()
        // One dropped stream is nothing; a second in a row means that nobody is there.
        if (pause > 500) connectionLost.value = true
      }
      if (stopping.signal.aborted) return
      await new Promise((resolve) => setTimeout(resolve, pause))
      pause = Math.min(pause * 2, maxPause)
    }
  }
  void follow()
  return () => {
    stopping.abort()
    clearTimeout(timer)
  }
}
