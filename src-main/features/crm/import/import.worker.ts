// The thread that reads contact files, so that neither a large file nor a large database ever
// stalls the window.
import { parentPort, workerData } from 'node:worker_threads'
import { stat } from 'node:fs/promises'
import type { ImportBuckets, ImportMapping } from '#shared/contract/crm.contract.ts'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
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
  /** How many writers of the main thread wait, shared with it. */
  waitingWriters: Int32Array
}

export type ImportLook = {
  format: ImportFormat
  header: string[]
  rows: string[][]
  mapping: ImportMapping
}
export type ImportMessage =
  | {
      kind: 'progress'
      share: number
      buckets: Omit<ImportBuckets, 'problems'>
      /** True where what the buckets count is stored. */
      isKept: boolean
    }
  | { kind: 'done'; look: ImportLook; buckets: ImportBuckets; cancelled: boolean }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'empty' }

const shownRows = 20
const betweenReports = 200

const task = workerData as ImportTask
/** SQLite's cache while importing, in KiB: rows and what is derived from them go through it. */
const cacheSize = 64 * 1024
/** Rows from which on an import leaves a log worth shortening. */
const rowsOfLongLog = 50_000
let cancelled = false
parentPort?.on('message', (message) => {
  if (message === 'cancel') cancelled = true
})

function report(message: ImportMessage): void {
  parentPort?.postMessage(message)
}

async function firstRows(format: ImportFormat): Promise<string[][]> {
  const rows: string[][] = []
  for await (const { cells } of readRecords(task.filePath, format)) {
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

async function run(): Promise<void> {
  const format = await detectFormat(task.filePath)
  const [header, ...rows] = await firstRows(format)
  if (header === undefined || rows.length === 0) return report({ kind: 'empty' })
  const mapping = task.mapping ?? mappingOf(recogniseColumns(header))
  const { size } = await stat(task.filePath)
  const connection = openConnection(task.databasePath)
  connection.pragma(`cache_size = -${cacheSize}`)
  let records = readRecords(task.filePath, format)
  let last = performance.now()
  try {
    const { buckets, isCancelled } = await importLeads(
      connection,
      () => (records = readRecords(task.filePath, format)),
      {
        mapping,
        importId: task.importId,
        now: task.now,
        expectedRows: size / bytesPerRow(rows),
        isAwaited: () => Atomics.load(task.waitingWriters, 0) > 0,
        onProgress({ problems: _problems, ...counts }, isKept) {
          if (performance.now() - last > betweenReports) {
            last = performance.now()
            const share = Math.min(1, records.bytesRead() / size)
            report({ kind: 'progress', share, buckets: counts, isKept })
          }
          return !cancelled
        },
      },
    )
    if (buckets.total > rowsOfLongLog) shortenLog(connection)
    const look = { format, header, rows, mapping }
    report({ kind: 'done', look, buckets, cancelled: isCancelled })
  } finally {
    connection.close()
  }
}

run()
  .catch((error: unknown) => {
    if (!(error instanceof UnreadableFileError)) throw error
    report({ kind: 'unreadable', detail: error.message })
  })
  .finally(() => parentPort?.close())
