// Leads as vCards of version 3.0 (RFC 2426), which Outlook, Google and Apple all read.
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import {
  isLineField,
  leadFieldNames,
  leadFields,
  type LeadFieldNameWhere,
} from '#shared/leadFields/leadFields.ts'
import type { ExportedLead } from './exportedLead.ts'
import { foldedLine } from './foldedLine.ts'

type CardField = LeadFieldNameWhere<{ vcard: string }>
const cardFields = leadFieldNames.filter(
  (name): name is CardField => isLineField(name) && leadFields[name].vcard !== null,
)

export function* vcardFile(batches: Iterable<ExportedLead[]>): Generator<string> {
  for (const leads of batches) yield leads.map(vcardOf).join('')
}

/** What an address book has a place for; the stage and fields of one's own have none. */
export function vcardOf({ row, tags, contactPoints }: ExportedLead): string {
  const name = [row.firstName, row.lastName].filter(Boolean).join(' ')
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(name || row.company || row.email || row.phone || '')}`,
    `N:${escaped(row.lastName ?? '')};${escaped(row.firstName ?? '')};;;`,
    ...cardFields.flatMap((field) => property(leadFields[field].vcard, row[field])),
    ...property(`EMAIL;TYPE=INTERNET${typeOf(contactPoints.emailLabel)}`, row.email),
    ...(contactPoints.emails ?? []).flatMap(({ value, label }) =>
      property(`EMAIL;TYPE=INTERNET${typeOf(label)}`, value),
    ),
    ...property(`TEL${typeOf(contactPoints.phoneLabel)}`, row.phone),
    ...(contactPoints.phones ?? []).flatMap(({ value, label }) =>
      property(`TEL${typeOf(label)}`, value),
    ),
    ...(tags.length === 0 ? [] : [`CATEGORIES:${tags.map(escaped).join(',')}`]),
    ...property('NOTE', row.notes),
    `REV:${new Date(row.updatedAt).toISOString()}`,
    'END:VCARD',
  ]
  return lines.map(foldedLine).join('')
}

/** What RFC 2426 calls a label; it has no word for *other*, and Google writes this one. */
const types = {
  ...{ work: ';TYPE=WORK', home: ';TYPE=HOME', mobile: ';TYPE=CELL' },
  other: ';TYPE=OTHER',
} as const
const typeOf = (label: ContactLabel | null | undefined): string => (label ? types[label] : '')

const property = (name: string, value: string | null): string[] =>
  value === null || value.trim() === '' ? [] : [`${name}:${escaped(value)}`]

/** No value can begin a line of its own, whatever line breaks it has. */
function escaped(value: string): string {
  return value
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?![\t\n\u0080-\u009f])\p{Cc}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
}
