// Interactions with a lead: reading them by page, adding one (which dates the last contact and moves the score).
import type { z } from 'zod'
import type { Interaction, InteractionDraft } from '#shared/contract/crm.contract.ts'
import type { Services } from '#main/app/services.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { unknownId } from '#main/platform/refusal.ts'
import type { InteractionRow } from './interactions.table.ts'
import { countInteractions, findLeadRow } from './leads.repository.ts'
import { rescoreLead } from './leads.service.ts'

/** Newest first. @throws 404 where there is no such lead */
export function listInteractions({ database }: Services, input: { id: number } & Paging) {
  if (findLeadRow(database, input.id) === null) throw unknownId('lead', input.id)
  const after = decodeCursor(input.cursor) ?? { key: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }
  const rows = database.query<InteractionRow>(
    `SELECT id, lead_id AS leadId, type, subject, content, occurred_at AS occurredAt, created_at AS createdAt FROM interactions
     WHERE lead_id = ? AND (occurred_at, id) < (?, ?) ORDER BY occurred_at DESC, id DESC LIMIT ?`,
    [input.id, after.key, after.id, input.limit + 1],
  )
  const total = countInteractions(database, input.id)
  return pageFrom(rows, input.limit, total, (row) => ({ key: row.occurredAt, id: row.id }), toInteraction)
}

/** @throws 404 where there is no such lead */
export async function addInteraction(
  { database, host }: Services,
  { id: leadId, ...draft }: { id: number } & z.infer<typeof InteractionDraft>,
): Promise<Interaction> {
  const now = host.clock.now()
  const row = {
    leadId,
    type: draft.type,
    subject: draft.subject ?? null,
    content: draft.content ?? null,
    occurredAt: draft.occurredAt === undefined ? now : Date.parse(draft.occurredAt),
    createdAt: now,
  }
  return database.write(['crm', 'dashboard'], async (transaction) => {
    const lead = (await transaction.findOneBy('leads', { id: leadId })) as { lastContactAt: number | null } | null
    if (lead === null) throw unknownId('lead', leadId)
    const inserted = await transaction.insert('interactions', row)
    // A call noted late must not move the last contact back, nor a planned meeting move it into the future.
    const contact = Math.max(lead.lastContactAt ?? 0, Math.min(row.occurredAt, now))
    await rescoreLead(transaction, leadId, now, { lastContactAt: contact, updatedAt: now })
    return toInteraction({ ...row, id: Number(inserted.identifiers[0]?.['id']) })
  })
}

function toInteraction(row: InteractionRow): Interaction {
  return { ...row, occurredAt: toTimestamp(row.occurredAt), createdAt: toTimestamp(row.createdAt) }
}
