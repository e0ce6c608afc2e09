// The thread that reads contact files, so that neither a large file nor a large database ever
// stalls the window.
import { stat } from 'node:fs/promises'
import type { ImportBuckets, ImportMapping } from '#shared/contract/crm.contract.ts'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { importLeads } from './importLeads.ts'
import { detectFormat, readRecords, UnreadableFileError } from './importRecords.ts'
import { readRows, type FileRows } from './importReader.ts'
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
  /** How many writers of the main thread wait, shared with it. */
  waitingWriters: Int32Array
}

export type ImportLook = {
  format: ImportFormat
  header: string[]
  rows: string[][]
  mapping: ImportMapping
}
export type ImportResult = { look: ImportLook; buckets: ImportBuckets; cancelled: boolean }
export type ImportProgress = {
  /** Of the file read, 0 to 1. */
  share: number
  buckets: Omit<ImportBuckets, 'problems'>
  /** True if what the buckets count is stored. */
  isKept: boolean
}
/** `unreadable`: no table of contacts; `empty`: no row below the header line. */
export type ImportFailure = 'unreadable' | 'empty'

/** Rows shown in a preview. */
const shownRows = 20

/** SQLite's cache while importing, in KiB: rows and what is derived from them go through it. */
const cacheSize = 64 * 1024
/** Rows from which on an import leaves a log worth shortening. */
const rowsOfLongLog = 50_000

async function firstRows(filePath: string, format: ImportFormat): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readRecords(filePath, format)) {
    rows.push(cells)
    if (rows.length > shownRows) break
  }
  return rows
}

/** About: what stands between the cells counts one. */
function bytesPerRow(rows: string[][]): number {
  const bytes = rows.flat().reduce((sum, cell) => sum + Buffer.byteLength(cell) + 1, 0)
  return bytes / rows.length
}

/**
 * The log of a large import is as long as what it wrote, and stays that long on disk until it is
 * told. Where somebody reads it is left for later.
 */
function shortenLog(connection: SqliteConnection): void {
  connection.pragma('busy_timeout = 0')
  connection.pragma('wal_checkpoint(PASSIVE)')
  connection.pragma('wal_checkpoint(TRUNCATE)')
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
  const connection = openConnection(task.databasePath)
  connection.pragma(`cache_size = -${cacheSize}`)
  const { filePath, now } = task
  let rowsRead: FileRows | null = null
  try {
    const { buckets, isCancelled: cancelled } = await importLeads(
      connection,
      (rowsAtOnce) => (rowsRead = readRows({ filePath, format, mapping, now, rowsAtOnce })),
      {
        importId: task.importId,
        now,
        expectedRows: size / bytesPerRow(rows),
        isAwaited: () => Atomics.load(task.waitingWriters, 0) > 0,
        onProgress({ problems: _problems, ...counts }, isKept) {
          const share = Math.min(1, (rowsRead?.bytesRead() ?? 0) / size)
          progress({ share, buckets: counts, isKept })
          return !isCancelled()
        },
      },
    )
    if (buckets.total > rowsOfLongLog) shortenLog(connection)
    return { look: { format, header, rows, mapping }, buckets, cancelled }
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
