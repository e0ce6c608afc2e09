// A row while it is read, and what becomes of values that no field takes: they are named, or stand
// beside the fields under the title of their column.
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import type { ImportProblem } from '#shared/contract/crm/imports.ts'
import { maxOtherData, maxOtherTitle } from '#shared/contract/leadFieldSchemas.ts'
import type { ColumnRules } from '../columnRules.ts'
import { readLine } from '../importCells.ts'
import { strongerConsent, type Consent } from '../importRefusals.ts'
import { saysRefusedAnywhere } from './plainRefusals.ts'
import type { ReadRow } from './importedRow.ts'

/** Longest value shown of a cell that was left out, in characters. */
export const maxShown = 200
/** A row while it is read; `label`: what the address or number being read is called. */
export type Draft = Omit<ReadRow, 'consent' | 'address' | 'ok' | 'cells'> & {
  consent: Consent
  label: ContactLabel | null
  /** What stands before an address in its cell. */
  nameBeside: { cell: string; column: Column } | null
  /** Where the stage came from. */
  stageFrom: { cell: string; column: Column } | null
}
/** A row of which nothing was read yet. */
export const emptyDraft = (): Draft => ({
  ...{ lead: { custom: {} }, consent: 'none', leftOut: [], kept: [], otherData: {}, further: [] },
  ...{ label: null, nameBeside: null, stageFrom: null },
})
/** A column as a row is read by it. */
export type Column = { index: number; header: string; rules: ColumnRules }
export type CellReader = (draft: Draft, cell: string, column: Column) => void

/** What a column is called: its title in one line, or its number. */
export const columnTitle = (title: string, index: number): string =>
  readLine(title)?.slice(0, maxOtherTitle) ?? `#${index + 1}`

/** Names a value that has no place in its field, and keeps it in the notes. */
export function leaveOut(
  draft: Draft,
  reason: ImportProblem['reason'],
  cell: string,
  column: Column,
): void {
  draft.leftOut.push({ reason, value: cell.slice(0, maxShown), column: column.header })
  const line = readLine(cell)
  if (reason !== 'character_unreadable' && line !== null)
    draft.kept.push(`${column.header} : ${line}`)
}

/** A value without a field, or beside the first one of its field: under its column's title. */
export function keepBeside(draft: Draft, value: string, column: Column): void {
  const before = draft.otherData[column.header]
  const together = before === undefined ? value : `${before} · ${value}`
  if (together.length > maxOtherData) leaveOut(draft, 'value_too_long', value, column)
  else draft.otherData[column.header] = together
}

/** What a cell says that nobody asked whether somebody refused. */
export function noteRefusal(draft: Draft, cell: string): void {
  if (saysRefusedAnywhere(cell)) draft.consent = strongerConsent(draft.consent, 'refused')
}
