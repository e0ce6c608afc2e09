// Rows of a file that could not be taken as they stood, kept with what stood against them; and the file
// in which they are mended and given again.
import { z } from 'zod'
import {
  importProblemReasons,
  type ImportMapping,
  type ImportTarget,
} from '#shared/contract/crm/imports.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { importProblemWords } from '#shared/failures/importProblemWords.ts'
import { csvText } from '#shared/rules/csvText.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { csvSeparators } from '../export/csvFile.ts'
import { exportWords } from '../export/exportWords.ts'
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
const rejectTitles: Record<Language, string> = {
  fr: 'Motif WeBox',
  en: 'Reason WeBox',
}

type RejectNotes = { note(row: Pick<FileRow, 'line' | 'cells'>, reasons: RejectReason[]): void }

/**
 * Writes into the transaction that is open on the connection, with the first row the titles of the
 * file: they are there with it, however the import ends.
 * @param importId null keeps nothing
 */
export function createRejectNotes(
  connection: SqliteConnection,
  importId: number | null,
  titles: readonly string[],
): RejectNotes {
  if (importId === null) return { note: () => undefined }
  const insert = connection.prepare(
    'INSERT OR REPLACE INTO import_rejects (import_id, line, cells, reasons) VALUES (?, ?, ?, ?)',
  )
  const saveTitles = connection.prepare('UPDATE imports SET titles = ? WHERE id = ?')
  let count = 0
  return {
    note({ line, cells }, reasons) {
      if (cells === null || count >= maxRejects) return
      if (count === 0) saveTitles.run(JSON.stringify(titles), importId)
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

/** What a field is called in the files that we write: it is recognised by it. */
export function titleOfTarget(
  target: ImportTarget,
  language: Language,
  fields: readonly { key: string; name: string }[],
): string {
  const key = customKeyOf(target)
  if (key !== null) return fields.find((field) => field.key === key)?.name ?? key
  const names: Partial<Record<string, string>> = {
    ...leadFieldWords[language].names,
    ...{ createdAt: exportWords[language].createdAt, wonAt: exportWords[language].wonAt },
    ...otherTitles[language],
  }
  return names[target] ?? ''
}

const otherTitles = {
  fr: { fullName: 'Nom complet', refused: 'Désinscrit', agreed: 'Newsletter' },
  en: { fullName: 'Full name', refused: 'Unsubscribed', agreed: 'Newsletter' },
}

/** A file of which rows were kept. */
export type RejectedFile = { titles: string[]; mapping: ImportMapping; rows: Reject[] }

/**
 * A table as spreadsheets of the language open it. The titles are those of the file it came from;
 * where it had none, those of its fields. What an earlier one said is not said again.
 */
export function rejectsFile(
  { titles, mapping, rows }: RejectedFile,
  language: Language,
  fields: readonly { key: string; name: string }[],
): string {
  const words = importProblemWords[language]
  const told = ({ reason, column }: RejectReason) =>
    column === null ? words[reason] : `${column} – ${words[reason]}`
  const kept = titles.flatMap((title, index) => (isReasonTitle(title) ? [] : [index]))
  const titleAt = (index: number) => {
    const target = mapping[String(index)]
    const own = titles[index]?.trim() === '' ? undefined : titles[index]
    return (own ?? (target && titleOfTarget(target, language, fields))) || `#${index + 1}`
  }
  return csvText(
    [rejectTitles[language], ...kept.map(titleAt)],
    rows.map(({ cells, reasons }) => [
      reasons.map(told).join(' | '),
      ...kept.map((index) => cells[index] ?? ''),
    ]),
    csvSeparators[language],
  )
}

const isReasonTitle = (title: string): boolean => Object.values(rejectTitles).includes(title.trim())

/** Whether a file is one of ours that was mended. */
export const isMended = (titles: readonly string[]): boolean => titles.some(isReasonTitle)
