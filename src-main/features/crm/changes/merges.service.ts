// Two entries of one person become one, and two again. Nothing of them is lost: what happened moves
// along, what they said otherwise is kept beside, and the stricter refusal holds.
import { z } from 'zod'
import type { Lead } from '#shared/contract/crm.contract.ts'
import type { UndoReport } from '#shared/contract/crm/bulk.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { leadFields, leadFieldNames, isOfKind } from '#shared/leadFields/leadFields.ts'
import { leadFieldWords } from '#shared/leadFields/leadFieldWords.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, longText, optional } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { getSettings } from '#main/features/settings/settings.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { refuseOtherAddress } from '../consents/suppressions.repository.ts'
import { toLeadFields, toLeadRow, type LeadFields } from '../leads/leadRecord.ts'
import { bringBackLead, getLead, snapshotOfLead, transactionLead } from '../leads/leads.service.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import { asItWas, Columns, differingColumns } from './changeJournal.ts'
import { leadChangesTable } from './leadChanges.table.ts'
import { storyTables } from './storyTables.ts'

const topics: Topic[] = ['crm', 'dashboard', 'analytics', 'email', 'funnels']

const MovedIds = z.record(z.enum(storyTables), z.array(z.int()))
const idOnly = rowOf({ id: integer() })

/** What is kept of an entry that became another: its rows, and which refusals came with it. */
const MergedEntry = z.object({
  lead: z.custom<LeadRow>((row) => Columns.safeParse(row).success),
  stages: z.array(
    z.object({ from_status: z.string(), to_status: z.string(), changed_at: z.number() }),
  ),
  wonAt: z.number().optional(),
  moved: MovedIds,
  refusals: z.array(z.int()),
})
type MergedEntry = z.infer<typeof MergedEntry>

/**
 * @throws 404 naming the entry that does not exist; 422 where an entry would become itself
 */
export async function mergeLeads(
  services: Services,
  { keep, others }: { keep: number; others: number[] },
): Promise<Lead & { mergeId: number }> {
  const { database, host } = services
  const now = host.clock.now()
  const ids = [...new Set(others)]
  if (ids.includes(keep))
    throw apiError('UNPROCESSABLE', 'merge_with_itself', 'A lead cannot be merged with itself.', {
      field: 'others',
    })
  const language = getSettings(services).language === 'en' ? 'en' : 'fr'
  const mergeId = await database.write(topics, async (transaction) => {
    const before = await transactionLead(transaction, keep)
    const entries: MergedEntry[] = []
    let fields = toLeadFields(before)
    for (const id of ids) {
      const snapshot = await snapshotOfLead(transaction, id)
      fields = joined(fields, toLeadFields(snapshot.lead), leadFieldWords[language].names)
      const moved = await moveStory(transaction, id, keep)
      await transaction.delete('leads', { id })
      entries.push({ ...snapshot, moved, refusals: [] })
    }
    const interactions = await transaction.countBy('interactions', { leadId: keep })
    const after = toLeadRow({ ...fields, updatedAt: now }, interactions, now)
    await transaction.update('leads', { id: keep }, after)
    for (const entry of entries)
      entry.refusals = await refuseAlso(transaction, entry.lead.email, after.email)
    return keepMerge(transaction, { before, after, entries }, now)
  })
  return { ...getLead(services, keep), mergeId }
}

/** The rows that say what happened with one entry are another's from now on. */
async function moveStory(
  transaction: Transaction,
  from: number,
  to: number,
): Promise<z.infer<typeof MovedIds>> {
  const moved: Partial<z.infer<typeof MovedIds>> = {}
  for (const table of storyTables) {
    const rows = await transaction.all(
      idOnly,
      `UPDATE ${table} SET lead_id = ? WHERE lead_id = ? RETURNING rowid AS id`,
      [to, from],
    )
    moved[table] = rows.map(({ id }) => id)
  }
  return MovedIds.parse(moved)
}

/** @returns the refusals that this added */
async function refuseAlso(
  transaction: Transaction,
  from: string | null,
  to: string | null,
): Promise<number[]> {
  if (from === null || to === null) return []
  const newest = await transaction.count('SELECT max(id) AS n FROM suppressions')
  await refuseOtherAddress(transaction, { from, to })
  const rows = await transaction.all(idOnly, 'SELECT id FROM suppressions WHERE id > ?', [newest])
  return rows.map(({ id }) => id)
}

async function keepMerge(
  transaction: Transaction,
  merge: { before: LeadRow; after: Omit<LeadRow, 'id'>; entries: MergedEntry[] },
  now: number,
): Promise<number> {
  const { before, after, entries } = merge
  const changeId = await leadChangesTable.insert(transaction, {
    kind: 'merge',
    state: 'done',
    matched: entries.length,
    done: entries.length,
    changed: entries.length,
    madeAt: now,
  })
  const columns = differingColumns(before, after)
  const insert = (leadId: number, was: unknown, became: unknown) =>
    transaction.sql(
      'INSERT INTO lead_change_rows (change_id, lead_id, before, after, last_move_id) VALUES (?, ?, ?, ?, 0)',
      [changeId, leadId, JSON.stringify(was), became === null ? null : JSON.stringify(became)],
    )
  await insert(before.id, columns.before, columns.after)
  for (const entry of entries) await insert(entry.lead.id, entry, null)
  return changeId
}

const isBlank = (value: unknown) => value === null || value === '' || value === 0

/**
 * What only the other entry knew fills what is blank; what it said otherwise is kept as other data,
 * under the field's name.
 */
function joined(one: LeadFields, other: LeadFields, names: Record<string, string>): LeadFields {
  const filled = { ...one }
  const otherData = { ...other.otherData, ...one.otherData }
  for (const name of leadFieldNames) {
    if (isOfKind(name, 'stage', 'tags', 'money')) continue
    const [kept, given] = [one[name], other[name]]
    if (given === null || given === kept) continue
    if (kept === null) filled[name] = given
    else if (name === 'notes') filled.notes = `${kept}\n${given}`.slice(0, leadFields.notes.max)
    else otherData[freeTitle(names[name] ?? name, otherData)] = given
  }
  return {
    ...filled,
    estimatedValueCents: isBlank(one.estimatedValueCents)
      ? other.estimatedValueCents
      : one.estimatedValueCents,
    tags: [...one.tags, ...other.tags].slice(0, leadFields.tags.max),
    otherData,
    custom: { ...other.custom, ...one.custom },
    createdAt: Math.min(one.createdAt, other.createdAt),
    lastContactAt: Math.max(one.lastContactAt ?? 0, other.lastContactAt ?? 0) || null,
  }
}

/** `E-mail (2)`, or the next number that is free. */
function freeTitle(name: string, taken: Record<string, string>): string {
  for (let number = 2; ; number += 1) {
    const title = `${name} (${number})`
    if (!Object.hasOwn(taken, title)) return title
  }
}

const keptRow = rowOf({
  leadId: integer(),
  before: optional(longText()),
  after: optional(longText()),
})

/**
 * The entries are there again, each with what happened with it; what was changed since on the one
 * that stayed, and what happened with it since, stays there.
 * @throws 404; 409 where it was taken back already, is too long ago, or the lead is gone or an
 * address was given to another one since
 */
export async function undoMerge(services: Services, id: number): Promise<UndoReport> {
  const { database, host } = services
  const now = host.clock.now()
  return database.write(topics, async (transaction) => {
    const change = await leadChangesTable.findForUpdate(transaction, { id, kind: 'merge' })
    if (change === null) throw unknownId('merge', id)
    if (change.state !== 'done' || change.madeAt < now - restorablePeriod) throw notUndoable()
    const rows = await transaction.all(
      keptRow,
      'SELECT lead_id AS leadId, before, after FROM lead_change_rows WHERE change_id = ?',
      [id],
    )
    const kept = rows.find(({ after }) => after !== null)
    const entries = rows
      .filter(({ after }) => after === null)
      .map(({ before }) => MergedEntry.parse(JSON.parse(before ?? '')))
    const present = (await transaction.findOneBy('leads', {
      id: kept?.leadId ?? 0,
    })) as LeadRow | null
    if (kept === undefined || present === null) throw notUndoable()
    const isUntouched = await restoreKept(transaction, present, kept, now)
    for (const entry of entries) await bringBack(transaction, entry, present.id, now)
    await leadChangesTable.update(transaction, { id }, { state: 'undone' })
    await transaction.sql('DELETE FROM lead_change_rows WHERE change_id = ?', [id])
    return { restored: entries.length, kept: isUntouched ? 0 : 1 }
  })
}

/** First of all: its address may be one of theirs. @returns whether nothing was changed since */
async function restoreKept(
  transaction: Transaction,
  present: LeadRow,
  { before, after }: { before: string | null; after: string | null },
  now: number,
): Promise<boolean> {
  const interactions = await transaction.countBy('interactions', { leadId: present.id })
  const columns = {
    before: Columns.parse(JSON.parse(before ?? '{}')),
    after: Columns.parse(JSON.parse(after ?? '{}')),
  }
  const { restored, isUntouched } = asItWas(present, columns, interactions, now)
  await transaction.update('leads', { id: present.id }, restored)
  return isUntouched
}

/** @throws 409 where its address was given to another lead since */
async function bringBack(
  transaction: Transaction,
  { moved, refusals, ...snapshot }: MergedEntry,
  from: number,
  now: number,
): Promise<void> {
  const { id, email } = snapshot.lead
  if (email !== null && (await transaction.countBy('leads', { email })) > 0) throw notUndoable()
  await bringBackLead(transaction, snapshot, moved.interactions.length, now)
  for (const table of storyTables)
    await transaction.sql(
      `UPDATE ${table} SET lead_id = ? WHERE lead_id = ? AND rowid IN (SELECT value FROM json_each(?))`,
      [id, from, JSON.stringify(moved[table])],
    )
  for (const refusal of refusals)
    await transaction.sql('DELETE FROM suppressions WHERE id = ?', [refusal])
}

const notUndoable = () =>
  apiError('CONFLICT', 'change_not_undoable', 'This merge cannot be taken back now.')
