// A row of WeBox IA's leads as this application keeps a lead, and how rows of the same person
// become one.
import { distinctTags } from '#shared/rules/tags.ts'
import { isLineField, leadFieldNames, leadFields } from '#shared/leadFields/leadFields.ts'
import { readEmailAddress } from '#shared/rules/emailAddress.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import {
  emptyLeadFields,
  hasIdentity,
  readMailStatus,
  leadProperty,
  readStage,
  readTags,
  toLeadRow,
  type LeadFields,
} from '#main/features/crm/crm.feature.ts'
import type { WeboxReason } from '#shared/contract/webox.contract.ts'
import type { ImportReport } from './importReport.ts'
import { hashOf } from './importStore.ts'
import {
  cellAmount,
  cellJson,
  cellLine,
  cellMoment,
  cellParagraphs,
  cellText,
  jsonLines,
  shorten,
  type SourceClock,
} from './sourceCells.ts'
import type { SourceRow } from './sourceDatabase.ts'

export type SourceLead = {
  id: string
  /**
   * Whoever has the same key is the same person: the address; without one, name and phone together.
   */
  key: string
  fields: LeadFields
  /** The status said that the person refused mail. */
  isRefused: boolean
  /** What was changed to make it fit; told once the lead is really taken. */
  notes: { reason: WeboxReason; detail: string }[]
}

const table = 'leads'
const { max: maxTags, maxTagLength } = leadFields.tags
const maxNotesLength = leadFields.notes.max

/** @returns null if nothing identifies a person: reported as refused */
export function readSourceLead(
  row: SourceRow,
  clock: SourceClock,
  report: ImportReport,
): SourceLead | null {
  const { now } = clock
  const notes: SourceLead['notes'] = []
  const changed = (reason: WeboxReason, value: unknown) =>
    void notes.push({ reason, detail: shorten(cellText(value), 200) })
  const fields = emptyLeadFields(now)
  for (const name of leadFieldNames) {
    const { kind, weboxColumn } = leadFields[name]
    if (!isLineField(name) || kind === 'email' || weboxColumn === null) continue
    const { text, isShortened } = cellLine(row[weboxColumn], leadFields[name].max)
    fields[name] = text
    if (isShortened) changed('text_shortened', row[weboxColumn])
  }
  const typedAddress = cellText(row['email'])
  const address = readEmailAddress(typedAddress)
  fields.email = address.ok ? address.address : null
  if (!hasIdentity(fields)) {
    report.refused(table, row.id, 'no_identity', typedAddress)
    return null
  }
  if (!address.ok && typedAddress.trim() !== '') changed('email_left_out', typedAddress)
  const isRefused = readStatus(row, fields, changed)
  readValue(row, fields, changed)
  fields.tags = sourceTags(row['tags'], changed)
  readNotes(row, fields, changed)
  readMoments(row, fields, clock, changed)
  // The same three that find a lead without an address again among those that are here.
  const nameKey = [
    toLeadRow(fields, 0, now).sortName,
    fields.firstName ?? '',
    fields.phone ?? '',
  ].join('\n')
  return { id: row.id, key: fields.email ?? nameKey, fields, isRefused, notes }
}

/**
 * What WeBox IA says of a person, as a hash: equal in the next file where nothing changed. Its order
 * and its fields never change, because hashes of earlier imports are kept: a field that WeBox IA
 * does not know is no part of it.
 */
export function contentHash(fields: LeadFields): string {
  const known = leadFieldNames.filter(
    (name) => name !== 'email' && leadFields[name].weboxColumn !== null,
  )
  const hashed = [
    'email' as const,
    ...known.map(leadProperty),
    ...(['createdAt', 'updatedAt', 'lastContactAt'] as const),
  ]
  return hashOf(Object.fromEntries(hashed.map((property) => [property, fields[property]])))
}

type Changed = (reason: WeboxReason, value: unknown) => void

function readStatus(row: SourceRow, fields: LeadFields, changed: Changed): boolean {
  const text = cellText(row['status']).trim()
  if (text === '') return false
  const stage = readStage(text)
  if (stage !== null) fields.status = stage
  const isRefused = stage === null && readMailStatus(text) === 'refused'
  if (isRefused) changed('refusal_kept', text)
  else if (stage === null) changed('status_unknown', text)
  return isRefused
}

function readValue(row: SourceRow, fields: LeadFields, changed: Changed): void {
  const amount = cellAmount(row['estimated_value'])
  if (amount.isUnreadable) changed('value_unreadable', row['estimated_value'])
  fields.estimatedValueCents = amount.value ?? 0
}

function sourceTags(cell: unknown, changed: Changed): string[] {
  const json = cellJson(cell)
  const looksLikeJson = /^\s*[[{]/.test(cellText(cell))
  if (json.isUnreadable && looksLikeJson) changed('tags_unreadable', cell)
  const given = json.isUnreadable
    ? looksLikeJson
      ? []
      : readTags(cellText(cell))
    : Array.isArray(json.value)
      ? json.value
      : json.value === null
        ? []
        : [json.value]
  const lines = given
    .filter((tag) => typeof tag === 'string' || typeof tag === 'number')
    .map((tag) => cellLine(tag, maxTagLength))
  if (lines.some(({ isShortened }) => isShortened) || lines.length > maxTags)
    changed('text_shortened', cell)
  if (!json.isUnreadable && lines.length < given.length) changed('tags_unreadable', cell)
  return lines.flatMap(({ text }) => (text === null ? [] : [text])).slice(0, maxTags)
}

/**
 * Fields of the user's own have no place of their own here: they are written under the notes, where
 * they can be read and searched.
 */
function readNotes(row: SourceRow, fields: LeadFields, changed: Changed): void {
  const custom = cellJson(row['custom_fields'])
  if (custom.isUnreadable) changed('json_unreadable', row['custom_fields'])
  const own = [jsonLines(custom.value), cellLine(row['source_url'], 500).text ?? '']
    .filter((part) => part !== '')
    .join('\n')
  if (own !== '') changed('custom_fields_in_notes', own)
  const { text, isShortened } = cellParagraphs(
    [cellText(row['notes']), own, typedAddress(row, fields)]
      .filter((part) => part.trim() !== '')
      .join('\n\n'),
    maxNotesLength,
  )
  if (isShortened) changed('text_shortened', text)
  fields.notes = text
}

/** An address that is none stays with the person as text. */
const typedAddress = (row: SourceRow, fields: LeadFields): string =>
  fields.email === null && cellText(row['email']).trim() !== ''
    ? `E-mail: ${cellText(row['email']).trim()}`
    : ''

function readMoments(
  row: SourceRow,
  fields: LeadFields,
  clock: SourceClock,
  changed: Changed,
): void {
  const read = (column: string) => {
    const { value, isUnreadable } = cellMoment(row[column], clock)
    if (isUnreadable) changed('date_unreadable', `${column}: ${cellText(row[column])}`)
    return value
  }
  const [created, updated, contacted] = [
    read('created_at'),
    read('updated_at'),
    read('last_contact_at'),
  ]
  fields.createdAt = created ?? updated ?? clock.now
  fields.updatedAt = updated ?? fields.createdAt
  fields.lastContactAt = contacted
}

/**
 * Later stages know more than earlier ones; "lost" says more than "new" and less than a
 * conversation under way.
 */
const advance: LeadStatus[] = [
  'new',
  'lost',
  'contacted',
  'qualified',
  'proposal',
  'negotiation',
  'won',
]

export const furtherStage = (one: LeadStatus, other: LeadStatus): LeadStatus =>
  advance.indexOf(other) > advance.indexOf(one) ? other : one

/**
 * What the first says stays; what it leaves open the second fills. Dates span both, tags and notes
 * are united. The stage stays.
 */
export function unite(one: LeadFields, other: LeadFields): LeadFields {
  const filled = Object.fromEntries(
    Object.entries(one).map(([field, value]) => [field, value ?? other[field as keyof LeadFields]]),
  ) as unknown as LeadFields
  const notes =
    other.notes === null || one.notes?.includes(other.notes)
      ? one.notes
      : [one.notes, other.notes].filter((part) => part !== null).join('\n\n')
  return {
    ...filled,
    estimatedValueCents: one.estimatedValueCents || other.estimatedValueCents,
    tags: unitedTags(one.tags, other.tags),
    notes: notes === null ? null : shorten(notes, maxNotesLength),
    createdAt: Math.min(one.createdAt, other.createdAt),
    updatedAt: Math.max(one.updatedAt, other.updatedAt),
    lastContactAt:
      one.lastContactAt === null && other.lastContactAt === null
        ? null
        : Math.max(one.lastContactAt ?? 0, other.lastContactAt ?? 0),
    importId: one.importId,
  }
}

function unitedTags(one: string[], other: string[]): string[] {
  return distinctTags([...one, ...other]).slice(0, Math.max(maxTags, one.length))
}
