// One piece of work in a thread of its own, seen from that thread. The other end is task.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { TaskFailure, type TaskData, type TaskMessage } from './task.ts'

/** Progress is told at most this often, in milliseconds. */
const progressEvery = 200

export type TaskContext<Progress> = {
  /** Tells how far the work is; most calls cost nothing and say nothing. */
  progress(progress: Progress): void
  /** As `progress`, but never left out: for steps that are not followed by another soon. */
  progressNow(progress: Progress): void
  /** True once the work is to end. Costs a read of shared memory: ask as often as you like. */
  isCancelled(): boolean
}

/**
 * Runs the work this thread was started for. A TaskFailure reaches the other side by its reason;
 * any other error ends the thread and reaches it as it is.
 */
export async function runTask<Input, Result, Progress = never>(
  work: (input: Input, context: TaskContext<Progress>) => Promise<Result>,
): Promise<void> {
  const { input, cancelled } = workerData as TaskData<Input>
  const flag = new Uint8Array(cancelled)
  const send = (message: TaskMessage<Progress, Result>) => parentPort?.postMessage(message)
  let last = -Infinity
  const progressNow = (progress: Progress) => {
    last = performance.now()
    send({ kind: 'progress', progress })
  }
  const context: TaskContext<Progress> = {
    progressNow,
    progress: (progress) => {
      if (performance.now() - last > progressEvery) progressNow(progress)
    },
    isCancelled: () => Atomics.load(flag, 0) === 1,
  }
  try {
    send({ kind: 'done', result: await work(input, context) })
  } catch (error) {
    if (!(error instanceof TaskFailure)) throw error
    send({ kind: 'failed', reason: error.reason, detail: error.detail })
  }
}
