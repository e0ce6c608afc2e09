// The thread that reads contact files, so that neither a large file nor a large database ever
// stalls the window.
import { parentPort, workerData } from 'node:worker_threads'
import { stat } from 'node:fs/promises'
import type { ImportBuckets, ImportMapping } from '#shared/contract/crm.contract.ts'
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
export type ImportMessage =
  | { kind: 'progress'; share: number; buckets: Omit<ImportBuckets, 'problems'> }
  | { kind: 'done'; look: ImportLook; buckets: ImportBuckets; cancelled: boolean }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'empty' }

const shownRows = 20
const betweenReports = 200

const task = workerData as ImportTask
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

async function run(): Promise<void> {
  const format = await detectFormat(task.filePath)
  const [header, ...rows] = await firstRows(format)
  if (header === undefined || rows.length === 0) return report({ kind: 'empty' })
  const mapping = task.mapping ?? mappingOf(recogniseColumns(header))
  const { size } = await stat(task.filePath)
  const records = readRecords(task.filePath, format)
  const connection = openConnection(task.databasePath)
  let last = performance.now()
  try {
    const buckets = await importLeads(connection, records, {
      mapping,
      importId: task.importId,
      now: task.now,
      onProgress({ problems: _problems, ...counts }) {
        if (performance.now() - last > betweenReports) {
          last = performance.now()
          report({
            kind: 'progress',
            share: Math.min(1, records.bytesRead() / size),
            buckets: counts,
          })
        }
        return !cancelled
      },
    })
    report({ kind: 'done', look: { format, header, rows, mapping }, buckets, cancelled })
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
