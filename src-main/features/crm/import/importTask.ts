// Runs one import task in its thread and gives back what it found.
import type { ImportBuckets } from '#shared/contract/crm.contract.ts'
import { refusal } from '#main/platform/refusal.ts'
import { startWorkerThread } from '#main/platform/workerThread.ts'
import type { ImportLook, ImportMessage, ImportTask } from './import.worker.ts'

export type ImportOutcome = { look: ImportLook; buckets: ImportBuckets; cancelled: boolean }
export type RunningImport = { outcome: Promise<ImportOutcome>; cancel(): void }

/**
 * @param onProgress share of the file read (0 to 1), the buckets so far and whether what they count
 * is stored, a few times a second
 * `outcome` rejects with a declared error where the file cannot be read as a table of contacts.
 */
export function startImportTask(
  task: ImportTask,
  onProgress: (share: number, buckets: Omit<ImportBuckets, 'problems'>, isKept: boolean) => void,
): RunningImport {
  const worker = startWorkerThread(new URL('./import.worker.ts', import.meta.url), {
    workerData: task,
  })
  const outcome = new Promise<ImportOutcome>((resolve, reject) => {
    worker.on('message', (message: ImportMessage) => {
      if (message.kind === 'progress') onProgress(message.share, message.buckets, message.isKept)
      else if (message.kind === 'done') resolve(message)
      else reject(unreadable(message))
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The import thread ended before it was done.')))
  })
  return { outcome, cancel: () => worker.postMessage('cancel') }
}

function unreadable(message: Extract<ImportMessage, { kind: 'unreadable' | 'empty' }>): Error {
  if (message.kind === 'empty')
    return refusal('UNPROCESSABLE', 'file_empty', 'The file has no row below its header line.', {
      field: 'file',
    })
  return refusal(
    'UNPROCESSABLE',
    'file_unreadable',
    'The file cannot be read as a table of contacts.',
    { field: 'file', detail: message.detail },
  )
}
