// Runs the sending thread beside the application: starts and stops it, hands it passwords and the
// relay, announces what it changed.
import { dirname, join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Job, Services, StopJob } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { RelayAccess } from '#main/relay/relayLinks.ts'
import { passwordOf } from '../accounts/accounts.service.ts'
import type { EngineStatus } from '#main/core/outboxControl.ts'
import type { FromOutbox, OutboxThreadData, ToOutbox } from './outbox.messages.ts'
import type { EngineTiming } from './outbox.settings.ts'

/**
 * How long the thread may take to stop before it is ended: what it had under way is then settled at
 * the next start.
 */
const maxStop = 12_000
/** How long to wait before starting a thread that ended by itself once more. */
const restartAfter = 5_000

/** @param timing waits to shorten, for tests */
export function createOutboxJob(timing: Partial<EngineTiming> = {}): Job {
  return { name: 'outbox', start: (services) => startThread(services, timing) }
}

export const outboxJob = createOutboxJob()

/** Mail that can only be refused by writing is better than no mail. */
async function currentRelay({ host, relay }: Services): Promise<RelayAccess | null> {
  try {
    return await relay.access()
  } catch (error) {
    host.log(
      'error',
      'The paired relay could not be read: messages go without its links.',
      describeError(error),
    )
    return null
  }
}

async function startThread(services: Services, timing: Partial<EngineTiming>): Promise<StopJob> {
  const { database, host } = services
  const folder = dirname(database.path)
  const installKey = await services.installKey()
  let relay = await currentRelay(services)
  const clockOffset = () => {
    const difference = host.clock.now() - Date.now()
    return Math.abs(difference) < 1_000 ? 0 : difference
  }
  let status: EngineStatus = { engine: 'stopped', perMinute: {} }
  let stopping = false
  let threadEnded = false
  let worker = begin()

  function begin(): Worker {
    const data: OutboxThreadData = {
      files: {
        database: database.path,
        ledger: join(folder, 'ledger.db'),
        lock: join(folder, 'instance.lock'),
      },
      ...{ installKey, clockOffset: clockOffset(), timing, relay },
    }
    const started = startWorkerThread(new URL('./outbox.worker.ts', import.meta.url), {
      workerData: data,
      name: 'outbox',
    })
    started.on('message', (message: FromOutbox) => void hear(message))
    started.on('error', (error) =>
      host.log('error', 'The sending thread failed.', describeError(error)),
    )
    threadEnded = false
    started.on('exit', () => {
      threadEnded = true
      status = { engine: 'stopped', perMinute: {} }
      services.changes.publish(['email'])
      if (!stopping) setTimeout(() => !stopping && (worker = begin()), restartAfter).unref()
    })
    return started
  }

  const say = (message: ToOutbox) => worker.postMessage(message)

  async function hear(message: FromOutbox): Promise<void> {
    switch (message.kind) {
      case 'changed':
        return services.changes.publish(message.topics)
      case 'log':
        return host.log(message.level, message.message, message.details)
      case 'password_wanted':
        return say({
          kind: 'password',
          request: message.request,
          password: await passwordOf(host.secrets, message.account),
        })
      case 'status': {
        const changed = status.engine !== message.status.engine
        status = message.status
        if (changed) services.changes.publish(['email'])
      }
    }
  }

  services.outbox.connect({
    status: () => status,
    wake: () => say({ kind: 'wake', clockOffset: clockOffset() }),
    relayAnswered: () => say({ kind: 'relay_answered' }),
    async relayChanged() {
      relay = await currentRelay(services)
      say({ kind: 'relay', relay })
    },
    accountChanged: (accountId) => say({ kind: 'account_changed', accountId }),
  })

  return async () => {
    stopping = true
    services.outbox.connect(null)
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    say({ kind: 'stop' })
    const timer = setTimeout(() => void worker.terminate(), maxStop)
    // A thread that had ended by itself does not end again.
    await (threadEnded ? undefined : ended)
    clearTimeout(timer)
  }
}
