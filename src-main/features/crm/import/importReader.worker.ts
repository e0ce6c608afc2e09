// The thread that reads a contact file and judges its rows: half of an import's work, done while
// the importing thread writes what came before.
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import type { ImportMapping } from '#shared/contract/crm.contract.ts'
import type { ImportFormat } from './importFormat.ts'
import { readRecords, UnreadableFileError } from './importRecords.ts'
import { rowReader, type ReadRow } from './importRow.ts'

export type ReaderTask = {
  filePath: string
  format: ImportFormat
  mapping: ImportMapping
  now: number
  rowsAtOnce: number
  /** How many batches the other side has taken, shared with it. */
  taken: Int32Array
}

/** A row of the file with the line it begins on (the file's first line is 1). */
export type FileRow = ReadRow & { line: number }
/** @property bytesRead of the file, by the end of this batch */
export type RowBatch = { rows: FileRow[]; bytesRead: number }

/** Batches read ahead of the other side: enough to keep it busy, few enough to weigh nothing. */
const maxAhead = 4

/** Sends the rows below the header line in batches, the last of which may be empty. */
async function run(
  task: ReaderTask,
  { progressNow, isCancelled }: TaskContext<RowBatch>,
): Promise<null> {
  const records = readRecords(task.filePath, task.format)
  const read = rowReader(task.mapping, task.now)
  let rows: FileRow[] = []
  let sent = 0
  let isHeader = true
  const send = (): void => {
    progressNow({ rows, bytesRead: records.bytesRead() })
    rows = []
    sent += 1
    for (;;) {
      const taken = Atomics.load(task.taken, 0)
      if (sent - taken < maxAhead || isCancelled()) return
      // This thread has nothing else to do.
      Atomics.wait(task.taken, 0, taken)
    }
  }
  for await (const { cells, line } of records) {
    if (isHeader) isHeader = false
    else rows.push({ ...read(cells), line })
    if (rows.length === task.rowsAtOnce) send()
    if (isCancelled()) return null
  }
  send()
  return null
}

await runTask<ReaderTask, null, RowBatch>((task, context) =>
  run(task, context).catch((error: unknown) => {
    if (!(error instanceof UnreadableFileError)) throw error
    throw new TaskFailure('unreadable', error.message)
  }),
)
