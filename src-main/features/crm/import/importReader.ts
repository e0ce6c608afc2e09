// The judged rows of a contact file, as a thread of their own reads them: batch by batch, never far
// ahead of whoever takes them.
import { startTask } from '#main/platform/task.ts'
import type { FileRow, ReaderTask, RowBatch } from './importReader.worker.ts'

export type { FileRow } from './importReader.worker.ts'

/** Can be gone through once; left early, the reading ends. */
export type FileRows = AsyncIterable<FileRow[]> & {
  /** Of the file, by the end of the batch taken last. */
  bytesRead(): number
}

/** Throws a TaskFailure while being gone through if the file is no table of contacts. */
export function readRows(task: Omit<ReaderTask, 'taken'>): FileRows {
  let bytesRead = 0
  return {
    bytesRead: () => bytesRead,
    async *[Symbol.asyncIterator]() {
      const taken = new Int32Array(new SharedArrayBuffer(4))
      // Changes what the reader waits for as well: a wake alone could come before its wait.
      const letOn = (): void => {
        Atomics.add(taken, 0, 1)
        Atomics.notify(taken, 0)
      }
      const waiting: RowBatch[] = []
      let wake = (): void => undefined
      const reader = startTask<ReaderTask, null, RowBatch>(
        new URL('./importReader.worker.ts', import.meta.url),
        { ...task, taken },
        (batch) => {
          waiting.push(batch)
          wake()
        },
      )
      let hasEnded = false
      const handleEnd = (): void => {
        hasEnded = true
        wake()
      }
      reader.outcome.then(handleEnd, handleEnd)
      try {
        for (;;) {
          const batch = waiting.shift()
          if (batch !== undefined) {
            bytesRead = batch.bytesRead
            letOn()
            yield batch.rows
          } else if (hasEnded) break
          else await new Promise<void>((resolve) => (wake = resolve))
        }
      } finally {
        reader.cancel()
        letOn()
        await reader.outcome
      }
    },
  }
}
