// Runs one import task in its thread and gives back what it found.
import type { ApiErrorReason } from '#shared/contract/common.ts'
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

/** Formats of tables for which there is something particular to do. */
const reasonOfFormat: Partial<Record<string, ApiErrorReason>> = {
  xls: 'file_old_excel',
  xlsb: 'file_old_excel',
  ods: 'file_open_document',
  numbers: 'file_numbers',
  encrypted: 'file_with_password',
}

function unreadable({ reason, detail }: TaskFailure<ImportFailure>): Error {
  if (reason === 'other_format')
    return apiError(
      'UNPROCESSABLE',
      reasonOfFormat[detail] ?? 'file_other_format',
      `The file is of the format ${detail}, which is not read: save it as XLSX or CSV and import that.`,
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
