// Custom fields that are made with an import: which of them, with which choices, and whether the mapping
// names any that is not there.
import type { ImportChoices, ImportMapping, ImportPreview } from '#shared/contract/crm/imports.ts'
import { customKeyOf, customName } from '#shared/rules/leadFilter/filterFields.ts'
import type { Database } from '#main/database/database.ts'
import { listFields } from '../../customFields/customFields.repository.ts'
import type { ImportLook } from '../import.worker.ts'
import { invalidMapping, readMapping } from '../importColumns.ts'
import type { NewField } from '../imports.repository.ts'

type Given = { mapping: ImportMapping | null; choices: ImportChoices }

type NewFields = ImportPreview['newFields']

/** The fields to be made that the mapping uses, with the choices that the whole file has. */
export function newFieldsOf({ newFields = {} }: ImportChoices, look: ImportLook): NewFields {
  const used = new Set<string>(Object.values(look.mapping))
  return Object.fromEntries(
    Object.entries(newFields)
      .filter(([key]) => used.has(customName(key)))
      .map(([key, field]) => [key, { ...field, options: look.newOptions[key] ?? field.options }]),
  )
}

/** What the caller says of the columns, else what they were recognised as. @throws 422 */
export function givenMapping(
  database: Database,
  json: string | undefined,
  look: ImportLook,
  { newFields = {} }: ImportChoices,
): ImportMapping {
  if (json === undefined || json.trim() === '') return look.mapping
  const keys = [...listFields(database).map(({ key }) => key), ...Object.keys(newFields)]
  return readMapping(json, look.header, keys)
}

/** Those that the mapping uses and that are not there; a choice without choices is a text. */
export function fieldsToMake(database: Database, { mapping, choices }: Given): NewField[] {
  const known = new Set(listFields(database).map(({ key }) => key))
  const used = new Set<string>(Object.values(mapping ?? {}))
  return Object.entries(choices.newFields ?? {})
    .filter(([key]) => used.has(customName(key)) && !known.has(key))
    .map(([key, field]) => {
      const hasNone = field.kind.startsWith('choice') && field.options.length === 0
      return { ...field, key, kind: hasNone ? 'text' : field.kind }
    })
}

/** A custom field may be deleted between two looks. @throws 422 */
export function refuseUnknownFields(database: Database, { mapping, choices }: Given): void {
  const known = new Set([
    ...listFields(database).map(({ key }) => customName(key)),
    ...Object.keys(choices.newFields ?? {}).map(customName),
  ])
  const unknown = Object.values(mapping ?? {}).find(
    (target) => customKeyOf(target) !== null && !known.has(target),
  )
  if (unknown !== undefined) throw invalidMapping(`There is no custom field "${unknown}".`)
}
