// The thread that reads a contact file and judges its rows: half of an import's work, done while
// the importing thread writes what came before.
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { openRecords, type FileLayout } from './fileLayout.ts'
import { UnclosedQuoteError, UnreadableFileError } from './importErrors.ts'
import type { ReadRow, RowRules } from './fields/importedRow.ts'
import { rowReader } from './importRow.ts'

export type ReaderTask = {
  filePath: string
  layout: FileLayout
  /** How quotes are read: as signs of their own, where one that is never closed swallows the file. */
  hasQuotes: boolean
  rules: RowRules
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
  const records = openRecords(task.filePath, task.layout, task.hasQuotes)
  const read = rowReader(task.rules)
  let rows: FileRow[] = []
  let sent = 0
  let above = task.layout.format.headerRow
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
    if (above > 0) above -= 1
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
    const reason = error instanceof UnclosedQuoteError ? 'unclosed_quote' : 'unreadable'
    throw new TaskFailure(reason, error.message)
  }),
)
