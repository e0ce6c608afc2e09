// What a contact file is and how it is read, judged from what is in it and not from its name: a table
// of text, a sheet of a workbook, or address cards. All of them are records from there on.
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { ImportChoices, ImportFormat, WorkbookFormat } from '#shared/contract/crm/imports.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { exportWords } from '../export/exportWords.ts'
import { judgeCards, readCardRecords } from './formats/cardRecords.ts'
import type { ImportRecord, RecordStream } from './formats/importRecord.ts'
import { fullestSheet, openWorkbook, sheetRows, type Workbook } from './formats/workbookParts.ts'
import { readSheet, sheetOf } from './formats/workbookRecords.ts'
import { UnreadableFileError } from './importErrors.ts'
import { detectEncoding, detectHeaderRow, judgeText } from './importFormat.ts'
import { readRecords } from './importRecords.ts'
import { OtherFormatError, otherFormat } from './otherFormats.ts'
import { decodeText } from './singleBytes.ts'

/** How a file is read from its first record to its last. */
export type FileLayout = {
  format: ImportFormat
  /** Of its own words for what a cell says: titles of cards, and yes and no. */
  language: Language
  /** Titles of the columns of cards. */
  cardColumns: string[]
  /** Bytes that are read from beginning to end. */
  size: number
  /** Records below the header row, where the file says; null if it does not. */
  rows: number | null
}

/** Bytes by which separator and header row are judged. */
const maxJudged = 256 * 1024
/** Rows of a sheet by which its header row is judged. */
const judgedRows = 200
/** Sheets that are asked how long they are. */
const maxCounted = 50

/**
 * @param language of the user
 * @throws OtherFormatError if it is something else by its first bytes
 * @throws UnreadableFileError if it is a damaged workbook
 */
export async function judgeFile(
  path: string,
  choices: ImportChoices,
  language: Language,
): Promise<FileLayout> {
  const head = await headOf(path)
  const kind = otherFormat(head)
  const { size } = await stat(path)
  const common = { language, cardColumns: [], size, rows: null }
  if (kind === 'xlsx' || kind === 'zip') return judgeWorkbook(path, kind, choices, language)
  if (kind !== null && kind !== 'vcf') throw new OtherFormatError(kind)
  const encoding =
    choices.encoding ?? (await detectEncoding(createReadStream(path) as AsyncIterable<Buffer>))
  const text = decodeText(head, encoding)
  if (kind !== 'vcf' && !/^\ufeff?\s*BEGIN:VCARD/i.test(text))
    return { ...common, format: judgeText(text, encoding, choices) }
  const { columns, count, pictures } = await judgeCards(path, encoding, language)
  return {
    ...common,
    format: { kind: 'cards', encoding, headerRow: 1, pictures },
    cardColumns: columns,
    rows: count,
  }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(maxJudged), 0, maxJudged, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function judgeWorkbook(
  path: string,
  kind: 'xlsx' | 'zip',
  choices: ImportChoices,
  language: Language,
): Promise<FileLayout> {
  const workbook = await openWorkbook(path).catch((error: unknown): Workbook => {
    // What only might have been a workbook is some other archive.
    throw kind === 'zip' && error instanceof UnreadableFileError
      ? new OtherFormatError(kind)
      : error
  })
  const sheet = Math.min(choices.sheet ?? fullestSheet(workbook), workbook.sheets.length - 1)
  const sheets: WorkbookFormat['sheets'] = []
  for (const [position, { name, isHidden }] of workbook.sheets.entries()) {
    const rows = position < maxCounted ? await sheetRows(workbook, position) : null
    sheets.push({ name, isHidden, rows })
  }
  const headerRow = choices.headerRow ?? detectHeaderRow(await firstCells(path, sheet, language))
  const rows = sheets[sheet]?.rows ?? null
  const size = Math.max(1, sheetOf(workbook, sheet).entry.compressedSize)
  return {
    ...{ format: { kind: 'workbook', sheet, sheets, headerRow }, language, cardColumns: [] },
    size,
    // What a sheet says is nothing that was counted: a row of people takes more than a byte.
    rows: rows === null ? null : Math.min(size, Math.max(0, rows - headerRow)),
  }
}

async function firstCells(path: string, sheet: number, language: Language): Promise<string[][]> {
  const records: string[][] = []
  for await (const { cells } of readSheet(path, sheet, truthWords(language))) {
    records.push(cells)
    if (records.length >= judgedRows) break
  }
  return records
}

const truthWords = (language: Language) => exportWords[language]

/**
 * The records of a file, its titles among them.
 * @param hasQuotes false reads quotes as any other sign
 */
export function openRecords(path: string, layout: FileLayout, hasQuotes: boolean): RecordStream {
  const { format, language, cardColumns: columns } = layout
  switch (format.kind) {
    case 'text':
      return readRecords(path, format, hasQuotes)
    case 'workbook':
      return readSheet(path, format.sheet, truthWords(language))
    case 'cards':
      return readCardRecords(path, { encoding: format.encoding, columns, language })
  }
}

/** The first records of a file. */
export async function firstRecords(
  path: string,
  layout: FileLayout,
  hasQuotes: boolean,
  count: number,
): Promise<ImportRecord[]> {
  const records: ImportRecord[] = []
  for await (const record of openRecords(path, layout, hasQuotes)) {
    records.push(record)
    if (records.length >= count) break
  }
  return records
}
