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

export function startOutbox(options: EngineOptions): OutboxOwner {
  let release: (() => void) | null = null
  let engine: Engine | null = null
  let watcher: ReturnType<typeof watchOther> | null = null
  let retry: NodeJS.Timeout
  let lastProblem: string | null = null
  let isDatabaseDamaged = false
  let ending: Promise<void> = Promise.resolve()

  function tryToOwn(): void {
    release = takeLock(options.files.lock)
    if (release === null) {
      watcher ??= watchOther(options)
      options.statusChanged({ engine: 'elsewhere', perMinute: {} })
      return
    }
    watcher?.stop()
    watcher = null
    engine = new Engine(options, beginAnew)
    if (isDatabaseDamaged) engine.damageFound()
    lastProblem = null
    clearInterval(retry)
  }

  /** The next engine looks at the ledger first, and makes it sound. */
  function beginAnew(): void {
    const spoilt = engine
    if (spoilt === null) return
    engine = null
    ending = spoilt.stop().then(() => {
      release?.()
      release = null
      if (!isStopping) retry = setInterval(tryAgain, options.timing.lockRetry)
    })
  }
  let isStopping = false

  function tryAgain(): void {
    try {
      tryToOwn()
    } catch (error) {
      // Without an engine the lock is of no use; somebody else, or the next try, may do better.
      release?.()
      release = null
      // Tried again every few seconds: said once.
      const { message } = error instanceof Error ? error : new Error(String(error))
      if (message !== lastProblem)
        options.log('error', 'The outbox could not be opened.', describeError(error))
      lastProblem = message
      options.statusChanged({ engine: stateAfter(error), perMinute: {} })
    }
  }
  retry = setInterval(tryAgain, options.timing.lockRetry)
  tryAgain()

  return {
    wake: async () => engine?.tick(),
    accountChanged: (accountId) => engine?.accountChanged(accountId),
    damageFound() {
      isDatabaseDamaged = true
      engine?.damageFound()
    },
    async stop() {
      isStopping = true
      clearInterval(retry)
      watcher?.stop()
      await ending
      await engine?.stop()
      release?.()
    },
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
