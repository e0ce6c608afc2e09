// One piece of work in a thread of its own, seen from the thread that asks for it: started with an
// input, tells how far it is, can be cancelled, and ends with a result or an error. The other end
// is taskThread.ts.
import { startWorkerThread } from './workerThread.ts'

/** What passes from the thread to the one who asked. */
export type TaskMessage<Progress, Result> =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; reason: string; detail: string }

/** What a thread is started with. The first byte of `cancelled` is 1 once it is to end. */
export type TaskData<Input> = { input: Input; cancelled: SharedArrayBuffer }

export type Task<Result> = {
  /**
   * Settles once the thread has ended: its connections are closed then. Rejects with a TaskFailure
   * for what the work declares, and with the error itself for everything else.
   */
  outcome: Promise<Result>
  /** Asks it to end at its next look; what that means for the result is the work's own matter. */
  cancel(): void
}

/**
 * Rows pass through these threads and are garbage at once: collected little by little they take a
 * fifth of the process's memory less, and no longer. Work that would need more than the limit of old
 * objects fails by itself and leaves the application open; the nearer that limit, the sooner Node
 * collects.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 1_000 }

/** A failure that the work foresees, by a reason both sides know. */
export class TaskFailure<Reason extends string = string> extends Error {
  override name = 'TaskFailure'
  readonly reason: Reason
  /** @param detail in the words of whoever failed, for the log and the curious */
  constructor(reason: Reason, detail = '') {
    super(detail === '' ? reason : `${reason}: ${detail}`)
    this.reason = reason
    this.detail = detail
  }
  readonly detail: string
}

/**
 * @param source URL of the worker's source file: `new URL('./import.worker.ts', import.meta.url)`
 * @param onProgress called a few times a second at most
 */
export function startTask<Input, Result, Progress = never>(
  source: URL,
  input: Input,
  onProgress: (progress: Progress) => void = () => undefined,
): Task<Result> {
  const cancelled = new SharedArrayBuffer(1)
  const workerData: TaskData<Input> = { input, cancelled }
  const name = source.pathname.split('/').at(-1)?.split('.')[0] ?? 'task'
  const outcome = new Promise<Result>((resolve, reject) => {
    const worker = startWorkerThread(source, { workerData, name, resourceLimits })
    let failure: unknown
    let settle = () => reject(new Error(`The thread "${name}" ended before its work was done.`))
    worker.on('message', (message: TaskMessage<Progress, Result>) => {
      // Whoever listens fails by itself: it is told as the work's end, and ends no process.
      if (message.kind === 'progress')
        try {
          onProgress(message.progress)
        } catch (error) {
          Atomics.store(new Uint8Array(cancelled), 0, 1)
          onProgress = () => undefined
          failure ??= error
        }
      else if (message.kind === 'done') settle = () => resolve(message.result)
      else settle = () => reject(new TaskFailure(message.reason, message.detail))
    })
    worker.on('error', (error) => (settle = () => reject(error)))
    worker.on('exit', () => (failure === undefined ? settle() : reject(failure)))
  })
  return { outcome, cancel: () => void Atomics.store(new Uint8Array(cancelled), 0, 1) }
}
