// Becomes the owner of the outbox, or watches another copy of the application being it, until
// stopped.
import { sqliteDriver } from '#main/database/sqliteConnection.ts'
import { describeError } from '#main/platform/log.ts'
import type { EngineOptions } from './outbox.settings.ts'
import { Engine } from './outbox.engine.ts'
import { takeLock } from '#main/database/fileLock.ts'

export type OutboxOwner = {
  wake(): Promise<void>
  accountChanged(accountId: number): void
  stop(): Promise<void>
}

export function startOutbox(options: EngineOptions): OutboxOwner {
  let release: (() => void) | null = null
  let engine: Engine | null = null
  let watcher: ReturnType<typeof watchOther> | null = null

  function tryToOwn(): void {
    release = takeLock(options.files.lock)
    if (release === null) {
      watcher ??= watchOther(options)
      options.statusChanged({ engine: 'elsewhere', perMinute: {} })
      return
    }
    watcher?.stop()
    watcher = null
    engine = new Engine(options)
    clearInterval(retry)
  }

  function tryAgain(): void {
    try {
      tryToOwn()
    } catch (error) {
      // Without an engine the lock is of no use; somebody else, or the next try, may do better.
      release?.()
      release = null
      options.log('error', 'The outbox could not be opened.', describeError(error))
    }
  }
  const retry = setInterval(tryAgain, options.timing.lockRetry)
  tryAgain()

  return {
    wake: async () => engine?.tick(),
    accountChanged: (accountId) => engine?.accountChanged(accountId),
    async stop() {
      clearInterval(retry)
      watcher?.stop()
      await engine?.stop()
      release?.()
    },
  }
}

/** The other copy tells its own windows what changed; these are told by looking at the file. */
function watchOther(options: EngineOptions): { stop(): void } {
  const connection = new sqliteDriver(options.files.database, { readonly: true })
  const version = () => connection.pragma('data_version', { simple: true })
  let last = version()
  const timer = setInterval(() => {
    const now = version()
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
