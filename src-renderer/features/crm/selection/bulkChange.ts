// What the selection bar can change, and what is typed there made into a change.
import type { BulkChanges } from '#shared/contract/crm/bulk.ts'
import type { CustomField, CustomValueInput } from '#shared/contract/crm/customFields.ts'
import { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { distinctTags } from '#shared/rules/tags.ts'

export const bulkFields = [
  'status',
  'addTags',
  'removeTags',
  'owner',
  'lostReason',
  'source',
] as const
export type BulkField = (typeof bulkFields)[number]
/** One of these, or a field of the user's own. */
export type BulkTarget = BulkField | CustomField

export const isEmptyValue = (value: CustomValueInput): boolean =>
  value === null || (Array.isArray(value) ? value.length === 0 : String(value).trim() === '')

/** Null while what was chosen does not say what to change: a stage and tags cannot be nothing. */
export function changesOf(target: BulkTarget, value: CustomValueInput): BulkChanges | null {
  if (typeof target === 'object')
    return { custom: { [target.key]: isEmptyValue(value) ? null : value } }
  const text = typeof value === 'string' ? value : ''
  if (target === 'source' || target === 'owner' || target === 'lostReason')
    return { [target]: text.trim() }
  if (target === 'status') {
    const status = LeadStatus.safeParse(text).data
    return status === undefined ? null : { status }
  }
  const tags = distinctTags(text.split(','))
  return tags.length === 0 ? null : { [target]: tags }
}
