// Broadcasts which topics changed after a commit. Everybody who shows data listens here; nobody
// refreshes by hand.
import type { Topic } from '#shared/contract/system.contract.ts'

export type ChangeFeed = {
  publish(topics: readonly Topic[]): void
  /**
   * Calls back with each set of changed topics.
   * @returns the function that ends the subscription
   */
  subscribe(listener: (topics: Topic[]) => void): () => void
}

export function createChangeFeed(): ChangeFeed {
  const listeners = new Set<(topics: Topic[]) => void>()
  return {
    publish(topics) {
      if (topics.length > 0) for (const listener of listeners) listener([...topics])
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
