// The thread that reads contact files, so that neither a large file nor a large database ever
// stalls the window.
import type {
  ImportBuckets,
  ImportChoices,
  ImportFormat,
  ImportMapping,
} from '#shared/contract/crm/imports.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import { openConnection, type SqliteConnection } from '#main/database/sqliteConnection.ts'
import { derivedColumns } from '../export/exportWords.ts'
import { importLeads } from './importLeads.ts'
import { judgeColumns, type ColumnRules } from './columnRules.ts'
import { firstRecords, judgeFile, type FileLayout } from './fileLayout.ts'
import { UnclosedQuoteError, UnreadableFileError } from './importErrors.ts'
import { lettersOf } from './importRefusals.ts'
import { columnTitle, type RowRules } from './importRow.ts'
import { OtherFormatError } from './otherFormats.ts'
import { readRows, type FileRows } from './importReader.ts'
import { mappingOf, recogniseCells, recogniseColumns, titlesBelow } from './importColumns.ts'

export type ImportTask = {
  databasePath: string
  filePath: string
  /** Null only looks. */
  importId: number | null
  /** Under which everything is noted that is to be taken back. */
  changeId: number | null
  now: number
  /** Null recognises the columns by their headers. */
  mapping: ImportMapping | null
  choices: ImportChoices
  /** True if everybody in the file has refused, by its name or as the user says. */
  isEveryoneRefused: boolean
  /** Of the business: the zone of dates that name none. */
  timeZone: string
  /** Of the user. */
  language: Language
  /** How many writers of the main thread wait, shared with it. */
  waitingWriters: Int32Array
}

export type ImportLook = {
  format: ImportFormat
  header: string[]
  rows: string[][]
  mapping: ImportMapping
  columns: ColumnRules[]
}
type Looked = ImportLook & { layout: FileLayout }
export type ImportResult = { look: ImportLook; buckets: ImportBuckets; cancelled: boolean }
export type ImportProgress = {
  /** Of the file read, 0 to 1. */
  share: number
  buckets: Omit<ImportBuckets, 'problems'>
  /** True if what the buckets count is stored. */
  isKept: boolean
}
/**
 * `unreadable`: no table of contacts; `empty`: no row below the header line; `other_format`: no text,
 * but what the detail names.
 */
export type ImportFailure = 'unreadable' | 'empty' | 'other_format'

/** Rows shown in a preview. */
const shownRows = 20

/** SQLite's cache while importing, in KiB: rows and what is derived from them go through it. */
const cacheSize = 64 * 1024
/** Rows from which on an import leaves a log worth shortening. */
const rowsOfLongLog = 50_000

/** Rows by which columns are judged. */
const judgedRows = 1_000

/** What the file's first rows show. @throws TaskFailure if it has no row below its header */
async function look(task: ImportTask, hasQuotes: boolean): Promise<Looked> {
  const layout = await judgeFile(task.filePath, task.choices, task.language)
  const { format } = layout
  const most = judgedRows + format.headerRow
  const records = (await firstRecords(task.filePath, layout, hasQuotes, most)).map(
    ({ cells }) => cells,
  )
  const rows = records.slice(format.headerRow)
  if (rows.length === 0) throw new TaskFailure<ImportFailure>('empty')
  const width = Math.max(...rows.map((row) => row.length))
  const titles = titlesOf(records, format)
  const header = Array.from({ length: Math.max(width, titles.length) }, (_, at) => titles[at] ?? '')
  const choices = {
    dateOrder: task.choices.dateOrder ?? null,
    decimalMark: task.choices.decimalMark ?? null,
  }
  const fields =
    format.headerRow === 0 ? recogniseCells(header.length, rows) : recogniseColumns(header)
  return {
    ...{ layout, format, header, rows, columns: judgeColumns(header.length, rows, choices) },
    mapping: task.mapping ?? mappingOf(fields),
  }
}

const titlesOf = (records: readonly string[][], { kind, headerRow }: ImportFormat): string[] => {
  const titles = headerRow === 0 ? [] : (records[headerRow - 1] ?? [])
  return kind === 'workbook' ? titlesBelow(records[headerRow - 2] ?? [], titles) : titles
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

async function run(task: ImportTask, context: TaskContext<ImportProgress>): Promise<ImportResult> {
  try {
    return await runOnce(task, context, true)
  } catch (error) {
    const isUnclosed = error instanceof UnclosedQuoteError
    const isUnclosedThere = error instanceof TaskFailure && error.reason === 'unclosed_quote'
    if (!isUnclosed && !isUnclosedThere) throw error
    // The quote was a sign like any other, an inch mark or a slip.
    return runOnce(task, context, false)
  }
}

async function runOnce(
  task: ImportTask,
  { progress, progressNow, isCancelled }: TaskContext<ImportProgress>,
  hasQuotes: boolean,
): Promise<ImportResult> {
  const { layout, ...looked } = await look(task, hasQuotes)
  const { header, mapping, columns, rows } = looked
  const { size } = layout
  const connection = openConnection(task.databasePath)
  connection.pragma(`cache_size = -${cacheSize}`)
  const { filePath, now, timeZone, choices } = task
  const rules: RowRules = {
    ...{ mapping, headers: header, columns, now, timeZone },
    everybody: task.isEveryoneRefused ? 'refused' : 'none',
    words: meaningsByLetters(choices.words ?? {}),
  }
  let rowsRead: FileRows | null = null
  let kept: ImportProgress | null = null
  try {
    const { buckets, isCancelled: cancelled } = await importLeads(
      connection,
      (rowsAtOnce) => (rowsRead = readRows({ filePath, layout, hasQuotes, rules, rowsAtOnce })),
      {
        importId: task.importId,
        changeId: task.changeId,
        now,
        existing: choices.existing ?? 'fill_blanks',
        expectedRows: layout.rows ?? size / bytesPerRow(rows),
        isAwaited: () => Atomics.load(task.waitingWriters, 0) > 0,
        onProgress({ problems: _problems, ...counts }, isKept) {
          const share = Math.min(1, (rowsRead?.bytesRead() ?? 0) / size)
          const told = { share, buckets: counts, isKept }
          if (isKept) kept = told
          progress(told)
          return !isCancelled()
        },
      },
    )
    if (buckets.total > rowsOfLongLog) shortenLog(connection)
    const found = { ...buckets, otherColumns: otherColumns(looked) }
    return { look: { ...looked, rows: rows.slice(0, shownRows) }, buckets: found, cancelled }
  } catch (error) {
    // Most progress goes untold; how many rows are kept must not.
    if (kept !== null) progressNow(kept)
    throw error
  } finally {
    connection.close()
  }
}

/** Titles of the columns that have no field and are not empty. */
function otherColumns({ header, mapping, rows }: ImportLook): string[] {
  const derived = derivedColumns(header)
  return header.flatMap((title, index) =>
    mapping[String(index)] === undefined &&
    !derived.has(index) &&
    rows.some((row) => (row[index] ?? '').trim() !== '')
      ? [columnTitle(title, index)]
      : [],
  )
}

const meaningsByLetters = (words: NonNullable<ImportChoices['words']>): RowRules['words'] =>
  Object.fromEntries(Object.entries(words).map(([word, meaning]) => [lettersOf(word), meaning]))

await runTask<ImportTask, ImportResult, ImportProgress>((task, context) =>
  run(task, context).catch((error: unknown) => {
    if (error instanceof OtherFormatError)
      throw new TaskFailure<ImportFailure>('other_format', error.format)
    if (!(error instanceof UnreadableFileError)) throw error
    throw new TaskFailure<ImportFailure>('unreadable', error.message)
  }),
)
