// What a message can say of the person it goes to, and of itself: the names of the merge fields and
// where their values come from.
import {
  leadFieldNames,
  leadFields,
  type LeadFieldName,
  type LeadFieldNameWhere,
} from '../../leadFields/leadFields.ts'

type MergedField = LeadFieldNameWhere<{ mergeField: string }>
/** Of a person. `full_name` is made of two fields. */
export type MergeFieldName = (typeof leadFields)[MergedField]['mergeField'] | 'full_name'
export const mergedFields = leadFieldNames.filter(
  (name): name is MergedField => leadFields[name].mergeField !== null,
)
export const mergeFieldNames = mergedFields.flatMap((name): MergeFieldName[] =>
  name === 'lastName' ? [leadFields[name].mergeField, 'full_name'] : [leadFields[name].mergeField],
)
/** A field that the user added to leads, by its key: `custom.town`. */
export type CustomFieldName = `custom.${string}`
export type MergeValues = Partial<Record<MergeFieldName | CustomFieldName, string | null>>

/** Of the message itself; `unsubscribe` is the address that refuses further messages. */
export const messageFieldNames = [
  'unsubscribe',
  'business_name',
  'business_address',
  'year',
  'subject',
  'preheader',
] as const
export type MessageFieldName = (typeof messageFieldNames)[number]
type FixedFieldName = MergeFieldName | MessageFieldName
export type FieldName = FixedFieldName | CustomFieldName
export type FieldValues = Partial<Record<FieldName, string | null>>

/** Those that every message may use; custom fields come besides. */
export const fieldNames: readonly FixedFieldName[] = [...mergeFieldNames, ...messageFieldNames]
const own = new Set<string>(fieldNames)
const customName = /^custom\.([a-z][a-z0-9_-]{0,39})$/
/** True for what is written as a custom field, whether there is one of its key or not. */
export const isCustomFieldName = (name: string): name is CustomFieldName => customName.test(name)
/** @param key of a custom field */
export const customFieldName = (key: string): CustomFieldName => `custom.${key}`
export const keyOfCustomField = (name: CustomFieldName): string => name.slice('custom.'.length)
/** True for the names a message may use as they are, in small letters. */
export const isFieldName = (name: string): name is FieldName =>
  own.has(name) || isCustomFieldName(name)

const ofMessage = new Set<string>(messageFieldNames)
/** True for what a message says of itself. */
export const isMessageField = (name: FieldName): name is MessageFieldName => ofMessage.has(name)

/** The lead field behind a merge field; null for one that is made of several. */
export const leadFieldOfMerge = (name: MergeFieldName): LeadFieldName | null =>
  mergedFields.find((field) => leadFields[field].mergeField === name) ?? null

/** What messages say of a lead. */
export function mergeValuesOfLead(lead: Record<MergedField, string | null>): MergeValues {
  const values: MergeValues = {
    full_name: [lead.firstName, lead.lastName].filter(Boolean).join(' '),
  }
  for (const name of mergedFields) values[leadFields[name].mergeField] = lead[name]
  return values
}
