// Small changes of a lead that a program makes inside a write: its tags and its stage.
import { leadFields } from '#shared/leadFields/leadFields.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { distinctTags, tagKey } from '#shared/rules/tags.ts'
import type { Transaction } from '#main/database/database.ts'
import { inStage, toLeadFields, toLeadRow } from './leadRecord.ts'
import type { LeadRow } from './leads.table.ts'

export type LeadEdit = {
  addTags?: readonly string[]
  removeTags?: readonly string[]
  status?: LeadStatus
}

/**
 * Of no effect where nothing of it changes the lead.
 * @returns whether the lead is as asked now: false where it is gone or has no room for a tag
 */
export async function editLead(
  transaction: Transaction,
  id: number,
  { addTags = [], removeTags = [], status }: LeadEdit,
  now: number,
): Promise<boolean> {
  const before = (await transaction.findOneBy('leads', { id })) as LeadRow | null
  if (before === null) return false
  const fields = toLeadFields(before)
  const removed = new Set(removeTags.map(tagKey))
  const kept = fields.tags.filter((tag) => !removed.has(tagKey(tag)))
  const tags = distinctTags([...kept, ...addTags]).slice(0, leadFields.tags.max)
  const has = new Set(tags.map(tagKey))
  const isAsAsked = addTags.every((tag) => has.has(tagKey(tag)))
  const isSame =
    (status === undefined || status === fields.status) &&
    JSON.stringify(tags) === JSON.stringify(fields.tags)
  if (isSame) return isAsAsked
  const interactions = await transaction.countBy('interactions', { leadId: id })
  const after = { ...inStage(fields, status), tags, updatedAt: now }
  await transaction.update('leads', { id }, toLeadRow(after, interactions, now))
  return isAsAsked
}
