// Shared commits: what several lanes want to write in the same moment becomes durable together, for
// the price of one.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { Ledger } from './outbox.ledger.ts'

export type Commits = {
  /**
   * Runs `work` in the next shared transaction and resolves once it is durable. `ledgerEntry`,
   * where given, is durable before
   * that transaction begins.
   */
  run<T>(work: () => T, ledgerEntry?: () => void): Promise<T>
  /**
   * For the ledger's next transaction, whenever that is: losing it only makes a message less
   * certain.
   */
  later(ledgerEntry: () => void): void
  /** Writes what `later` still holds. */
  flush(): void
}

type Task = {
  work: () => unknown
  ledgerEntry: (() => void) | undefined
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

/**
 * How long the first of a group waits for the others, in milliseconds: an fsync costs about as
 * much, and one less for each lane that
 * joins is saved.
 */
const linger = 2

/**
 * @param expected how many lanes are under way and will want to write soon: when all have come,
 * nobody waits any longer
 */
export function createCommits(
  connection: SqliteConnection,
  ledger: Ledger,
  expected: () => number,
): Commits {
  let waiting: Task[] = []
  let timer: NodeJS.Timeout | null = null
  let lazy: (() => void)[] = []
  const together = connection.transaction((tasks: Task[]) => tasks.map((task) => task.work()))

  function commitLedger(tasks: Task[]): void {
    const entries = tasks.flatMap((task) => task.ledgerEntry ?? [])
    if (entries.length === 0) return
    ledger.commit([...entries, ...lazy])
    lazy = []
  }

  function commit(tasks: Task[]): void {
    try {
      commitLedger(tasks)
      const results = together.immediate(tasks)
      tasks.forEach((task, index) => task.resolve(results[index] as never))
    } catch (error) {
      // One failing task must not take the others with it: each gets its own transaction.
      if (tasks.length === 1) tasks[0]?.reject(error)
      else for (const task of tasks) commit([task])
    }
  }

  function commitWaiting(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const tasks = waiting
    waiting = []
    if (tasks.length > 0) commit(tasks)
  }

  return {
    run(work, ledgerEntry) {
      return new Promise((resolve, reject) => {
        waiting.push({ work, ledgerEntry, resolve, reject })
        if (waiting.length >= expected()) setImmediate(commitWaiting)
        else timer ??= setTimeout(commitWaiting, linger)
      })
    },
    later: (entry) => void lazy.push(entry),
    flush() {
      if (lazy.length > 0) ledger.commit(lazy)
      lazy = []
    },
  }
}
