// What a visitor typed for custom fields, read by the kind of each field. Numbers, days and answers
// are read as a file's cells are; words are taken as they stand: "none" is an answer of a person.
import type { CustomValue, CustomValues } from '#shared/contract/crm/customFields.ts'
import { customInputName } from '#shared/rules/relayPages.ts'
import { readCustomValue, type FieldDefinition } from '../customFields/customValues.ts'
import { customCellReader } from '../import/fields/importCustomCells.ts'
import { readLine, readText } from '../import/importCells.ts'

/** In the language of the page: how its numbers are written. */
type Reading = { language: 'fr' | 'en'; now: number }

/**
 * What cannot be read is left out: the interaction of the form has it as it was typed. So is what
 * was typed for a field that is gone, or under a name that two long keys share.
 * @param typed by the input's name
 * @param reading `now` in milliseconds since 1970
 */
export function typedCustomValues(
  typed: Readonly<Record<string, string>>,
  fields: readonly FieldDefinition[],
  reading: Reading,
): CustomValues {
  const values: CustomValues = {}
  for (const field of fields) {
    const name = customInputName(field.key)
    const given = Object.hasOwn(typed, name) ? typed[name] : undefined
    const isShared = fields.some((one) => one !== field && customInputName(one.key) === name)
    if (given === undefined || given.trim() === '' || isShared) continue
    const value = typedValue(given, field, reading)
    if (value !== null) values[field.key] = value
  }
  return values
}

function typedValue(
  given: string,
  field: FieldDefinition,
  { language, now }: Reading,
): CustomValue | null {
  const held = (value: string | string[] | null) => {
    const read = readCustomValue(value, field)
    return read.ok ? read.value : null
  }
  if (field.kind === 'text' || field.kind === 'link') return held(readLine(given))
  if (field.kind === 'longText') return held(readText(given))
  if (field.kind === 'choice') return held(given.trim())
  const chosen = field.kind === 'choices' ? tickedOptions(given, field.options) : null
  if (chosen !== null) return held(chosen)
  // A day is read and written in one zone: it stays the day that was typed.
  const read = customCellReader({ ...field, isOpen: false }, { now, timeZone: 'UTC' })
  const cell = read(given, {
    // Browsers send days as 2026-11-29; what an old one lets people type is read in the usual order.
    dateOrder: 'day_first',
    decimalMark: language === 'fr' ? ',' : '.',
    blankMeansNo: false,
  })
  return 'value' in cell ? cell.value : null
}

/** As `answerIn` joins ticked boxes; an option may hold the sign that joins. */
const between = '; '
/** Null where something else than options was sent. */
function tickedOptions(given: string, options: readonly string[]): string[] | null {
  const longestFirst = options.toSorted((one, other) => other.length - one.length)
  const chosen: string[] = []
  for (let rest = given.trim(); rest !== '';) {
    const option = longestFirst.find((one) => rest === one || rest.startsWith(`${one}${between}`))
    if (option === undefined) return null
    chosen.push(option)
    rest = rest.slice(option.length + between.length)
  }
  return chosen
}
