// One reading of a mailbox, seen from the main thread: its thread, what is written down of each piece, and
// its end, which always comes.
import type { Worker } from 'node:worker_threads'
import { describeError } from '#main/platform/log.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { Services } from '#main/core/services.ts'
import type { MailboxFailure } from '#main/mail/imap/imapFailure.ts'
import type { SweepCounts } from '#shared/contract/email/mailboxes.ts'
import type { ShownCertificate } from '#shared/contract/emailAccounts.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { acceptAnswered, acceptByEvidence, applyTransition } from '../outbox/outbox.states.ts'
import { applyPiece, noCounts } from './effects/applyPiece.ts'
import { mailboxesTable } from './mailboxes.table.ts'
import type {
  FromReading,
  Located,
  ReadingData,
  ReadPiece,
  ToReading,
} from './reading/readingMessages.ts'

/** A thread that says nothing for so long while it reads is ended, in milliseconds. */
const longestSilence = 8 * 60_000
/** How long a thread that has said its last word may take to end, in milliseconds. */
const endsWithin = 1_000
/** What a server sends never fills more than this, in megabytes. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }

type SessionEnd = { failure: MailboxFailure | null }

const topics: Topic[] = ['email', 'crm', 'dashboard']

/** Thrown to whoever asked for a reading that failed. */
export class MailboxFailedError extends Error {
  override name = 'MailboxFailedError'
  readonly failure: MailboxFailure
  constructor(failure: MailboxFailure) {
    super(failure.reply)
    this.failure = failure
  }
}

function startReader(data: ReadingData): Worker {
  return startWorkerThread(new URL('./reading/mailbox.worker.ts', import.meta.url), {
    workerData: data,
    name: 'mailbox',
    resourceLimits,
  })
}

export class MailboxSession {
  readonly #services: Services
  readonly #mailboxId: number
  readonly #worker: Worker
  /** Settles when the thread has ended. */
  readonly ended: Promise<SessionEnd>
  #counts = noCounts()
  #isReading = true
  #isStopping = false
  #hasRead = false
  #failure: MailboxFailure | null = null
  #waiting: { resolve(counts: SweepCounts): void; reject(error: unknown): void }[] = []
  #silence: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(services: Services, mailboxId: number, data: ReadingData) {
    this.#services = services
    this.#mailboxId = mailboxId
    this.#worker = startReader(data)
    this.#worker.on('message', (message: FromReading) => {
      this.#writing = this.#writing
        .then(() => this.#hear(message))
        .catch((error: unknown) => this.#fail(error))
    })
    this.#worker.on('error', (error) => this.#fail(error))
    this.ended = new Promise((resolve) => {
      this.#worker.once('exit', () => void this.#writing.then(() => resolve(this.#end())))
    })
    this.#listen()
  }

  get isReading(): boolean {
    return this.#isReading
  }

  /** True once the mailbox was read to its end. */
  get hasRead(): boolean {
    return this.#hasRead
  }

  /** True once nothing more is heard of it but its end. */
  get isEnding(): boolean {
    return this.#isStopping || this.#failure !== null
  }

  /** Resolves with what a reading came upon that began no earlier than now, or is under way. @throws MailboxFailedError */
  sweep(): Promise<SweepCounts> {
    const result = new Promise<SweepCounts>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
    })
    if (!this.#isReading) {
      this.#begin()
      this.#say({ kind: 'sweep' })
    }
    return result
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.#say({ kind: 'stop' })
    const timer = setTimeout(() => void this.#worker.terminate(), 3_000)
    await this.ended
    clearTimeout(timer)
  }

  #begin(): void {
    this.#isReading = true
    this.#counts = noCounts()
    this.#listen()
    this.#services.changes.publish(['email'])
  }

  #listen(): void {
    clearTimeout(this.#silence)
    if (this.#isReading)
      this.#silence = setTimeout(() => {
        this.#failure ??= {
          trouble: 'refused',
          cause: 'silent',
          reply: 'The server sends, and comes to no end.',
        }
        void this.#worker.terminate()
      }, longestSilence).unref()
  }

  async #hear(message: FromReading): Promise<void> {
    if (!this.#isReading && message.kind === 'alive') this.#begin()
    this.#listen()
    const { host } = this.#services
    switch (message.kind) {
      case 'alive':
      case 'checked':
      case 'located':
        return
      case 'log':
        return host.log('warn', message.message, { mailbox: this.#mailboxId, ...message.details })
      case 'piece':
        await this.#apply(message.piece)
        return this.#say({ kind: 'applied' })
      case 'standing':
        await this.#accept(message.outboxIds)
        return this.#say({ kind: 'applied' })
      case 'swept':
        return this.#swept(message.staysOpen)
      case 'failed':
        this.#failure = message.failure
        // It ends by itself, unless something of the library holds it.
        setTimeout(() => void this.#worker.terminate(), endsWithin).unref()
    }
  }

  async #apply(piece: ReadPiece): Promise<void> {
    const { database, host } = this.#services
    const counts = await database.write(piece.found.length > 0 ? topics : [], (transaction) =>
      applyPiece(transaction, this.#mailboxId, piece, host.clock.now()),
    )
    for (const [kind, count] of Object.entries(counts) as [keyof SweepCounts, number][])
      this.#counts[kind] += count
  }

  async #accept(outboxIds: number[]): Promise<void> {
    const { database, host } = this.#services
    await database.write(topics, async (transaction) => {
      for (const id of outboxIds)
        await applyTransition(transaction, acceptByEvidence, host.clock.now(), id)
    })
  }

  async #swept(staysOpen: boolean): Promise<void> {
    const { database, host, outbox } = this.#services
    const now = host.clock.now()
    await database.write(['email'], async (transaction) => {
      await applyTransition(transaction, acceptAnswered, now)
      await mailboxesTable.update(
        transaction,
        { id: this.#mailboxId },
        {
          ...{ lastReadAt: now, lastTriedAt: now, failures: 0, retryAt: null },
          ...{ trouble: null, troubleCause: null, troubleReply: null, troubleAt: null },
        },
      )
    })
    this.#isReading = false
    this.#hasRead = true
    clearTimeout(this.#silence)
    outbox.wake()
    for (const { resolve } of this.#waiting.splice(0)) resolve({ ...this.#counts })
    if (!staysOpen) this.#isStopping = true
  }

  #fail(error: unknown): void {
    this.#failure ??= { trouble: 'refused', cause: null, reply: String(error).slice(0, 300) }
    this.#services.host.log('error', 'A mailbox could not be read.', {
      mailbox: this.#mailboxId,
      ...describeError(error),
    })
    void this.#worker.terminate()
  }

  #end(): SessionEnd {
    clearTimeout(this.#silence)
    this.#isReading = false
    const failure =
      this.#failure ??
      (this.#isStopping
        ? null
        : ({ trouble: 'refused', cause: null, reply: 'The reading was cut off.' } as const))
    const told = failure ?? { trouble: 'refused', cause: null, reply: 'The reading was stopped.' }
    for (const { reject } of this.#waiting.splice(0)) reject(new MailboxFailedError(told))
    return { failure }
  }

  #say(message: ToReading): void {
    this.#worker.postMessage(message)
  }
}

const silent: MailboxFailure = {
  ...{ trouble: 'refused', cause: 'silent', reply: 'The server comes to no end.' },
}

/** Logs in and opens the inbox in a thread of its own; nothing is kept. */
export async function checkMailbox(
  data: ReadingData,
): Promise<{ failure: MailboxFailure | null; certificate: ShownCertificate | null }> {
  const said = await lastWord({ ...data, work: 'check' })
  if (said?.kind === 'checked') return { failure: null, certificate: null }
  return said?.kind === 'failed' ? said : { failure: silent, certificate: null }
}

/**
 * Waits in a thread of its own for one message; nothing is kept.
 * @returns null if it did not come in time
 * @throws MailboxFailedError; what the signal was ended with
 */
export async function locateMessage(
  data: ReadingData,
  signal: AbortSignal,
): Promise<Located | null> {
  const said = await lastWord(data, signal)
  signal.throwIfAborted()
  if (said?.kind === 'located') return said.located
  throw new MailboxFailedError(said?.kind === 'failed' ? said.failure : silent)
}

/** What a thread says at its end; null where it says nothing, or is not waited for any more. */
async function lastWord(data: ReadingData, signal?: AbortSignal): Promise<FromReading | null> {
  const worker = startReader(data)
  const end = () => void worker.terminate()
  const timer = setTimeout(end, longestSilence).unref()
  signal?.addEventListener('abort', end)
  if (signal?.aborted === true) end()
  try {
    return await new Promise((resolve, reject) => {
      let last: FromReading | null = null
      worker.on('message', (message: FromReading) => {
        if (!['checked', 'located', 'failed'].includes(message.kind)) return
        last = message
        setTimeout(end, endsWithin).unref()
      })
      worker.on('error', reject)
      worker.on('exit', () => resolve(last))
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}
