// The values that a lead has in custom fields: read as people and programs give them, held against
// what each field takes.
import {
  type CustomField,
  type CustomValue,
  type CustomValueInput,
  type CustomValues,
} from '#shared/contract/crm/customFields.ts'
import { maxCustomText } from '#shared/rules/leadFilter/customFieldShape.ts'
import { apiError } from '#main/platform/apiError.ts'
import { isCalendarDay } from '#shared/rules/calendar/calendarDays.ts'
import { foldText } from '#shared/rules/foldText.ts'
import { line, text } from '#shared/rules/valueSchemas.ts'

export type FieldDefinition = Pick<CustomField, 'key' | 'name' | 'kind' | 'options'>

/** A value as it is kept; null: none. `wanted` says in English what to write instead. */
export type CustomReading = { ok: true; value: CustomValue | null } | { ok: false; wanted: string }

const none: CustomReading = { ok: true, value: null }
const fine = (value: CustomValue): CustomReading => ({ ok: true, value })
const refused = (wanted: string): CustomReading => ({ ok: false, wanted })

const isNothing = (given: CustomValueInput): given is null =>
  given === null ||
  (typeof given === 'string' && given.trim() === '') ||
  (Array.isArray(given) && given.length === 0)

/** Whether an address can be opened safely: of the web, of mail or of a telephone. */
export function isSafeLink(link: string): boolean {
  try {
    const { protocol } = new URL(link)
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(protocol)
  } catch {
    return false
  }
}

function readText(given: CustomValueInput, max: number): CustomReading {
  if (typeof given !== 'string' && typeof given !== 'number') return refused('a text')
  const read = line(max).safeParse(String(given))
  return read.success ? fine(read.data) : refused(`one line of ${max} characters at most`)
}

function readLongText(given: CustomValueInput): CustomReading {
  if (typeof given !== 'string') return refused('a text')
  const read = text(maxCustomText.longText).safeParse(given)
  return read.success ? fine(read.data) : refused('a text without control characters')
}

function readLink(given: CustomValueInput): CustomReading {
  const read = readText(given, maxCustomText.link)
  if (!read.ok || typeof read.value !== 'string') return refused('a link')
  const link = /^[a-z][a-z0-9+.-]*:/i.test(read.value) ? read.value : `https://${read.value}`
  return isSafeLink(link) ? fine(link) : refused('a link, as https://example.org')
}

function readNumber(given: CustomValueInput, decimals: number | null): CustomReading {
  if (typeof given !== 'number' || !Number.isFinite(given) || Math.abs(given) > 1e15)
    return refused('a number')
  // Rounded as amounts are; minus nothing is nothing.
  return fine(decimals === null ? given + 0 : Math.round(given * 10 ** decimals) / 10 ** decimals)
}

/** The choice a text means: written as it is in the field, however it was typed. */
function choiceOf(given: CustomValueInput, options: readonly string[]): string | null {
  if (typeof given !== 'string') return null
  const key = foldText(given)
  return (
    options.find((option) => option === given) ??
    options.find((option) => foldText(option) === key) ??
    null
  )
}

/** A value for a field. */
export function readCustomValue(given: CustomValueInput, field: FieldDefinition): CustomReading {
  if (isNothing(given)) return none
  switch (field.kind) {
    case 'text':
      return readText(given, maxCustomText.text)
    case 'longText':
      return readLongText(given)
    case 'link':
      return readLink(given)
    case 'number':
      return readNumber(given, null)
    case 'money':
      return readNumber(given, 2)
    case 'date':
      return typeof given === 'string' && isCalendarDay(given.trim())
        ? fine(given.trim())
        : refused('a day of the calendar, as 2026-11-29')
    case 'yesNo':
      return typeof given === 'boolean' ? fine(given) : refused('true or false')
    case 'choice': {
      const choice = choiceOf(given, field.options)
      return choice === null ? refused(`one of: ${field.options.join(', ')}`) : fine(choice)
    }
    case 'choices': {
      const choices = (Array.isArray(given) ? given : [given]).map((one) =>
        choiceOf(one, field.options),
      )
      return choices.every((choice) => choice !== null)
        ? fine([...new Set(choices)])
        : refused(`some of: ${field.options.join(', ')}`)
    }
  }
}

/**
 * What a lead has after values were given: those left out stay, null takes one away.
 * @throws 422 naming the field, for one that does not exist or a value that it does not take
 */
export function withCustomValues(
  before: CustomValues,
  given: Record<string, CustomValueInput>,
  fields: readonly FieldDefinition[],
): CustomValues {
  const after = { ...before }
  for (const [key, value] of Object.entries(given)) {
    const field = fields.find((one) => one.key === key)
    if (field === undefined)
      throw apiError(
        'UNPROCESSABLE',
        'custom_field_unknown',
        `There is no custom field "${key}".`,
        {
          field: `custom.${key}`,
        },
      )
    const read = readCustomValue(value, field)
    if (!read.ok)
      throw apiError(
        'UNPROCESSABLE',
        'custom_value_invalid',
        `"${field.name}" has to be ${read.wanted}.`,
        { field: `custom.${key}`, detail: field.name },
      )
    if (read.value === null) delete after[key]
    else after[key] = read.value
  }
  return after
}

/** Only the values of fields there are: a deleted field is not shown. */
export const knownValues = (
  custom: CustomValues,
  fields: readonly Pick<FieldDefinition, 'key'>[],
): CustomValues =>
  Object.fromEntries(
    fields.flatMap(({ key }) => {
      const value = Object.hasOwn(custom, key) ? custom[key] : undefined
      return value === undefined ? [] : [[key, value]]
    }),
  )
