// Becomes the owner of the outbox, or watches another copy of the application being it, until
// stopped.
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import type { EngineState } from '#main/core/outboxControl.ts'
import { describeError } from '#main/platform/log.ts'
import { storageProblem } from '#main/platform/storageProblem.ts'
import type { EngineOptions } from './outbox.settings.ts'
import { Engine } from './outbox.engine.ts'
import { takeLock } from '#main/database/fileLock.ts'

export type OutboxOwner = {
  wake(): Promise<void>
  accountChanged(accountId: number): void
  /** Damage was found in the database: nothing more is sent by it. */
  damageFound(): void
  stop(): Promise<void>
}

export const startOutbox = (options: EngineOptions): OutboxOwner => new Owner(options)

class Owner implements OutboxOwner {
  readonly #options: EngineOptions
  #release: (() => void) | null = null
  #engine: Engine | null = null
  #watcher: ReturnType<typeof watchOther> | null = null
  #retry: NodeJS.Timeout
  #lastProblem: string | null = null
  #isDatabaseDamaged = false
  #isStopping = false
  #ending: Promise<void> = Promise.resolve()

  constructor(options: EngineOptions) {
    this.#options = options
    this.#retry = this.#tryRegularly()
    this.#tryAgain()
  }

  async wake(): Promise<void> {
    await this.#engine?.tick()
  }

  accountChanged(accountId: number): void {
    this.#engine?.accountChanged(accountId)
  }

  damageFound(): void {
    this.#isDatabaseDamaged = true
    this.#engine?.damageFound()
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#retry)
    this.#watcher?.stop()
    await this.#ending
    await this.#engine?.stop()
    this.#release?.()
  }

  #tryRegularly(): NodeJS.Timeout {
    return setInterval(() => this.#tryAgain(), this.#options.timing.lockRetry)
  }

  #tryAgain(): void {
    try {
      this.#tryToOwn()
    } catch (error) {
      // Without an engine the lock is of no use; somebody else, or the next try, may do better.
      this.#release?.()
      this.#release = null
      this.#say(error)
    }
  }

  #tryToOwn(): void {
    const options = this.#options
    this.#release = takeLock(options.files.lock)
    if (this.#release === null) {
      this.#watcher ??= watchOther(options)
      options.statusChanged({ engine: 'elsewhere', perMinute: {} })
      return
    }
    this.#watcher?.stop()
    this.#watcher = null
    this.#engine = new Engine(options, () => this.#beginAnew())
    if (this.#isDatabaseDamaged) this.#engine.damageFound()
    this.#lastProblem = null
    clearInterval(this.#retry)
  }

  /** The next engine looks at the ledger first, and makes it sound. */
  #beginAnew(): void {
    const spoilt = this.#engine
    if (spoilt === null) return
    this.#engine = null
    this.#ending = spoilt.stop().then(() => {
      this.#release?.()
      this.#release = null
      if (!this.#isStopping) this.#retry = this.#tryRegularly()
    })
  }

  /** Tried again every few seconds: what stands in the way is logged once. */
  #say(error: unknown): void {
    const { message } = error instanceof Error ? error : new Error(String(error))
    if (message !== this.#lastProblem)
      this.#options.log('error', 'The outbox could not be opened.', describeError(error))
    this.#lastProblem = message
    this.#options.statusChanged({ engine: stateAfter(error), perMinute: {} })
  }
}

/** What the user can do something about where there is no engine. */
function stateAfter(error: unknown): EngineState {
  const problem = storageProblem(error)
  if (problem === 'disk_full') return 'low_disk'
  if (problem === 'damaged') return 'damaged'
  if (problem === 'not_writable' || problem === 'disk_error') return 'not_writable'
  return 'stopped'
}

/** The other copy tells its own windows what changed; these are told by looking at the file. */
function watchOther(options: EngineOptions): { stop(): void } {
  const connection = new sqliteDriver(options.files.database, { readonly: true })
  const version = () => connection.pragma('data_version', { simple: true })
  // What cannot be read in this moment is read in the next.
  const versionNow = (): unknown => {
    try {
      return version()
    } catch (error) {
      if (storageProblem(error) === null) throw error
      return last
    }
  }
  let last = version()
  const timer = setInterval(() => {
    const now = versionNow()
    if (now !== last) options.changed(['email', 'dashboard', 'crm'])
    last = now
  }, options.timing.tick)
  return {
    stop() {
      clearInterval(timer)
      connection.close()
    },
  }
}
