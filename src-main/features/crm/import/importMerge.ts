// What a row of a file makes of somebody who is here already: it fills what is empty, or goes over what
// was there, column by column.
import {
  identifyingFields,
  type ImportChoices,
  type ImportMapping,
} from '#shared/contract/crm/imports.ts'
import { maxOtherData } from '#shared/contract/leadFieldSchemas.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { customKeyOf, customName } from '#shared/rules/leadFilter/filterFields.ts'
import { isLeadField, leadFields } from '#shared/leadFields/leadFields.ts'
import { inStage, toLeadFields, toLeadRow, type LeadFields } from '../leads/leadRecord.ts'
import { leadProperty, type LeadRow } from '../leads/leads.table.ts'
import { reachedAfter } from './fields/importPoints.ts'
import type { FileRow } from './importReader.ts'

/** Whether the file goes over what stands in a property of a lead, or in `custom.<key>`. */
export type GoesOver = (name: string) => boolean

export function overwriting(
  mapping: ImportMapping,
  { existing = 'fill_blanks', columns = {} }: Pick<ImportChoices, 'existing' | 'columns'>,
): GoesOver {
  const rules = new Map<string, boolean>()
  for (const [index, target] of Object.entries(mapping)) {
    const isOver = (columns[index] ?? existing) === 'overwrite'
    const names = target === 'fullName' ? ['firstName', 'lastName'] : [propertyOf(target)]
    for (const name of names) rules.set(name, isOver || rules.get(name) === true)
  }
  return (name) => rules.get(name) ?? existing === 'overwrite'
}

const propertyOf = (target: string): string => (isLeadField(target) ? leadProperty(target) : target)

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || value === 0

/** Whether a field says nothing yet. A stage does once somebody has moved it from the first. */
const isOpen = (before: LeadFields, name: keyof LeadFields): boolean =>
  name === 'status' ? before.status === 'new' : isBlank(before[name])

/** The stage a row leaves somebody in. */
export function stageAfter(
  existing: LeadRow,
  { lead: { status } }: FileRow,
  goesOver: GoesOver,
): LeadStatus {
  const isTaken = status !== undefined && (existing.status === 'new' || goesOver('status'))
  return isTaken ? status : existing.status
}

/** Why somebody was lost says nothing of whoever is not: it stands beside the fields. */
export function withoutLoss(row: FileRow, status: LeadStatus, title: string): FileRow {
  const { lostReason, ...lead } = row.lead
  if (status === 'lost' || lostReason == null) return row
  const together = [row.otherData[title], lostReason].filter(Boolean).join(' · ')
  return together.length > maxOtherData
    ? { ...row, lead, kept: [...row.kept, `${title} : ${lostReason}`] }
    : { ...row, lead, otherData: { ...row.otherData, [title]: together } }
}

/**
 * An empty cell leaves a field alone; tags and notes are added; the date of creation stays; nothing
 * that is kept beside the fields gets lost.
 * @returns null if that changes nothing
 */
export function mergeInto(
  existing: LeadRow,
  { lead, kept, otherData }: FileRow,
  interactionCount: number,
  { now, goesOver }: { now: number; goesOver: GoesOver },
): Omit<LeadRow, 'id'> | null {
  const before = toLeadFields(existing)
  const { wonAt: _wonAt, tags = [], notes, custom, email, ...rest } = lead
  const { createdAt: _createdAt, contactPoints, ...others } = rest
  // Who was found by an address keeps the one that stands first.
  const values = before.email === null && email != null ? { ...others, email } : others
  const taken = Object.entries(values).filter(([name, value]) =>
    goesOver(name)
      ? value !== null && value !== undefined
      : !isBlank(value) && isOpen(before, name as keyof typeof values),
  )
  const given = Object.fromEntries(taken) as Partial<LeadFields>
  const reached = contactPoints === undefined ? null : reachedAfter(before, given, lead)
  const over = reached === null ? [] : [...reached.over.emails, ...reached.over.phones]
  const fields: LeadFields = {
    ...inStage(before, given.status),
    ...given,
    ...(reached === null ? {} : pointsOf(reached)),
    createdAt: before.createdAt,
    tags: [...before.tags, ...tags],
    notes: mergedNotes(before.notes, notes ?? null, [...kept, ...over], goesOver('notes')),
    custom: mergedCustom(before.custom, custom, goesOver),
    otherData: goesOver('otherData')
      ? { ...before.otherData, ...otherData }
      : // In the order in which they stood: another order alone is no change.
        { ...before.otherData, ...otherData, ...before.otherData },
  }
  const after = toLeadRow(fields, interactionCount, now)
  const changed = (Object.keys(fields) as (keyof typeof fields)[]).some(
    (key) => after[key] !== existing[key],
  )
  return changed ? { ...after, updatedAt: now } : null
}

const pointsOf = ({ email, phone, contactPoints }: ReturnType<typeof reachedAfter>) => ({
  email,
  phone,
  contactPoints,
})

function mergedCustom(
  before: LeadFields['custom'],
  given: LeadFields['custom'],
  goesOver: GoesOver,
): LeadFields['custom'] {
  const taken = Object.entries(given).filter(
    ([key]) => !Object.hasOwn(before, key) || goesOver(customName(key)),
  )
  return taken.length === 0 ? before : { ...before, ...Object.fromEntries(taken) }
}

export const joined = (texts: readonly (string | null | undefined)[]): string | null =>
  texts.filter(Boolean).join('\n').slice(0, leadFields.notes.max) || null

function mergedNotes(
  before: string | null,
  given: string | null,
  kept: readonly string[],
  isOver: boolean,
): string | null {
  const base = isOver ? (given ?? before) : before
  const lines = isOver ? kept : [given, ...kept]
  return joined([base, ...lines.filter((line) => line !== null && !(base ?? '').includes(line))])
}

/** The key of the custom field that people are recognised by; null if it is none. */
export const matchKeyOf = ({ match }: Pick<ImportChoices, 'match'>): string | null =>
  match === undefined ? null : customKeyOf(match)

/** Whether any column says who a person is. */
export function isLeadIdentified(mapping: ImportMapping, { match }: ImportChoices): boolean {
  const targets = new Set<string>(Object.values(mapping))
  return (
    identifyingFields.some((field) => targets.has(field)) ||
    (match !== undefined && targets.has(match))
  )
}
