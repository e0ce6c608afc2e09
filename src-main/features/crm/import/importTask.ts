// Runs one import task in its thread and gives back what it found.
import { apiError } from '#main/platform/apiError.ts'
import { startTask, TaskFailure, type Task } from '#main/platform/task.ts'
import type { ImportFailure, ImportProgress, ImportResult, ImportTask } from './import.worker.ts'

/**
 * @param onProgress how far it is, a few times a second
 * `outcome` rejects with a declared error if the file cannot be read as a table of contacts.
 */
export function startImportTask(
  task: ImportTask,
  onProgress: (progress: ImportProgress) => void,
): Task<ImportResult> {
  const { outcome, cancel } = startTask<ImportTask, ImportResult, ImportProgress>(
    new URL('./import.worker.ts', import.meta.url),
    task,
    onProgress,
  )
  return {
    cancel,
    outcome: outcome.catch((error: unknown) => {
      throw error instanceof TaskFailure ? unreadable(error as TaskFailure<ImportFailure>) : error
    }),
  }
}

function unreadable({ reason, detail }: TaskFailure<ImportFailure>): Error {
  if (reason === 'other_format')
    return apiError(
      'UNPROCESSABLE',
      'file_other_format',
      `The file is no table of text but of the format ${detail}: save it as CSV and import that.`,
      { field: 'file', detail },
    )
  if (reason === 'empty')
    return apiError('UNPROCESSABLE', 'file_empty', 'The file has no row below its header line.', {
      field: 'file',
    })
  return apiError(
    'UNPROCESSABLE',
    'file_unreadable',
    'The file cannot be read as a table of contacts.',
    { field: 'file', detail },
  )
}
