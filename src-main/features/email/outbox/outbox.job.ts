// Runs the sending thread beside the application: starts and stops it, hands it passwords and the
// relay, announces what it changed.
import { dirname, join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Job, Services, StopJob } from '#main/core/services.ts'
import { describeError } from '#main/platform/log.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { RelayAccess } from '#main/relay/relayLinks.ts'
import {
  credentialOf,
  type Credential,
  type CredentialOwner,
} from '../accounts/accountCredentials.ts'
import { notSending, type EngineStatus, type OutboxControl } from '#main/core/outboxControl.ts'
import { InstallKeyLostError } from '#main/platform/secrets/installKey.ts'
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
  const installKey = await services.installKey().catch((error: unknown) => {
    if (error instanceof InstallKeyLostError) services.outbox.connect(notSending('key_lost'))
    throw error
  })
  const relay = await currentRelay(services)
  const thread = new SendingThread(services, { installKey, relay, timing })
  services.outbox.connect(thread)
  return async () => {
    services.outbox.connect(null)
    await thread.stop()
  }
}

type ThreadOptions = Pick<OutboxThreadData, 'installKey' | 'relay' | 'timing'>

/** The thread as the application sees it; one that ends by itself is started again. */
class SendingThread implements OutboxControl {
  readonly #services: Services
  readonly #options: ThreadOptions
  #status: EngineStatus = { engine: 'stopped', perMinute: {} }
  #stopping = false
  #isDamaged = false
  #hasEnded = false
  #worker: Worker

  constructor(services: Services, options: ThreadOptions) {
    this.#services = services
    this.#options = options
    this.#worker = this.#begin()
  }

  status(): EngineStatus {
    return this.#status
  }

  wake(): void {
    this.#say({ kind: 'wake', clockOffset: this.#clockOffset() })
  }

  relayAnswered(): void {
    this.#say({ kind: 'relay_answered' })
  }

  async relayChanged(): Promise<void> {
    this.#options.relay = await currentRelay(this.#services)
    this.#say({ kind: 'relay', relay: this.#options.relay })
  }

  damageFound(): void {
    this.#isDamaged = true
    this.#say({ kind: 'damage_found' })
  }

  accountChanged(accountId: number): void {
    this.#say({ kind: 'account_changed', accountId })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const worker = this.#worker
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    this.#say({ kind: 'stop' })
    const timer = setTimeout(() => void worker.terminate(), maxStop)
    // A thread that had ended by itself does not end again.
    await (this.#hasEnded ? undefined : ended)
    clearTimeout(timer)
  }

  #begin(): Worker {
    const { path } = this.#services.database
    const folder = dirname(path)
    const data: OutboxThreadData = {
      files: {
        database: path,
        ledger: join(folder, 'ledger.db'),
        lock: join(folder, 'instance.lock'),
        memory: this.#services.host.memoryFolder,
      },
      clockOffset: this.#clockOffset(),
      ...this.#options,
    }
    const started = startWorkerThread(new URL('./outbox.worker.ts', import.meta.url), {
      workerData: data,
      name: 'outbox',
    })
    started.on('message', (message: FromOutbox) => {
      this.#hear(started, message).catch((error: unknown) => {
        const why = 'A word of the sending thread could not be followed.'
        this.#services.host.log('error', why, { kind: message.kind, ...describeError(error) })
      })
    })
    started.on('error', (error) =>
      this.#services.host.log('error', 'The sending thread failed.', describeError(error)),
    )
    this.#hasEnded = false
    started.on('exit', () => this.#handleExit())
    if (this.#isDamaged) started.postMessage({ kind: 'damage_found' } satisfies ToOutbox)
    return started
  }

  /** A thread that cannot even be begun, for want of memory or descriptors, is tried once more. */
  #beginAgain(): void {
    if (this.#stopping) return
    try {
      this.#worker = this.#begin()
    } catch (error) {
      const why = 'The sending thread could not be started.'
      this.#services.host.log('error', why, describeError(error))
      this.#handleExit()
    }
  }

  #handleExit(): void {
    this.#hasEnded = true
    this.#status = { engine: 'stopped', perMinute: {} }
    this.#services.changes.publish(['email'])
    if (this.#stopping) return
    setTimeout(() => this.#beginAgain(), restartAfter).unref()
  }

  async #hear(thread: Worker, message: FromOutbox): Promise<void> {
    const { changes, host } = this.#services
    switch (message.kind) {
      case 'changed':
        return changes.publish(message.topics)
      case 'log':
        return host.log(message.level, message.message, message.details)
      case 'credential_wanted':
        // To the thread that asked: one begun since counts its questions anew.
        return thread.postMessage({
          kind: 'credential',
          request: message.request,
          credential: await this.#credentialOf(message.account, message.refused),
        } satisfies ToOutbox)
      case 'status': {
        const changed = this.#status.engine !== message.status.engine
        this.#status = message.status
        if (changed && message.status.engine === 'damaged')
          this.#services.damage.report('met with by the sending thread')
        if (changed) changes.publish(['email'])
      }
    }
  }

  /** Whoever asks waits for an answer: none that can be read is none. */
  async #credentialOf(account: CredentialOwner, refused: string | null): Promise<Credential> {
    try {
      return await credentialOf(this.#services, account, refused)
    } catch (error) {
      this.#services.host.log('error', 'A password could not be read.', describeError(error))
      if (account.signInId === null) return { kind: 'password', password: null }
      // Nobody has to sign in again for what went wrong here.
      const reply = error instanceof Error ? error.message : String(error)
      const failure = { stage: 'connect', handedOver: false, code: null, reply } as const
      return { kind: 'failure', failure }
    }
  }

  #say(message: ToOutbox): void {
    this.#worker.postMessage(message)
  }

  #clockOffset(): number {
    const difference = this.#services.host.clock.now() - Date.now()
    return Math.abs(difference) < 1_000 ? 0 : difference
  }
}
