// Runs one task in the thread and gives back what came of it.
import type { ApiErrorReason } from '#shared/contract/common.ts'
import { apiError } from '#main/platform/apiError.ts'
import { startTask, TaskFailure, type Task } from '#main/platform/task.ts'
import type { ImportOutcome, WeboxFailure, WeboxTask } from './webox.worker.ts'

export type { ImportOutcome } from './webox.worker.ts'

/**
 * @param onProgress share done, a few times a second; `outcome` rejects with a declared error if
 * the file is none of WeBox IA's
 */
export function startImportTask(
  task: Extract<WeboxTask, { kind: 'import' }>,
  onProgress: (share: number) => void,
): Task<ImportOutcome> {
  return start(task, onProgress)
}

/** `outcome` is how many rows were left alone. */
export function startUndoTask(
  task: Extract<WeboxTask, { kind: 'undo' }>,
  onProgress: (share: number) => void,
): Task<number> {
  return start(task, onProgress)
}

function start<Result>(task: WeboxTask, onProgress: (share: number) => void): Task<Result> {
  const source = new URL('./webox.worker.ts', import.meta.url)
  const { outcome, cancel } = startTask<WeboxTask, Result, number>(source, task, onProgress)
  return {
    cancel,
    outcome: outcome.catch((error: unknown) => {
      throw error instanceof TaskFailure ? unreadable(error as TaskFailure<WeboxFailure>) : error
    }),
  }
}

const reasons: Record<WeboxFailure, [ApiErrorReason, string]> = {
  not_sqlite: ['webox_not_sqlite', 'The file is no SQLite database.'],
  damaged: ['webox_damaged', 'The database is damaged.'],
  locked: ['webox_locked', 'The database is in use by another program.'],
  not_webox: ['webox_not_webox', 'The database is not one of WeBox IA.'],
}

function unreadable({ reason, detail }: TaskFailure<WeboxFailure>): Error {
  const [name, message] = reasons[reason]
  return apiError('UNPROCESSABLE', name, message, { field: 'file', detail })
}
