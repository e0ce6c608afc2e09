// The thread that reads a contact file and judges its rows: half of an import's work, done while
// the importing thread writes what came before.
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { openRecords, type FileLayout } from './fileLayout.ts'
import { UnclosedQuoteError, UnreadableFileError } from './importErrors.ts'
import type { ReadRow, RowRules } from './fields/importedRow.ts'
import type { ImportRecord } from './formats/importRecord.ts'
import { maxEndRows, mayEndTable, noPerson, tableEnd } from './fields/tableEnds.ts'
import { rowReader } from './importRow.ts'
import { leadWords, type LeadWords } from '../leads/leadRecord.ts'

export type ReaderTask = {
  filePath: string
  layout: FileLayout
  /** How quotes are read: as signs of their own, where one that is never closed swallows the file. */
  hasQuotes: boolean
  rules: RowRules
  rowsAtOnce: number
  /** Whether the words of leads are derived here, while the other side writes. */
  derivesWords: boolean
  /** How many batches the other side has taken, shared with it. */
  taken: Int32Array
}

/**
 * A row of the file with the line it begins on (the file's first line is 1).
 * `words`: of the lead as it stands here; null: not derived.
 */
export type FileRow = ReadRow & { line: number; words: LeadWords | null }
/** @property bytesRead of the file, by the end of this batch */
export type RowBatch = { rows: FileRow[]; bytesRead: number }

const nobody = {
  firstName: null,
  lastName: null,
  company: null,
  email: null,
  phone: null,
  contactPoints: {},
}

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
  const columns = task.rules.headers.length
  // Rows that may be notes below the table, until what comes next tells.
  let held: ImportRecord[] = []
  const isTable = task.layout.format.kind !== 'cards'
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
  const take = ({ cells, line }: ImportRecord, isPerson: boolean): void => {
    const row = isPerson ? read(cells) : noPerson(cells)
    const words = task.derivesWords && row.ok ? leadWords({ ...nobody, ...row.lead }) : null
    rows.push({ ...row, line, words })
    if (rows.length === task.rowsAtOnce) send()
  }
  const release = (isEnd: boolean): void => {
    const from = isEnd ? tableEnd(held.map(({ cells }) => cells)) : held.length
    for (const [index, record] of held.entries()) take(record, index < from)
    held = []
  }
  for await (const record of records) {
    if (above > 0) above -= 1
    else if (isTable && held.length < maxEndRows && mayEndTable(record.cells, columns))
      held.push(record)
    else {
      release(false)
      take(record, true)
    }
    if (isCancelled()) return null
  }
  release(true)
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
