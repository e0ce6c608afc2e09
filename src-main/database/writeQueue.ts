// One writer at a time on a connection. TypeORM on a single SQLite connection merges concurrent
// transactions without a word: a "committed" write is then rolled back by its neighbour. So writers
// queue here, and a nested write is an error, not a deadlock.
import { AsyncLocalStorage } from 'node:async_hooks'

export class NestedWriteError extends Error {
  override name = 'NestedWriteError'
  constructor() {
    super('A write was asked for inside a write: pass the transaction on instead.')
  }
}

export type WriteQueue = {
  /**
   * Runs tasks one after the other, in the order they were asked for. A failed task does not stop
   * the queue.
   */
  run<T>(task: () => Promise<T>): Promise<T>
  /** Resolves when everything queued so far has settled. */
  idle(): Promise<void>
}

export function createWriteQueue(): WriteQueue {
  const inside = new AsyncLocalStorage<true>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(task) {
      if (inside.getStore()) return Promise.reject(new NestedWriteError())
      const result = last.then(() => inside.run(true, task))
      last = result.catch(() => undefined)
      return result
    },
    async idle() {
      await last
    },
  }
}
