// The choice of a field for each column, as the wizard holds it.
import {
  importFields,
  type ImportField,
  type ImportMapping,
  type ImportPreview,
} from '#shared/contract/crm.contract.ts'

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

/**
 * Every field a column may still take: one field comes from one column; only refusals may be said
 * by several.
 */
export function freeFields(mapping: ImportMapping, index: number): Set<ImportField> {
  const taken = new Set(
    Object.entries(mapping)
      .filter(([key]) => key !== String(index))
      .map(([, field]) => field),
  )
  return new Set(importFields.filter((field) => field === 'refused' || !taken.has(field)))
}
