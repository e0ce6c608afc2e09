// Rows of a file that could not be taken as they stood, kept with what stood against them; and the file
// in which they are mended and given again.
import { z } from 'zod'
import { importProblemReasons } from '#shared/contract/crm/imports.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { importProblemWords } from '#shared/failures/importProblemWords.ts'
import { csvText, type CsvSeparator } from '#shared/rules/csvText.ts'
import type { SqliteConnection } from '#main/database/sqliteConnection.ts'
import type { FileRow } from './importReader.ts'

export const RejectReason = z.object({
  reason: z.enum(importProblemReasons),
  /** Title of the column; null for the whole row. */
  column: z.string().nullable(),
})
export type RejectReason = z.infer<typeof RejectReason>
export type Reject = { line: number; cells: string[]; reasons: RejectReason[] }

/** Rows kept of one import: more are mended in the file itself. */
const maxRejects = 50_000

/** The first column of the file: what the import has to leave alone when it comes back. */
export const rejectTitles: Record<Language, string> = {
  fr: 'Motif WeBox',
  en: 'Reason WeBox',
}
const separators: Record<Language, CsvSeparator> = { fr: ';', en: ',' }

export type RejectNotes = { note(row: FileRow, reasons: RejectReason[]): void }

/** Writes into the transaction that is open on the connection. @param importId null keeps nothing */
export function createRejectNotes(
  connection: SqliteConnection,
  importId: number | null,
): RejectNotes {
  if (importId === null) return { note: () => undefined }
  const insert = connection.prepare(
    'INSERT OR REPLACE INTO import_rejects (import_id, line, cells, reasons) VALUES (?, ?, ?, ?)',
  )
  let count = 0
  return {
    note({ line, cells }, reasons) {
      if (cells === null || count >= maxRejects) return
      count += 1
      insert.run(importId, line, JSON.stringify(cells), JSON.stringify(reasons))
    },
  }
}

/** What stood against a row: why it was not taken, or which of its values were not. */
export function reasonsOf(row: FileRow): RejectReason[] {
  const values = row.leftOut.map(({ reason, column }) => ({ reason, column }))
  return row.ok || values.length > 0 ? values : [{ reason: row.reason, column: null }]
}

/** A table as spreadsheets of the language open it; the titles are those of the file it came from. */
export function rejectsFile(
  titles: readonly string[],
  rows: readonly Reject[],
  language: Language,
): string {
  const words = importProblemWords[language]
  const told = ({ reason, column }: RejectReason) =>
    column === null ? words[reason] : `${column} – ${words[reason]}`
  return csvText(
    [rejectTitles[language], ...titles],
    rows.map(({ cells, reasons }) => [reasons.map(told).join(' | '), ...cells]),
    separators[language],
  )
}

/** Whether a file is one of ours that was mended. */
export const isMended = (titles: readonly string[]): boolean =>
  titles.some((title) => Object.values(rejectTitles).includes(title.trim()))
