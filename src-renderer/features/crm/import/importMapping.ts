// The choice of a field for each column, as the wizard holds it.
import type { CustomFieldKind } from '#shared/rules/leadFilter/filterFields.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { customKeyOf } from '#shared/rules/leadFilter/filterFields.ts'
import {
  customTarget,
  type ImportChoices,
  type ImportColumn,
  type ImportMapping,
  type ImportPreview,
  type ImportTarget,
} from '#shared/contract/crm/imports.ts'

/** Kept as other data of the person. */
export const unmappedColumn = 'unmapped'
/** The custom field that is suggested for the column, to be made. */
export const newFieldColumn = 'newField'
export type ColumnChoice = ImportTarget | typeof unmappedColumn | typeof newFieldColumn

/** What the wizard says of the columns, and of the file. */
export type Chosen = { mapping: ImportMapping; options: ImportChoices }

/** What the backend recognised. */
export function recognisedMapping(preview: ImportPreview): ImportMapping {
  return Object.fromEntries(
    preview.columns.flatMap((column) =>
      column.field === null ? [] : [[String(column.index), column.field]],
    ),
  )
}

/** One column with another choice; a field that is to be made is noted with the options. */
export function withChoice(
  { mapping, options }: Chosen,
  { index, suggestion }: ImportColumn,
  choice: ColumnChoice,
): Chosen {
  const others = Object.fromEntries(
    Object.entries(mapping).filter(([key]) => key !== String(index)),
  )
  if (choice === unmappedColumn) return { mapping: others, options }
  if (choice !== newFieldColumn) return { mapping: { ...others, [String(index)]: choice }, options }
  if (suggestion === null) return { mapping, options }
  const { key, name, kind } = suggestion
  const newFields = { ...options.newFields, [key]: { name, kind, options: [] } }
  return {
    mapping: { ...others, [String(index)]: customTarget(key) },
    options: { ...options, newFields },
  }
}

/** The field to be made that a column becomes, with its key; null if it becomes none. */
export function newFieldOf(target: ImportTarget | undefined, { newFields = {} }: ImportChoices) {
  const key = target === undefined ? null : customKeyOf(target)
  const field = key === null ? undefined : newFields[key]
  return key === null || field === undefined ? null : { ...field, key }
}

export const withKind = (
  { newFields = {}, ...options }: ImportChoices,
  key: string,
  kind: CustomFieldKind,
): ImportChoices => {
  const field = newFields[key]
  return field === undefined
    ? { ...options, newFields }
    : { ...options, newFields: { ...newFields, [key]: { ...field, kind, options: [] } } }
}

/** Null: as is said for the whole file. */
export function withColumnRule(
  { columns = {}, ...options }: ImportChoices,
  index: number,
  rule: 'fill_blanks' | 'overwrite' | null,
): ImportChoices {
  const others = Object.fromEntries(
    Object.entries(columns).filter(([key]) => key !== String(index)),
  )
  return { ...options, columns: rule === null ? others : { ...others, [String(index)]: rule } }
}

/** Custom fields that columns become, by which people can be recognised. */
export const matchTargets = (mapping: ImportMapping): string[] => [
  ...new Set(
    Object.values(mapping).flatMap((target) => {
      const key = customKeyOf(target)
      return key === null ? [] : [customTarget(key)]
    }),
  ),
]

/**
 * The column whose values tell the rows apart, of a file in which nobody could be recognised; null
 * where people are, or an identifier is chosen.
 */
export function identifierColumn(
  { columns, buckets }: Pick<ImportPreview, 'columns' | 'buckets'>,
  { options, mapping }: Chosen,
): ImportColumn | null {
  if (options.match !== undefined || buckets.total === 0) return null
  if (buckets.problems.filter(isUnnamed).length < buckets.problems.length) return null
  if (buckets.invalid < buckets.total) return null
  const free = ({ index }: ImportColumn) => {
    const target = mapping[String(index)]
    return target === undefined || customKeyOf(target) !== null
  }
  const found = columns.filter((column) => column.isIdentifier && free(column))
  return found.find(({ header }) => saysNumber.test(foldText(header))) ?? found[0] ?? null
}
/** Titles that call their column a number of the person. */
const saysNumber =
  /(?:^|[^a-z])(?:id|ids|uuid|code|num|numero|number|no|n|ref|reference|cle|key)(?:$|[^a-z])/
const isUnnamed = ({ reason }: ImportPreview['buckets']['problems'][number]) =>
  reason === 'no_identity'

/** People are recognised by a column, which becomes a custom field if it is none yet. */
export function withIdentifier(
  chosen: Chosen,
  column: ImportColumn,
  keys: ReadonlySet<string>,
): Chosen {
  const there = customKeyOf(chosen.mapping[String(column.index)] ?? '')
  const { mapping, options } = there === null ? withChoice(chosen, column, newFieldColumn) : chosen
  const key = there ?? column.suggestion?.key
  if (key === undefined) return chosen
  const made = options.newFields?.[key]
  // What is counted with loses the noughts that an identifier begins with.
  const newFields =
    made === undefined || keys.has(key)
      ? options.newFields
      : { ...options.newFields, [key]: { ...made, kind: 'text' as const, options: [] } }
  return {
    mapping,
    options: {
      ...options,
      ...(newFields === undefined ? {} : { newFields }),
      match: customTarget(key),
    },
  }
}

/** Dates of wins count for who is won: nothing in the file says that anybody is. */
export const lacksStage = ({ mapping, options }: Chosen): boolean => {
  const targets = Object.values(mapping)
  return (
    targets.includes('wonAt') && !targets.includes('status') && options.forAll?.status === undefined
  )
}

/** What separators are called in the texts. */
export const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
