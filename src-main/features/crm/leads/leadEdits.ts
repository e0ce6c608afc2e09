// Small changes of leads that a program makes inside a write: tags of one, the stage of many. Only the
// columns that change are named: SQLite compiles the triggers of each column anew with every statement.
import { leadFields } from '#shared/leadFields/leadFields.ts'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'
import { distinctTags, tagKey } from '#shared/rules/tags.ts'
import type { Transaction } from '#main/database/database.ts'
import { toLeadFields, toLeadRow } from './leadRecord.ts'
import type { LeadRow } from './leads.table.ts'

/** @returns false where the lead is gone, or has no room for a tag */
export async function retagLead(
  transaction: Transaction,
  id: number,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  now: number,
): Promise<boolean> {
  const before = (await transaction.findOneBy('leads', { id })) as LeadRow | null
  if (before === null) return false
  const fields = toLeadFields(before)
  const removed = new Set(remove.map(tagKey))
  const kept = fields.tags.filter((tag) => !removed.has(tagKey(tag)))
  const tags = distinctTags([...kept, ...add]).slice(0, leadFields.tags.max)
  if (JSON.stringify(tags) !== JSON.stringify(fields.tags)) {
    const { tags: stored, tagKeys } = toLeadRow({ ...fields, tags }, 0, now)
    await transaction.update('leads', { id }, { tags: stored, tagKeys, updatedAt: now })
  }
  const has = new Set(tags.map(tagKey))
  return add.every((tag) => has.has(tagKey(tag)))
}

/** Whoever stands in it already is left alone. */
export async function moveToStage(
  transaction: Transaction,
  ids: readonly number[],
  status: LeadStatus,
  now: number,
): Promise<void> {
  await transaction.sql(
    `UPDATE leads SET status = ?, lost_reason = NULL, updated_at = ?
     WHERE id IN (SELECT value FROM json_each(?)) AND status <> ?`,
    [status, now, JSON.stringify(ids), status],
  )
}
