// Merge fields: `{{ first_name | fallback }}` in a subject, an HTML body or a text body. Compiled
// once, rendered many times.
import {
  leadFieldNames,
  leadFields,
  type LeadFieldName,
  type LeadFieldNameWhere,
} from '../leadFields/leadFields.ts'

type MergedField = LeadFieldNameWhere<{ mergeField: string }>
/** `full_name` is made of two fields. */
export type MergeFieldName = (typeof leadFields)[MergedField]['mergeField'] | 'full_name'
const mergedFields = leadFieldNames.filter(
  (name): name is MergedField => leadFields[name].mergeField !== null,
)
export const mergeFieldNames = mergedFields.flatMap((name): MergeFieldName[] =>
  name === 'lastName' ? [leadFields[name].mergeField, 'full_name'] : [leadFields[name].mergeField],
)
export type MergeValues = Partial<Record<MergeFieldName, string | null>>

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

type Part = string | { field: MergeFieldName; fallback: string }

/**
 * A text with its merge fields found. `unknown` names the fields that do not exist: they render as
 * their fallback.
 */
export type MergeTemplate = { parts: Part[]; unknown: string[]; used: MergeFieldName[] }

const tag = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\|([^{}]*))?\}\}/g
const known = new Set<string>(mergeFieldNames)

/**
 * Finds the merge fields of a text. A fallback may stand in quotes; surrounding space is dropped.
 */
export function compileMergeFields(source: string): MergeTemplate {
  const parts: Part[] = []
  const unknown = new Set<string>()
  const used = new Set<MergeFieldName>()
  let last = 0
  for (const match of source.matchAll(tag)) {
    const name = (match[1] as string).toLowerCase()
    const fallback = (match[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2')
    parts.push(source.slice(last, match.index))
    if (known.has(name)) {
      used.add(name as MergeFieldName)
      parts.push({ field: name as MergeFieldName, fallback })
    } else {
      unknown.add(name)
      parts.push(fallback)
    }
    last = match.index + match[0].length
  }
  parts.push(source.slice(last))
  return { parts, unknown: [...unknown], used: [...used] }
}

/**
 * Renders a compiled text. `escape` is applied to values from the contact, never to the text around
 * them.
 */
export function renderMergeFields(
  template: MergeTemplate,
  values: MergeValues,
  escape: (value: string) => string = plain,
): string {
  let rendered = ''
  for (const part of template.parts) {
    if (typeof part === 'string') rendered += part
    else {
      const value = values[part.field]
      rendered +=
        value === undefined || value === null || value === '' ? part.fallback : escape(value)
    }
  }
  return rendered
}

/** For text bodies: the value as it is. */
export function plain(value: string): string {
  return value
}

/** For HTML bodies: nothing in a contact's field can become markup. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** For subjects and other header values: one line, no control characters. */
export function headerValue(value: string): string {
  // eslint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}
