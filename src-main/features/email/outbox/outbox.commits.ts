// Group commit: what several connections want to write in the same moment becomes durable together,
// for the price of one. The ledger's part first, then the database's.
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { Ledger } from './outbox.ledger.ts'

type Task = {
  work: () => unknown
  ledgerEntry: (() => void) | undefined
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

/** Nothing is written any more: the engine has ended, and what is not written down is found at the next start. */
export class CommitsClosed extends Error {
  override name = 'CommitsClosed'
}

/** The first of a group waits for the others between these, in milliseconds. */
const linger = { min: 1, max: 20 }

export class Commits {
  readonly #ledger: Ledger
  readonly #expected: () => number
  readonly #failed: (error: unknown) => void
  readonly #together: (tasks: Task[]) => unknown[]
  #waiting: Task[] = []
  #timer: NodeJS.Timeout | null = null
  #isPlanned = false
  #isClosed = false
  /** Milliseconds a commit took lately. */
  #cost = linger.min
  #lazy: (() => void)[] = []

  /**
   * @param expected how many connections are under way and will want to write soon: when all have
   * come, nobody waits any longer
   * @param failed is told, besides the one whose transaction it was
   */
  constructor(
    database: SqliteConnection,
    ledger: Ledger,
    expected: () => number,
    failed: (error: unknown) => void = () => undefined,
  ) {
    this.#ledger = ledger
    this.#expected = expected
    this.#failed = failed
    const together = database.transaction((tasks: Task[]) => tasks.map((task) => task.work()))
    this.#together = (tasks) => together.immediate(tasks)
  }

  /**
   * Runs `work` in the next shared transaction and resolves once it is durable. `ledgerEntry`,
   * where given, is durable before that transaction begins.
   * @throws CommitsClosed after `close`
   */
  run<T>(work: () => T, ledgerEntry?: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new CommitsClosed())
      this.#waiting.push({ work, ledgerEntry, resolve, reject })
      if (this.#waiting.length >= this.#expected()) this.#plan()
      else this.#timer ??= setTimeout(() => this.#plan(), this.#linger())
    })
  }

  /**
   * For the ledger's next transaction, whenever that is: losing it only makes a message less
   * certain.
   */
  later(ledgerEntry: () => void): void {
    this.#lazy.push(ledgerEntry)
  }

  /** Writes what `later` still holds. */
  flush(): void {
    if (this.#lazy.length > 0) this.#ledger.commit(this.#lazy)
    this.#lazy = []
  }

  /** Writes what waits, and nothing from then on: whoever asks later is told. */
  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#commit(this.#waiting.splice(0))
    this.flush()
  }

  /** As long as a commit takes: one is saved for each connection that joins meanwhile. */
  #linger(): number {
    return Math.min(Math.max(this.#cost, linger.min), linger.max)
  }

  /** Once everybody who is being served in this turn of the event loop has had a word. */
  #plan(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#isPlanned = false
      const began = performance.now()
      this.#commit(this.#waiting.splice(0))
      this.#cost += (performance.now() - began - this.#cost) / 8
    })
  }

  #commit(tasks: Task[]): void {
    if (tasks.length === 0) return
    try {
      this.#commitLedger(tasks)
      const results = this.#together(tasks)
      tasks.forEach((task, index) => task.resolve(results[index] as never))
    } catch (error) {
      // One failing task must not take the others with it: each gets its own transaction.
      if (tasks.length === 1) {
        tasks[0]?.reject(error)
        this.#failed(error)
      } else for (const task of tasks) this.#commit([task])
    }
  }

  #commitLedger(tasks: Task[]): void {
    const entries = tasks.flatMap((task) => task.ledgerEntry ?? [])
    if (entries.length === 0) return
    this.#ledger.commit([...entries, ...this.#lazy])
    this.#lazy = []
  }
}
