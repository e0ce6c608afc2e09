// Runs one task in the thread and gives back what came of it.
import type { WeboxCounts, WeboxProblem } from '#shared/contract/webox.contract.ts'
import type { RefusalReason } from '#shared/contract/common.ts'
import { refusal } from '#main/platform/refusal.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { WeboxMessage, WeboxTask } from './webox.worker.ts'

export type ImportOutcome = {
  counts: WeboxCounts
  problems: WeboxProblem[]
  problemCount: number
  isCancelled: boolean
}
export type RunningTask<Outcome> = { outcome: Promise<Outcome>; cancel(): void }

/**
 * @param onProgress share done, a few times a second; `outcome` rejects with a declared error where
 * the file is none of WeBox IA's
 */
export function startImportTask(
  task: Extract<WeboxTask, { kind: 'import' }>,
  onProgress: (share: number) => void,
): RunningTask<ImportOutcome> {
  return start(task, onProgress, (message) => (message.kind === 'imported' ? message : undefined))
}

/** `outcome` is how many rows were left alone. */
export function startUndoTask(
  task: Extract<WeboxTask, { kind: 'undo' }>,
  onProgress: (share: number) => void,
): RunningTask<number> {
  return start(task, onProgress, (message) =>
    message.kind === 'undone' ? message.kept : undefined,
  )
}

function start<Outcome>(
  task: WeboxTask,
  onProgress: (share: number) => void,
  resultOf: (message: WeboxMessage) => Outcome | undefined,
): RunningTask<Outcome> {
  const worker = startWorkerThread(new URL('./webox.worker.ts', import.meta.url), {
    workerData: task,
  })
  const outcome = new Promise<Outcome>((resolve, reject) => {
    worker.on('message', (message: WeboxMessage) => {
      if (message.kind === 'progress') return onProgress(message.share)
      if (message.kind === 'unreadable') return reject(unreadable(message))
      const result = resultOf(message)
      if (result !== undefined) resolve(result)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread of the import ended before it was done.')))
  })
  return { outcome, cancel: () => worker.postMessage('cancel') }
}

const reasons: Record<
  Extract<WeboxMessage, { kind: 'unreadable' }>['problem'],
  [RefusalReason, string]
> = {
  not_sqlite: ['webox_not_sqlite', 'The file is no SQLite database.'],
  damaged: ['webox_damaged', 'The database is damaged.'],
  locked: ['webox_locked', 'The database is in use by another program.'],
  not_webox: ['webox_not_webox', 'The database is not one of WeBox IA.'],
}

function unreadable({ problem, detail }: Extract<WeboxMessage, { kind: 'unreadable' }>): Error {
  const [reason, message] = reasons[problem]
  return refusal('UNPROCESSABLE', reason, message, { field: 'file', detail })
}
