// The thread that reads contact files, so that neither a large file nor a large database ever
// stalls the window.
import type {
  ImportBuckets,
  ImportChoices,
  ImportFormat,
  ImportMapping,
  ImportTarget,
} from '#shared/contract/crm/imports.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { foldText } from '#shared/rules/foldText.ts'
import type { StageSetting } from '#shared/rules/leads/stages.ts'
import { TaskFailure } from '#main/platform/task.ts'
import { runTask, type TaskContext } from '#main/platform/taskThread.ts'
import {
  openConnection,
  threadReads,
  type SqliteConnection,
} from '#main/database/sqliteConnection.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import { derivedColumns } from '../export/exportWords.ts'
import { listDeletedKeys, listFields } from '../customFields/customFields.repository.ts'
import { importLeads } from './importLeads.ts'
import { matchKeyOf, overwriting } from './importMerge.ts'
import { judgeColumns, type ColumnRules } from './columnRules.ts'
import { isIdentifier, suggestField, type FieldSuggestion } from './fields/customGuess.ts'
import { firstRecords, judgeFile, type FileLayout } from './fileLayout.ts'
import { UnclosedQuoteError, UnreadableFileError } from './importErrors.ts'
import { lettersOf } from './importRefusals.ts'
import { isMended } from './importRejects.ts'
import type { RowRules } from './fields/importedRow.ts'
import { columnTitle } from './fields/rowDraft.ts'
import { withSights } from './fields/columnSights.ts'
import { labelColumns } from './fields/labelColumns.ts'
import { OtherFormatError } from './otherFormats.ts'
import type { ImportedField } from './fields/importCustomCells.ts'
import { collectOptions, type NewOptions } from './fields/newOptions.ts'
import { readRows, type FileRows } from './importReader.ts'
import {
  mappingOf,
  recogniseCells,
  recogniseColumns,
  titlesBelow,
  withCustomFields,
} from './importColumns.ts'

export type ImportTask = {
  databasePath: string
  filePath: string
  /** As the user knows it. */
  fileName: string
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
  /** As the user calls and orders them. */
  stages: readonly StageSetting[]
  /** How many writers of the main thread wait, shared with it. */
  waitingWriters: Int32Array
}

export type ImportLook = {
  format: ImportFormat
  header: string[]
  rows: string[][]
  mapping: ImportMapping
  columns: ColumnRules[]
  /** The custom field each column without a field could become. */
  suggestions: (FieldSuggestion | null)[]
  /** Columns that tell its rows apart. */
  identifiers: number[]
  /** Choices that the file has for fields to be made, by their key. */
  newOptions: NewOptions
}
type Looked = Omit<ImportLook, 'newOptions' | 'suggestions'> & { layout: FileLayout }
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

/** Rows from which on an import leaves a log worth shortening. */
const rowsOfLongLog = 50_000

/** Rows by which columns are judged. */
const judgedRows = 1_000

/** What the file's first rows show. @throws TaskFailure if it has no row below its header */
async function look(
  task: ImportTask,
  hasQuotes: boolean,
  fields: readonly ImportedField[],
): Promise<Looked> {
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
  const recognised =
    format.headerRow === 0
      ? recogniseCells(header.length, rows)
      : withCustomFields(header, withSights(header, recogniseColumns(header), rows), fields)
  const mapping = task.mapping ?? mappingOf(recognised)
  return {
    ...{ layout, format, header, rows, columns: judgeColumns(header.length, rows, choices) },
    mapping,
    identifiers: header.flatMap((_, at) =>
      isIdentifier(rows.map((row) => row[at] ?? '')) ? [at] : [],
    ),
  }
}

function suggestFields(
  { now, timeZone }: ImportTask,
  { header, rows, mapping }: Pick<ImportLook, 'header' | 'rows' | 'mapping'>,
  keys: readonly string[],
): (FieldSuggestion | null)[] {
  const taken = new Set(keys)
  const labels = new Set(labelColumns(header, mapping).values())
  return header.map((title, index) => {
    if (mapping[String(index)] !== undefined || labels.has(index)) return null
    const cells = rows.map((row) => row[index] ?? '')
    const named = columnTitle(title, index)
    const suggestion = suggestField(named, cells, taken, { now, timeZone })
    taken.add(suggestion.key)
    return suggestion
  })
}

/** The fields there are, and those to be made with this file. */
function fieldsOf(
  connection: SqliteConnection,
  { newFields = {} }: ImportChoices,
): ImportedField[] {
  const present = listFields(threadReads(connection))
  const isNew = ([key]: [string, unknown]) => present.every((field) => field.key !== key)
  return [
    ...present.map((field) => ({ ...field, isOpen: false })),
    ...Object.entries(newFields)
      .filter(isNew)
      .map(([key, field]) => ({ ...field, key, isOpen: true })),
  ]
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
  context: TaskContext<ImportProgress>,
  hasQuotes: boolean,
): Promise<ImportResult> {
  const connection = openConnection(task.databasePath)
  // What is sorted for an index is as large as the index: on the disk, not in memory.
  connection.pragma('temp_store = FILE')
  try {
    return await importOn(connection, { task, context, hasQuotes })
  } finally {
    connection.close()
  }
}

type Work = { task: ImportTask; context: TaskContext<ImportProgress>; hasQuotes: boolean }

async function importOn(
  connection: SqliteConnection,
  { task, context: { progress, progressNow, isCancelled }, hasQuotes }: Work,
): Promise<ImportResult> {
  const fields = fieldsOf(connection, task.choices)
  const { layout, ...looked } = await look(task, hasQuotes, fields)
  const { mapping, rows } = looked
  const { filePath, choices } = task
  const taken = [...fields.map(({ key }) => key), ...listDeletedKeys(threadReads(connection))]
  const suggestions = task.importId === null ? suggestFields(task, looked, taken) : []
  const rules = rulesOf(task, looked, fields)
  const found = collectOptions(fields)
  const reading = { filePath, layout, hasQuotes, rules, derivesWords: task.importId !== null }
  let rowsRead: FileRows | null = null
  let kept: ImportProgress | null = null
  try {
    const { buckets, isCancelled: cancelled } = await importLeads(
      connection,
      (rowsAtOnce) => found.of((rowsRead = readRows({ ...reading, rowsAtOnce }))),
      {
        importId: task.importId,
        changeId: task.changeId,
        now: task.now,
        fileName: task.fileName,
        legalBasis: choices.legalBasis ?? null,
        mode: choices.mode ?? 'create_and_update',
        goesOver: overwriting(mapping, choices),
        matchKey: rules.matchKey,
        titles: looked.header,
        lostReasonTitle: titlesOfField('lostReason', looked)[0] ?? '',
        pointTitles: new Set([
          ...titlesOfField('email', looked),
          ...titlesOfField('phone', looked),
        ]),
        isMended: isMended(looked.header),
        expectedRows: layout.rows ?? layout.size / bytesPerRow(rows),
        isAwaited: () => Atomics.load(task.waitingWriters, 0) > 0,
        onProgress({ problems: _problems, ...counts }, isKept) {
          const share = Math.min(1, (rowsRead?.bytesRead() ?? 0) / layout.size)
          const told = { share, buckets: counts, isKept }
          if (isKept) kept = told
          progress(told)
          return !isCancelled()
        },
      },
    )
    if (buckets.total > rowsOfLongLog) shortenLog(connection)
    return {
      look: { ...looked, suggestions, rows: rows.slice(0, shownRows), newOptions: found.options() },
      buckets: { ...buckets, otherColumns: otherColumns(looked) },
      cancelled,
    }
  } catch (error) {
    // Most progress goes untold; how many rows are kept must not.
    if (kept !== null) progressNow(kept)
    throw error
  }
}

function rulesOf(
  { now, timeZone, choices, stages, isEveryoneRefused }: ImportTask,
  { mapping, header, columns }: Pick<ImportLook, 'mapping' | 'header' | 'columns'>,
  fields: readonly ImportedField[],
): RowRules {
  const named = new Set(Object.values(mapping).map(customKeyOf))
  return {
    ...{ mapping, headers: header, columns, now, timeZone },
    fields: fields.filter(({ key }) => named.has(key)),
    matchKey: matchKeyOf(choices),
    keepsCells: choices.mode === 'update' || choices.match !== undefined,
    forAll: forAllOf(choices.forAll ?? {}),
    everybody: isEveryoneRefused ? 'refused' : 'none',
    words: meaningsByLetters(choices.words ?? {}),
    ownStages: new Map(
      stages.flatMap(({ status, name }) => (name === null ? [] : [[foldText(name), status]])),
    ),
  }
}

/** Without what is left out. */
const forAllOf = ({
  status,
  source,
  tags,
}: NonNullable<ImportChoices['forAll']>): RowRules['forAll'] => ({
  ...(status === undefined ? {} : { status }),
  ...(source === undefined || source === '' ? {} : { source }),
  ...(tags === undefined ? {} : { tags }),
})

/** What the columns of a field are called. */
const titlesOfField = (
  field: ImportTarget,
  { mapping, header }: Pick<ImportLook, 'mapping' | 'header'>,
): string[] =>
  header.flatMap((title, index) =>
    mapping[String(index)] === field ? [columnTitle(title, index)] : [],
  )

/** Titles of the columns that have no field and are not empty. */
function otherColumns({
  header,
  mapping,
  rows,
}: Pick<ImportLook, 'header' | 'mapping' | 'rows'>): string[] {
  const derived = derivedColumns(header)
  const labels = new Set(labelColumns(header, mapping).values())
  return header.flatMap((title, index) =>
    mapping[String(index)] === undefined &&
    !derived.has(index) &&
    !labels.has(index) &&
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
