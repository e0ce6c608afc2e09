// The choice of a field for each column, as the wizard holds it.
import type { ImportField, ImportMapping, ImportPreview } from '#shared/contract/crm/imports.ts'

export const ignoredColumn = 'ignore'
export type ColumnChoice = ImportField | typeof ignoredColumn

/** What the backend recognised. */
export function recognisedMapping(preview: ImportPreview): ImportMapping {
  return Object.fromEntries(
    preview.columns.flatMap((column) =>
      column.field === null ? [] : [[String(column.index), column.field]],
    ),
  )
}

export function withChoice(
  mapping: ImportMapping,
  index: number,
  choice: ColumnChoice,
): ImportMapping {
  const others = Object.fromEntries(
    Object.entries(mapping).filter(([key]) => key !== String(index)),
  )
  return choice === ignoredColumn ? others : { ...others, [String(index)]: choice }
}

/** What separators are called in the texts. */
export const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
