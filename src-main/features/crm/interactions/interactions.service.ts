// Interactions with a lead: reading, adding, correcting, deleting and taking that back. The last
// contact and the score follow.
import type { z } from 'zod'
import type { Interaction, InteractionDraft } from '#shared/contract/crm.contract.ts'
import { memorySlot } from '#main/core/memory.ts'
import type { Services } from '#main/core/services.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { toTimestamp } from '#main/database/columns.ts'
import { moment, optional } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { decodeCursor, pageFrom, type Paging } from '#main/database/keyset.ts'
import { createRecentlyDeleted } from '#main/platform/recentlyDeleted.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import {
  lastContact,
  leadsMetSince,
  getInteractionForUpdate,
  readInteractions,
  type ReadInteraction,
} from './interactions.repository.ts'
import { interactionsTable, type InteractionRow } from './interactions.table.ts'
import { countInteractions, findLeadRow } from '../leads/leads.repository.ts'
import { rescoreLead } from '../leads/leads.service.ts'
import { followInteraction } from '../tasks/plannedTasks.ts'

type Draft = z.infer<typeof InteractionDraft>
const leadsAtOnce = 200
const topics: Topic[] = ['crm', 'dashboard']
const deleted = memorySlot(() => createRecentlyDeleted<InteractionRow>())

/** Newest first. @throws 404 if there is no such lead */
export function listInteractions({ database }: Services, input: { id: number } & Paging) {
  if (findLeadRow(database, input.id) === null) throw unknownId('lead', input.id)
  const after = decodeCursor(input.cursor) ?? {
    key: Number.MAX_SAFE_INTEGER,
    id: Number.MAX_SAFE_INTEGER,
  }
  const rows = readInteractions(database, input.id, after, input.limit + 1)
  const total = countInteractions(database, input.id)
  return pageFrom(
    rows,
    input.limit,
    total,
    (row) => ({ key: row.occurredAt, id: row.id }),
    toInteraction,
  )
}

/** @throws 404 if there is no such lead */
export async function addInteraction(
  { database, host }: Services,
  { id: leadId, ...draft }: { id: number } & Draft,
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
  return database.write(topics, (transaction) => insertInteraction(transaction, row, now))
}

async function insertInteraction(
  transaction: Transaction,
  row: Omit<InteractionRow, 'id'>,
  now: number,
): Promise<Interaction> {
  const lead = await transactionLead(transaction, row.leadId)
  const id = await interactionsTable.insert(transaction, row)
  await followInteraction(transaction, { ...row, id }, now)
  await dateContact(transaction, row.leadId, now, later(lead.lastContactAt, momentOf(row, now)))
  return toInteraction({ ...row, id, isMeasured: false })
}

/** Inside a write: the person answered. Of no effect where the lead is gone. */
export async function noteContact(
  transaction: Transaction,
  leadId: number,
  contact: Pick<InteractionRow, 'type' | 'subject' | 'content' | 'occurredAt'>,
  now: number,
): Promise<void> {
  const isThere = await transaction.countBy('leads', { id: leadId })
  if (isThere > 0) await insertInteraction(transaction, { ...contact, leadId, createdAt: now }, now)
}

/** Fields left out keep their value. @throws 404; 409 if the application noted it itself */
export async function updateInteraction(
  { database, host }: Services,
  id: number,
  change: Partial<Draft>,
): Promise<Interaction> {
  const now = host.clock.now()
  return database.write(topics, (transaction) => changeInteraction(transaction, id, change, now))
}

/** The same inside a write. */
export async function changeInteraction(
  transaction: Transaction,
  id: number,
  change: Partial<Draft>,
  now: number,
): Promise<Interaction> {
  const before = await getWrittenForUpdate(transaction, id)
  const { occurredAt, ...texts } = change
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  const after = {
    ...before,
    ...given,
    ...(occurredAt === undefined ? {} : { occurredAt: Date.parse(occurredAt) }),
  }
  const { id: _id, isMeasured: _isMeasured, ...row } = after
  await interactionsTable.update(transaction, { id }, row)
  await followInteraction(transaction, after, now)
  await contactWithout(transaction, before, now)
  return toInteraction(after)
}

/** @throws 404; 409 if the application noted it itself */
export async function deleteInteraction(
  { database, host, memory }: Services,
  id: number,
): Promise<void> {
  const now = host.clock.now()
  const row = await database.write(topics, (transaction) => removeInteraction(transaction, id, now))
  memory.of(deleted).keep(row, now)
}

/** The same inside a write. @returns the row as it was */
export async function removeInteraction(
  transaction: Transaction,
  id: number,
  now: number,
): Promise<InteractionRow> {
  const { isMeasured: _isMeasured, ...before } = await getWrittenForUpdate(transaction, id)
  await interactionsTable.delete(transaction, { id })
  await contactWithout(transaction, before, now)
  return before
}

/**
 * @throws 404 if nothing was deleted under this identifier, or too long ago, or where its lead
 * is gone
 */
export async function restoreInteraction(
  { database, host, memory }: Services,
  id: number,
): Promise<Interaction> {
  const now = host.clock.now()
  const row = memory.of(deleted).find(id, now)
  if (row === null) throw unknownId('deleted interaction', id)
  await database.write(topics, (transaction) => returnInteraction(transaction, row, now))
  memory.of(deleted).forget(id)
  return toInteraction({ ...row, isMeasured: false })
}

/** Puts a row back that `removeInteraction` gave. @throws 404 where its lead is gone */
export async function returnInteraction(
  transaction: Transaction,
  row: InteractionRow,
  now: number,
): Promise<void> {
  const lead = await transactionLead(transaction, row.leadId)
  await interactionsTable.insert(transaction, row)
  await followInteraction(transaction, row, now)
  await dateContact(transaction, row.leadId, now, later(lead.lastContactAt, momentOf(row, now)))
}

async function getWrittenForUpdate(transaction: Transaction, id: number): Promise<ReadInteraction> {
  const row = await getInteractionForUpdate(transaction, id)
  if (row.isMeasured)
    throw apiError(
      'CONFLICT',
      'interaction_measured',
      'The application noted this interaction itself: it stays as it is.',
    )
  return row
}

/** A call noted late must not move the last contact back; what is planned is no contact yet. */
const momentOf = ({ occurredAt }: Pick<InteractionRow, 'occurredAt'>, now: number) =>
  occurredAt <= now ? occurredAt : null
const later = (one: number | null, other: number | null) =>
  one === null ? other : Math.max(one, other ?? one)

/**
 * After an interaction changed or went: where it dated the last contact, what is there now does;
 * else only something later can.
 */
async function contactWithout(
  transaction: Transaction,
  before: InteractionRow,
  now: number,
): Promise<void> {
  const { lastContactAt } = await transactionLead(transaction, before.leadId)
  const present = await lastContact(transaction, before.leadId, now)
  const dated = lastContactAt === before.occurredAt
  await dateContact(
    transaction,
    before.leadId,
    now,
    dated ? present : later(lastContactAt, present),
  )
}

/** Planned meetings become contacts when their moment has come. For the hourly work. */
export async function datePlannedContacts({ database, host }: Services): Promise<void> {
  for (;;) {
    const now = host.clock.now()
    const leads = leadsMetSince(database, now, leadsAtOnce)
    if (leads.length === 0) return
    await database.write(topics, async (transaction) => {
      for (const leadId of leads) {
        const { lastContactAt } = await transactionLead(transaction, leadId)
        const met = later(lastContactAt, await lastContact(transaction, leadId, now))
        await dateContact(transaction, leadId, now, met)
      }
    })
  }
}

const dateContact = (
  transaction: Transaction,
  leadId: number,
  now: number,
  lastContactAt: number | null,
) => rescoreLead(transaction, leadId, now, { lastContactAt, updatedAt: now })

const contacted = rowOf({ lastContactAt: optional(moment()) })

async function transactionLead(
  transaction: Transaction,
  id: number,
): Promise<{ lastContactAt: number | null }> {
  const lead = await transaction.first(
    contacted,
    'SELECT last_contact_at AS lastContactAt FROM leads WHERE id = ?',
    [id],
  )
  if (lead === null) throw unknownId('lead', id)
  return lead
}

export function toInteraction(row: ReadInteraction): Interaction {
  return {
    ...row,
    occurredAt: toTimestamp(row.occurredAt),
    createdAt: toTimestamp(row.createdAt),
  }
}
