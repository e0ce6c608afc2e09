// The thread that reads contact files, so that neither a large file nor a large database ever
// stalls the window.
import { stat } from 'node:fs/promises'
import type { ImportBuckets, ImportMapping } from '#shared/contract/crm.contract.ts'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { openConnection } from '#main/database/sqliteConnection.ts'
import { importLeads } from './importLeads.ts'
import { detectFormat, readRecords, UnreadableFileError } from './importRecords.ts'
import { mappingOf, recogniseColumns } from './importColumns.ts'
import type { ImportFormat } from './importFormat.ts'

export type ImportTask = {
  databasePath: string
  filePath: string
  /** Null only looks. */
  importId: number | null
  now: number
  /** Null recognises the columns by their headers. */
  mapping: ImportMapping | null
}

export type ImportLook = {
  format: ImportFormat
  header: string[]
  rows: string[][]
  mapping: ImportMapping
}
export type ImportResult = { look: ImportLook; buckets: ImportBuckets; cancelled: boolean }
export type ImportProgress = { share: number; buckets: Omit<ImportBuckets, 'problems'> }
/** `unreadable`: no table of contacts; `empty`: no row below the header line. */
export type ImportFailure = 'unreadable' | 'empty'

/** Rows shown in a preview. */
const shownRows = 20

async function firstRows(filePath: string, format: ImportFormat): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readRecords(filePath, format)) {
    rows.push(cells)
    if (rows.length > shownRows) break
  }
  return rows
}

async function run(
  task: ImportTask,
  { progress, isCancelled }: TaskContext<ImportProgress>,
): Promise<ImportResult> {
  const format = await detectFormat(task.filePath)
  const [header, ...rows] = await firstRows(task.filePath, format)
  if (header === undefined || rows.length === 0) throw new TaskFailure<ImportFailure>('empty')
  const mapping = task.mapping ?? mappingOf(recogniseColumns(header))
  const { size } = await stat(task.filePath)
  const records = readRecords(task.filePath, format)
  const connection = openConnection(task.databasePath)
  try {
    const buckets = await importLeads(connection, records, {
      mapping,
      importId: task.importId,
      now: task.now,
      onProgress({ problems: _problems, ...counts }) {
        progress({ share: Math.min(1, records.bytesRead() / size), buckets: counts })
        return !isCancelled()
      },
    })
    return { look: { format, header, rows, mapping }, buckets, cancelled: isCancelled() }
  } finally {
    connection.close()
  }
}

await runTask<ImportTask, ImportResult, ImportProgress>((task, context) =>
  run(task, context).catch((error: unknown) => {
    if (!(error instanceof UnreadableFileError)) throw error
    throw new TaskFailure<ImportFailure>('unreadable', error.message)
  }),
)
