// A text or HTML with its fields found: compiled once, rendered for each person.
import { changedValue, type FieldReading, type KnownField } from './fieldReading.ts'
import type { FieldPlace, FoundField } from './fieldPlaces.ts'
import { fieldsInHtml } from './htmlFields.ts'
import { fieldsInText } from './textFields.ts'
import { addressAt, escapeHtml, valueAt } from './fieldValues.ts'
import {
  isCustomFieldName,
  isMessageField,
  keyOfCustomField,
  type FieldName,
  type FieldValues,
} from './mergeFieldNames.ts'

type Slot = Omit<FoundField, 'start' | 'end' | 'reading'> & { reading: FieldReading }

export type MergeTemplate = {
  /** Between the slots, one more than there are of them. */
  literals: readonly string[]
  slots: readonly Slot[]
  /** Of fields that are none of ours, as they are written: each once. */
  unknown: readonly string[]
  used: readonly FieldName[]
  /** Those that stand somewhere with nothing to say in their place. */
  withoutFallback: readonly FieldName[]
  /** True if what is known of a person is part of an address. */
  hasOwnAddresses: boolean
}

export type RenderOptions = {
  /** Of an unsubscribe link that stands in words by itself. */
  linkWords?: string
  /** A preview shows what nobody knows; a message that leaves is without it. */
  showsUnknown?: boolean
}

/** What a part of a message cannot hold, and which custom fields there are. */
export type Allowed = {
  without: readonly FieldName[]
  /** A sender and the like are the same for everybody. */
  isSameForAll?: boolean
  /** By key; null where all are believed, because they were looked at before. */
  customKeys: ReadonlySet<string> | null
}
const anything: Allowed = { without: [], customKeys: null }

/**
 * A field that stands where nothing of the kind can be put is none of ours there, and neither is a
 * custom field that does not exist.
 */
export function readingAt(
  { reading, place }: FoundField,
  { without, isSameForAll = false, customKeys }: Allowed,
): FoundField['reading'] {
  if (reading.kind !== 'known') return reading
  const { name } = reading
  const isUnknown =
    isCustomFieldName(name) && (isSameForAll || customKeys?.has(keyOfCustomField(name)) === false)
  const isOut =
    isUnknown || without.includes(name) || place.kind === 'tag' || place.kind === 'style'
  return isOut ? { kind: 'unknown', fallback: '' } : reading
}

/** @param allowed what can stand in this part of a message; everything where it is left out */
export const compileText = (source: string, allowed: Allowed = anything): MergeTemplate =>
  compiled(source, fieldsInText(source), allowed)

export const compileHtml = (source: string, allowed: Allowed = anything): MergeTemplate =>
  compiled(source, fieldsInHtml(source), allowed)

/** A text that has no fields, whatever stands in it. */
export const literalTemplate = (source: string): MergeTemplate => ({
  ...{ literals: [source], slots: [], unknown: [], used: [] },
  ...{ withoutFallback: [], hasOwnAddresses: false },
})

function compiled(source: string, fields: readonly FoundField[], allowed: Allowed): MergeTemplate {
  const literals: string[] = []
  const slots: Slot[] = []
  let last = 0
  for (const field of fields) {
    const reading = readingAt(field, allowed)
    if (reading.kind === 'doubtful' || field.start < last) continue
    const { place, written, tags } = field
    literals.push(before(source.slice(last, field.start), reading, place))
    slots.push({ reading, place, written, tags })
    last = field.end
  }
  literals.push(source.slice(last))
  return templateOf(literals, slots)
}

/** With what is known of its fields. */
export function templateOf(literals: readonly string[], slots: readonly Slot[]): MergeTemplate {
  const known = slots.flatMap(({ reading }) => (reading.kind === 'known' ? [reading.name] : []))
  const bare = slots.flatMap(({ reading }) =>
    reading.kind === 'known' && reading.fallback === '' ? [reading.name] : [],
  )
  const hasOwnAddresses = slots.some(
    ({ reading, place }) =>
      place.kind === 'address' && reading.kind === 'known' && !isMessageField(reading.name),
  )
  const unknown = slots.flatMap(({ reading, written }) =>
    reading.kind === 'known' ? [] : [written],
  )
  return {
    ...{ literals, slots, unknown: [...new Set(unknown)], used: [...new Set(known)] },
    withoutFallback: [...new Set(bare)],
    hasOwnAddresses,
  }
}

/** What stands right before a field must not become something else by what is filled in. */
function before(
  literal: string,
  reading: FieldReading,
  { medium, kind, isFirst }: FieldPlace,
): string {
  // Editors put a scheme before what they do not take for an address.
  if (reading.kind === 'known' && reading.name === 'unsubscribe' && kind === 'address' && isFirst)
    return literal.replace(/https?:\/\/$/i, '')
  return medium === 'html' && kind !== 'tag' ? literal.replace(/<(\/?)$/, '&lt;$1') : literal
}

export function renderTemplate(
  { literals, slots }: MergeTemplate,
  values: FieldValues,
  options: RenderOptions = {},
): string {
  let rendered = literals[0] ?? ''
  for (const [index, slot] of slots.entries())
    rendered += filled(slot, values, options) + (literals[index + 1] ?? '')
  return rendered
}

function filled(
  { reading, place, written, tags }: Slot,
  values: FieldValues,
  options: RenderOptions,
): string {
  const inside =
    reading.kind === 'known'
      ? known(reading, place, values, options)
      : options.showsUnknown === true
        ? shown(written, place)
        : valueAt(place, reading.fallback, true)
  return tags.before + inside + tags.after
}

/** As it was written: in an address nothing is encoded that nobody filled in. */
const shown = (written: string, place: FieldPlace) =>
  place.kind === 'tag' || place.kind === 'style'
    ? ''
    : place.medium === 'html'
      ? escapeHtml(written)
      : written

function known(
  reading: KnownField,
  place: FieldPlace,
  values: FieldValues,
  options: RenderOptions,
): string {
  const value = values[reading.name]
  if (value === undefined || value === null || value === '')
    return valueAt(place, reading.fallback, true)
  if (reading.name === 'unsubscribe') return unsubscribeAt(place, value, reading.label, options)
  return linesAt(place, valueAt(place, changedValue(value, reading.changes), false), reading.name)
}

/** An address of several lines, and a long text of a lead, have them where lines can be. */
const linesAt = ({ medium, kind }: FieldPlace, value: string, name: FieldName): string =>
  !(name === 'business_address' || isCustomFieldName(name)) || kind === 'address'
    ? value
    : value.replace(
        /\s*\r?\n\s*/g,
        kind === 'words' && medium === 'html' ? '<br>' : kind === 'words' ? '\n' : ', ',
      )

/** Where a link can be it is one; in an address it is that address. */
function unsubscribeAt(
  place: FieldPlace,
  address: string,
  label: string | null,
  { linkWords }: RenderOptions,
): string {
  if (place.kind === 'address')
    return place.isFirst ? addressAt(place, address) : valueAt(place, address, false)
  const words = label ?? linkWords
  if (place.medium === 'text' || place.kind !== 'words' || words === undefined || place.isHidden)
    return valueAt(place, address, false)
  if (place.isLinked) return escapeHtml(words)
  return `<a href="${escapeHtml(address)}">${escapeHtml(words)}</a>`
}

/** True if a person who reads it finds where the business is. */
export const placesAddress = ({ slots }: MergeTemplate): boolean =>
  slots.some(
    ({ reading, place }) =>
      reading.kind === 'known' &&
      reading.name === 'business_address' &&
      !place.isHidden &&
      place.kind === 'words',
  )

/** True if a person who reads the HTML finds a link of ours to refuse by. */
export const placesUnsubscribe = ({ slots }: MergeTemplate): boolean =>
  slots.some(
    ({ reading, place }) =>
      reading.kind === 'known' &&
      reading.name === 'unsubscribe' &&
      !place.isHidden &&
      (place.medium === 'text' ||
        (place.kind === 'words' && !place.isLinked) ||
        (place.kind === 'address' && place.isFirst && place.isLink)),
  )
