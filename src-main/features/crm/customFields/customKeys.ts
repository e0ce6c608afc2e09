// What the values of custom fields are found and sorted by: kept beside the leads as pairs of a
// field's key and a value. Triggers put them into `lead_custom` as they are.
import type { CustomValue, CustomValues } from '#shared/contract/crm/customFields.ts'
import { foldText } from '#shared/rules/foldText.ts'

/** Characters of a text that are kept beside the lead; where they are all used, the row has more. */
export const maxKeyLength = 400

type CustomKey = [field: string, value: string | number]

const keyOf = (value: string | number | boolean): string | number => {
  if (typeof value === 'string') return foldText(value).slice(0, maxKeyLength)
  return Number(value)
}
const valuesOf = (value: CustomValue) => (Array.isArray(value) ? value : [value])

/** One pair a value; a field with several choices has several. */
export const customKeys = (custom: CustomValues): CustomKey[] =>
  Object.entries(custom).flatMap(([field, value]) =>
    valuesOf(value).map((one): CustomKey => [field, keyOf(one)]),
  )
