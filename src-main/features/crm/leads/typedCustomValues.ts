// What a visitor typed for custom fields: read by the kind of each field, as a file's cells are.
import type { CustomValues } from '#shared/contract/crm/customFields.ts'
import { customInputName } from '#shared/rules/relayPages.ts'
import type { FieldDefinition } from '../customFields/customValues.ts'
import { customCellReader } from '../import/fields/importCustomCells.ts'

/** Browsers send days as 2026-11-29; what an old one lets people type is read in the usual order. */
const rules = { dateOrder: 'day_first', decimalMark: null, blankMeansNo: false } as const

/**
 * What cannot be read is left out: the interaction of the form has it as it was typed. So is what
 * was typed for a field that is gone, or under a name that two long keys share.
 * @param typed by the input's name
 * @param now in milliseconds since 1970
 */
export function typedCustomValues(
  typed: Readonly<Record<string, string>>,
  fields: readonly FieldDefinition[],
  now: number,
): CustomValues {
  const values: CustomValues = {}
  for (const field of fields) {
    const name = customInputName(field.key)
    const given = Object.hasOwn(typed, name) ? typed[name] : undefined
    const isShared = fields.some((one) => one !== field && customInputName(one.key) === name)
    if (given === undefined || isShared) continue
    // A day is read and written in one zone: it stays the day that was typed.
    const read = customCellReader({ ...field, isOpen: false }, { now, timeZone: 'UTC' })
    const cell = read(given, rules)
    if ('value' in cell && cell.value !== null) values[field.key] = cell.value
  }
  return values
}
