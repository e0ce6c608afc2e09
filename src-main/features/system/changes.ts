// The change feed as a stream: what one listener missed while busy is merged, never queued without
// end.
import type { Topic } from '#shared/contract/system.contract.ts'
import type { ChangeFeed } from '#main/platform/changeFeed.ts'

/**
 * Shortest time between two events to one listener, in milliseconds: a send of thousands must not
 * redraw the window thousands of times.
 */
const betweenEvents = 200

/**
 * Yields the topics changed since the last event; the first, empty, says the feed is open. Ends
 * when `signal` aborts.
 */
export async function* streamChanges(
  changes: ChangeFeed,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ topics: Topic[] }> {
  const waiting = new Set<Topic>()
  let wake: () => void = () => undefined
  const unsubscribe = changes.subscribe((topics) => {
    topics.forEach((topic) => waiting.add(topic))
    wake()
  })
  const stop = () => wake()
  signal?.addEventListener('abort', stop)
  try {
    yield { topics: [] }
    while (!signal?.aborted) {
      if (waiting.size === 0) await new Promise<void>((resolve) => (wake = resolve))
      if (signal?.aborted) return
      const topics = [...waiting]
      waiting.clear()
      yield { topics }
      await new Promise((resolve) => setTimeout(resolve, betweenEvents))
    }
  } finally {
    unsubscribe()
    signal?.removeEventListener('abort', stop)
  }
}
