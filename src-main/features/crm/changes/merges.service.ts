// Two entries of one person become one, and two again. Nothing of them is lost: what happened moves
// along, what they said otherwise is kept beside, and the stricter refusal holds.
import { z } from 'zod'
import type { Lead } from '#shared/contract/crm.contract.ts'
import { maxInteractionContent } from '#shared/contract/crm/interactions.ts'
import type { UndoReport } from '#shared/contract/crm/bulk.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import { restorablePeriod } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, longText, optional } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { getSettings, languageOf, stageNamesOf } from '#main/features/settings/settings.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { listFieldsForUpdate } from '../customFields/customFields.repository.ts'
import { removeDifferent, takeDifferent } from '../duplicates/differentLeads.repository.ts'
import { addNote, removeNote } from '../leads/leadIntake.ts'
import {
  addressesOfRow,
  comparedPhone,
  phonesOfRow,
  withoutPoints,
} from '../contactPoints/contactPoints.ts'
import { leadOfAddress } from '../contactPoints/contactPoints.repository.ts'
import { toLeadFields, toLeadRow } from '../leads/leadRecord.ts'
import {
  bringBackLead,
  getLead,
  rescoreLead,
  snapshotOfLead,
  transactionLead,
} from '../leads/leads.service.ts'
import type { LeadRow } from '../leads/leads.table.ts'
import { asItWas, Columns, differingColumns } from './changeJournal.ts'
import { leadChangesTable } from './leadChanges.table.ts'
import { mergedFields } from './mergedFields.ts'
import { heldWithoutAddress } from '../consents/consents.repository.ts'
import type { Held } from '../consents/standing.ts'
import { giveBackRefusal, MergedRefusal, shareAmongEntries } from './mergedRefusal.ts'
import { MovedSequences, moveSequences, moveSequencesBack } from './mergedSequences.ts'
import { moveStory, moveStoryBack, MovedStory } from './storyTables.ts'

const topics: Topic[] = ['crm', 'dashboard', 'analytics', 'email', 'funnels']

const noteSubject = {
  fr: 'Fusion : ce qui n’a pas trouvé de place',
  en: 'Merge: what found no room',
}

/** What is kept of an entry that became another: its rows, and what came with it. */
const MergedEntry = z.object({
  lead: z.custom<LeadRow>((row) => Columns.safeParse(row).success),
  stages: z.array(
    z.object({
      id: z.int().optional(),
      from_status: z.string(),
      to_status: z.string(),
      changed_at: z.number(),
    }),
  ),
  wonAt: z.number().optional(),
  moved: MovedStory,
  sequences: MovedSequences.default({ people: [], steps: [], there: [] }),
  /** Lines that the merge wrote into the history of the lead that stays. */
  notes: z.array(z.int()).default([]),
  refusals: z.array(MergedRefusal).default([]),
  /** Numbers of those of whom was said that they are different, which the lead that stays was not. */
  different: z.array(z.int()).default([]),
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
  const language = languageOf(services)
  const words = {
    language,
    currency: getSettings(services).currency,
    stages: stageNamesOf(services),
  }
  const mergeId = await database.write(topics, async (transaction) => {
    const before = await transactionLead(transaction, keep)
    const held = await heldAmong(transaction, [keep, ...ids])
    const customFields = await listFieldsForUpdate(transaction)
    const entries: MergedEntry[] = []
    let fields = toLeadFields(before)
    for (const id of ids) {
      const snapshot = await snapshotOfLead(transaction, id)
      const other = toLeadFields(snapshot.lead)
      const merged = mergedFields(fields, other, { ...words, customFields })
      fields = merged.fields
      const moved = await moveStory(transaction, id, keep)
      const sequences = await moveSequences(transaction, id, keep)
      const different = await takeDifferent(transaction, { from: id, to: keep })
      await transaction.delete('leads', { id })
      const found = { texts: merged.beyond, subject: noteSubject[language] }
      const notes = await keepBeyond(transaction, keep, found, now)
      entries.push({ ...snapshot, moved, sequences, notes, refusals: [], different })
    }
    const interactions = await transaction.countBy('interactions', { leadId: keep })
    const after = toLeadRow({ ...fields, updatedAt: now }, interactions, now)
    await transaction.update('leads', { id: keep }, after)
    await shareWinAgain(transaction, keep)
    const rows = [before, ...entries.map(({ lead }) => lead)]
    const refusals = await shareAmongEntries(transaction, rows.map(addressesOfRow), held)
    if (entries[0] !== undefined) entries[0].refusals = refusals
    return keepMerge(transaction, { before, after, entries }, now)
  })
  return { ...getLead(services, keep), mergeId }
}

async function heldAmong(transaction: Transaction, leadIds: readonly number[]): Promise<Held[]> {
  const held: Held[] = []
  for (const id of leadIds) {
    const one = await heldWithoutAddress(transaction, id)
    if (one !== null) held.push(one)
  }
  return held
}

/** What led to a win is worked out again: other forms and messages are the lead's since. */
const shareWinAgain = (transaction: Transaction, leadId: number): Promise<unknown> =>
  transaction.sql('UPDATE lead_wins SET won_at = won_at WHERE lead_id = ?', [leadId])

/**
 * What found no room in the fields: lines in the lead's history, each as long as one may be.
 * @returns their numbers
 */
async function keepBeyond(
  transaction: Transaction,
  leadId: number,
  { texts, subject }: { texts: readonly string[]; subject: string },
  now: number,
): Promise<number[]> {
  const pieces = texts.flatMap((text) =>
    Array.from({ length: Math.ceil(text.length / maxInteractionContent) }, (_, index) =>
      text.slice(index * maxInteractionContent, (index + 1) * maxInteractionContent),
    ),
  )
  const notes: string[] = []
  for (const piece of pieces) {
    const together = `${notes.at(-1) ?? ''}\n${piece}`
    if (notes.length > 0 && together.length <= maxInteractionContent)
      notes[notes.length - 1] = together
    else notes.push(piece)
  }
  const ids: number[] = []
  for (const content of notes)
    ids.push(await addNote(transaction, leadId, { subject, content, at: now }, now))
  return ids
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
    for (const note of entries.flatMap(({ notes }) => notes)) await removeNote(transaction, note)
    const theirs = entries.map(({ lead }) => lead)
    const isUntouched = await restoreKept(transaction, present, { ...kept, theirs }, now)
    for (const entry of entries) await bringBack(transaction, entry, present.id, now)
    await shareWinAgain(transaction, present.id)
    if (!isUntouched) await rescoreLead(transaction, present.id, now, {})
    await leadChangesTable.update(transaction, { id }, { state: 'undone' })
    await transaction.sql('DELETE FROM lead_change_rows WHERE change_id = ?', [id])
    return { restored: entries.length, kept: isUntouched ? 0 : 1 }
  })
}

/** First of all: its address may be one of theirs. @returns whether nothing was changed since */
async function restoreKept(
  transaction: Transaction,
  present: LeadRow,
  { before, after, theirs }: { before: string | null; after: string | null; theirs: LeadRow[] },
  now: number,
): Promise<boolean> {
  const interactions = await transaction.countBy('interactions', { leadId: present.id })
  const columns = {
    before: Columns.parse(JSON.parse(before ?? '{}')),
    after: Columns.parse(JSON.parse(after ?? '{}')),
  }
  const { restored, isUntouched } = asItWas(present, columns, interactions, now)
  const own = new Set(phonesOfRow({ ...present, ...columns.before }).map(comparedPhone))
  const phones = theirs.flatMap(phonesOfRow).filter((phone) => !own.has(comparedPhone(phone)))
  const fields = toLeadFields(restored)
  const contactPoints = withoutPoints(fields.contactPoints, {
    addresses: theirs.flatMap(addressesOfRow),
    phones,
  })
  await transaction.update(
    'leads',
    { id: present.id },
    isUntouched ? restored : toLeadRow({ ...fields, contactPoints }, interactions, now),
  )
  return isUntouched
}

/** @throws 409 where its address was given to another lead since */
async function bringBack(
  transaction: Transaction,
  { moved, sequences, refusals, different, notes: _notes, ...snapshot }: MergedEntry,
  from: number,
  now: number,
): Promise<void> {
  const { id } = snapshot.lead
  for (const address of addressesOfRow(snapshot.lead))
    if ((await leadOfAddress(transaction, address)) !== null) throw notUndoable()
  // Its story is there before it is: what led to its win is worked out while it is lived again.
  await transaction.sql('PRAGMA defer_foreign_keys = ON')
  await moveStoryBack(transaction, moved, { from, to: id })
  await moveSequencesBack(transaction, sequences, { from, to: id })
  const interactions = await transaction.countBy('interactions', { leadId: id })
  await bringBackLead(transaction, snapshot, interactions, now)
  for (const refusal of refusals.toReversed()) await giveBackRefusal(transaction, refusal)
  for (const other of different) await removeDifferent(transaction, [from, other])
}

const notUndoable = () =>
  apiError('CONFLICT', 'change_not_undoable', 'This merge cannot be taken back now.')
