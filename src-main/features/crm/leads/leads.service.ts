// What can be done to a lead: create, change, delete and take that back, score.
import type { Lead, LeadDraft } from '#shared/contract/crm.contract.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { toDeletedItem } from '#main/core/deletedItems.ts'
import type { DeletedItem } from '#shared/contract/common.ts'
import type { Transaction } from '#main/database/database.ts'
import { undoPeriod } from '#main/platform/recentlyDeleted.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import {
  displayName,
  emptyLeadFields,
  hasIdentity,
  inStage,
  toLead,
  toLeadFields,
  toLeadRow,
  type LeadFields,
} from './leadRecord.ts'
import { listFields, listFieldsForUpdate } from '../customFields/customFields.repository.ts'
import { withCustomValues, type FieldDefinition } from '../customFields/customValues.ts'
import { countInteractions, findLeadRow } from './leads.repository.ts'
import { forgetUnusedTagsSql } from './leadWords.ts'
import type { LeadRow } from './leads.table.ts'
import { recallKey, recallRefusal } from '../personalData/erasedRefusals.repository.ts'
import { shareRefusals } from '../consents/consents.repository.ts'
import { addressesOfRow, withPoints } from '../contactPoints/contactPoints.ts'
import { leadOfAddress } from '../contactPoints/contactPoints.repository.ts'
import { bringBackTasks, tasksOfLead } from '../tasks/tasks.repository.ts'
import type { TaskRow } from '../tasks/tasks.table.ts'
import { explainScore } from '../scoring/scoreRules.service.ts'

const namingColumns = {
  firstName: optional(text()),
  lastName: optional(text()),
  company: optional(text()),
  email: optional(text()),
  phone: optional(text()),
}
const idOnly = rowOf({ id: integer() })
const leadTopics: Topic[] = ['crm', 'dashboard']

type Reading = Pick<Services, 'database' | 'host'>

/** With its score as of now. @throws 404 if there is no such lead */
export function getLead(services: Reading, id: number): Lead {
  const lead = findLead(services, id)
  if (lead === null) throw unknownId('lead', id)
  return lead
}

/** The same; null if there is no such lead. */
export function findLead({ database, host }: Reading, id: number): Lead | null {
  const row = findLeadRow(database, id)
  if (row === null) return null
  const { score } = toLeadRow(toLeadFields(row), countInteractions(database, id), host.clock.now())
  return toLead({ ...row, score }, listFields(database))
}

/**
 * @throws 409 if the address belongs to another lead; 422 if nothing identifies the person, or for
 * a reason for losing without a loss
 */
export async function createLead(services: Services, draft: LeadDraft): Promise<Lead> {
  const { database, host } = services
  const installKey = await recallKey(services)
  const now = host.clock.now()
  const fields = withDraft(emptyLeadFields(now), draft, listFields(database))
  const row = toLeadRow(fields, 0, now)
  refuseNobody(row)
  refuseReasonWithoutLoss(row, draft)
  const id = await database.write(leadTopics, async (transaction) => {
    await refuseTakenAddresses(transaction, row, null)
    const result = await transaction.insert('leads', row)
    const id = Number(result.identifiers[0]?.['id'])
    await takeRefusals(transaction, id, { before: null, after: row }, installKey)
    return id
  })
  // Read again: a tag is spelt as it first was.
  return getLead({ database, host }, id)
}

/** Fields left out keep their value. @throws 404, 409, 422 as `createLead` */
export async function updateLead(services: Services, id: number, draft: LeadDraft): Promise<Lead> {
  const { database, host } = services
  const installKey = await recallKey(services)
  return database.write(leadTopics, async (transaction) => {
    const before = await transactionLead(transaction, id)
    const now = host.clock.now()
    const known = await listFieldsForUpdate(transaction)
    const fields = { ...withDraft(toLeadFields(before), draft, known), updatedAt: now }
    const row = toLeadRow(fields, await transactionInteractions(transaction, id), now)
    refuseNobody(row)
    refuseReasonWithoutLoss(row, draft)
    await refuseTakenAddresses(transaction, row, id)
    await transaction.update('leads', { id }, row)
    await takeRefusals(transaction, id, { before, after: row }, installKey)
    return toLead(await transactionLead(transaction, id), known)
  })
}

export async function deleteLead({ database, host }: Services, id: number): Promise<void> {
  await database.write(leadTopics, async (transaction) => {
    const now = host.clock.now()
    const whole = await takeLeadOut(transaction, id)
    await transaction.sql('DELETE FROM deleted_leads WHERE deleted_at < ? OR lead_id = ?', [
      now - undoPeriod,
      id,
    ])
    await transaction.sql(
      'INSERT INTO deleted_leads (lead_id, snapshot, deleted_at) VALUES (?, ?, ?)',
      [id, JSON.stringify(whole), now],
    )
  })
}

/** All that goes with a lead; an earlier version kept no tasks. */
type WholeLead = LeadSnapshot & { interactions: object[]; tasks?: TaskRow[] }

/** Deletes a lead. @returns what brings it back, see `putLeadBack` @throws 404 */
export async function takeLeadOut(transaction: Transaction, id: number): Promise<WholeLead> {
  const snapshot = await snapshotOfLead(transaction, id)
  const interactions = await transaction.findBy('interactions', { leadId: id })
  const tasks = await tasksOfLead(transaction, id)
  await transaction.delete('leads', { id })
  return { ...snapshot, interactions, tasks }
}

/** @param text what `takeLeadOut` gave, as JSON */
export const readWholeLead = (text: string): WholeLead => JSON.parse(text) as WholeLead

/** Its addresses must be nobody's, see `takenAddress`. */
export async function putLeadBack(
  transaction: Transaction,
  { interactions, tasks, ...snapshot }: WholeLead,
  now: number,
): Promise<void> {
  await bringBackLead(transaction, snapshot, interactions.length, now)
  for (const interaction of interactions) await transaction.insert('interactions', interaction)
  await bringBackTasks(transaction, tasks ?? [])
}

const deletedLead = rowOf({ id: integer(), deletedAt: moment(), ...namingColumns })

/** What can be restored, newest first. */
export function listDeletedLeads({ database, host }: Services): DeletedItem[] {
  return database
    .all(
      deletedLead,
      `SELECT lead_id AS id, deleted_at AS deletedAt, ${Object.keys(namingColumns)
        .map((name) => `json_extract(snapshot, '$.lead.${name}') AS ${name}`)
        .join(', ')}
       FROM deleted_leads WHERE deleted_at >= ? ORDER BY deleted_at DESC, lead_id DESC`,
      [host.clock.now() - undoPeriod],
    )
    .map((lead) => toDeletedItem({ ...lead, name: displayName(lead) }, undoPeriod))
}

/** What can no longer be taken back is not kept: whoever was deleted is gone. */
export async function forgetDeletedLeads({ database, host }: Services): Promise<void> {
  const before = host.clock.now() - undoPeriod
  if (
    database.query('SELECT 1 FROM deleted_leads WHERE deleted_at < ? LIMIT 1', [before]).length ===
    0
  )
    return
  await database.write([], (transaction) =>
    transaction.sql('DELETE FROM deleted_leads WHERE deleted_at < ?', [before]),
  )
}

/** The spelling of a tag nobody has any more is free again, and kept nowhere. */
export async function forgetUnusedTags({ database }: Services): Promise<void> {
  const unused = `SELECT EXISTS (SELECT 1 FROM tag_spellings
    WHERE NOT EXISTS (SELECT 1 FROM lead_tags WHERE tag = key)) AS n`
  if (database.count(unused) === 0) return
  await database.write([], (transaction) => transaction.sql(forgetUnusedTagsSql))
}

/** A lead with its way through the stages. */
export type LeadSnapshot = { lead: LeadRow; stages: StageChange[]; wonAt?: number | undefined }

/** Columns that a snapshot of before they were there lacks. */
const laterColumns = { custom: '{}', owner: null, lostReason: null, contactPoints: '{}' }

/** Its number is not known of one that an earlier version kept. */
type StageChange = {
  id?: number | undefined
  from_status: string
  to_status: string
  changed_at: number
}

/**
 * @throws 404 if nothing was deleted under this id, or too long ago; 409 if its address was
 * given to another lead since
 */
export async function restoreLead({ database, host }: Services, id: number): Promise<Lead> {
  return database.write(leadTopics, async (transaction) => {
    const [kept] = await transaction.sql<{ snapshot: string }>(
      'SELECT snapshot FROM deleted_leads WHERE lead_id = ? AND deleted_at >= ?',
      [id, host.clock.now() - undoPeriod],
    )
    if (!kept) throw unknownId('deleted lead', id)
    const whole = readWholeLead(kept.snapshot)
    await refuseTakenAddresses(transaction, whole.lead, null)
    await putLeadBack(transaction, whole, host.clock.now())
    await transaction.sql('DELETE FROM deleted_leads WHERE lead_id = ?', [id])
    // Read again: what was kept may be from a version whose leads had fewer fields.
    return toLead(await transactionLead(transaction, id), await listFieldsForUpdate(transaction))
  })
}

/**
 * A lead that was there, under its number: lived through again, stage by stage, so that every kept
 * total counts it as it did.
 */
export async function bringBackLead(
  transaction: Transaction,
  { lead, stages, wonAt }: LeadSnapshot,
  interactionCount: number,
  now: number,
): Promise<void> {
  const { id } = lead
  // Derived again: what was kept may be from a version that derived otherwise.
  const row = toLeadRow(toLeadFields({ ...laterColumns, ...lead }), interactionCount, now)
  await transaction.insert('leads', { ...row, id, status: stages[0]?.from_status ?? lead.status })
  for (const change of stages) {
    await transaction.sql('UPDATE leads SET status = ?, updated_at = ? WHERE id = ?', [
      change.to_status,
      change.changed_at,
      id,
    ])
  }
  await giveNumbersBack(transaction, id, stages)
  await transaction.sql('UPDATE leads SET updated_at = ? WHERE id = ?', [lead.updatedAt, id])
  // A file may have said when it was won, and no move here does.
  if (wonAt !== undefined)
    await transaction.sql('UPDATE lead_wins SET won_at = ? WHERE lead_id = ?', [wonAt, id])
}

/** A change of many leads that is taken back knows by their numbers which moves came after it. */
async function giveNumbersBack(
  transaction: Transaction,
  leadId: number,
  stages: readonly StageChange[],
): Promise<void> {
  const made = await transaction.all(
    idOnly,
    'SELECT id FROM lead_stage_changes WHERE lead_id = ? ORDER BY id',
    [leadId],
  )
  if (made.length !== stages.length) return
  for (const [index, { id }] of made.entries())
    await transaction.sql('UPDATE lead_stage_changes SET id = ? WHERE id = ?', [
      stages[index]?.id ?? id,
      id,
    ])
}

/** What has to be kept of a lead to bring it back. @throws 404 if there is none */
export async function snapshotOfLead(transaction: Transaction, id: number): Promise<LeadSnapshot> {
  const lead = await transactionLead(transaction, id)
  const stages = await transaction.sql<StageChange>(
    'SELECT id, from_status, to_status, changed_at FROM lead_stage_changes WHERE lead_id = ? ORDER BY id',
    [id],
  )
  const [win] = await transaction.sql<{ won_at: number }>(
    'SELECT won_at FROM lead_wins WHERE lead_id = ?',
    [id],
  )
  return { lead, stages, wonAt: win?.won_at }
}

/** Recomputes the score as of now and says where each point comes from. */
export async function scoreLead(services: Services, id: number) {
  const { database } = services
  const row = findLeadRow(database, id)
  if (row === null) throw unknownId('lead', id)
  const { score: current, points } = explainScore(services, id)
  if (current !== row.score)
    await database.write(leadTopics, (transaction) =>
      transaction.update('leads', { id }, { score: current }),
    )
  const lead = toLead({ ...row, score: current }, listFields(database))
  return { lead, score: current, points }
}

/** Brings a lead's score up to date inside a transaction that changed what it depends on. */
export async function rescoreLead(
  transaction: Transaction,
  id: number,
  now: number,
  changes: Partial<LeadRow>,
): Promise<void> {
  const lead = { ...(await transactionLead(transaction, id)), ...changes }
  const { score } = toLeadRow(
    toLeadFields(lead),
    await transactionInteractions(transaction, id),
    now,
  )
  await transaction.update('leads', { id }, { ...changes, score })
}

/** @throws 404 */
export async function transactionLead(transaction: Transaction, id: number): Promise<LeadRow> {
  const lead = (await transaction.findOneBy('leads', { id })) as LeadRow | null
  if (lead === null) throw unknownId('lead', id)
  return lead
}

function transactionInteractions(transaction: Transaction, id: number): Promise<number> {
  return transaction.countBy('interactions', { leadId: id })
}

/** @param known the custom fields there are */
function withDraft(
  fields: LeadFields,
  draft: LeadDraft,
  known: readonly FieldDefinition[],
): LeadFields {
  const { estimatedValue, custom, emailLabel, emails, phoneLabel, phones, ...given } = draft
  const changed = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  )
  return {
    ...inStage(fields, given.status),
    ...changed,
    contactPoints: withPoints(fields.contactPoints, { emailLabel, emails, phoneLabel, phones }),
    custom: custom === undefined ? fields.custom : withCustomValues(fields.custom, custom, known),
    ...(estimatedValue === undefined
      ? {}
      : { estimatedValueCents: Math.round(estimatedValue * 100) }),
  }
}

function refuseNobody(row: Omit<LeadRow, 'id'>): void {
  if (!hasIdentity({ ...row })) {
    throw apiError(
      'UNPROCESSABLE',
      'lead_needs_identity',
      'A lead needs an e-mail address, a phone number or a name.',
    )
  }
}

function refuseReasonWithoutLoss({ status }: Omit<LeadRow, 'id'>, draft: LeadDraft): void {
  if (!draft.lostReason || status === 'lost') return
  throw apiError('UNPROCESSABLE', 'reason_without_loss', 'Only a lost lead has a lostReason.', {
    field: 'lostReason',
  })
}

type Addressed = Pick<LeadRow, 'email' | 'contactPoints'>

/** What the person refused at one address holds for each that is new. */
async function takeRefusals(
  transaction: Transaction,
  leadId: number,
  { before, after }: { before: Addressed | null; after: Addressed },
  installKey: string | null,
): Promise<void> {
  const known = before === null ? [] : addressesOfRow(before)
  const added = addressesOfRow(after).filter((address) => !known.includes(address))
  for (const address of added) await recallRefusal(transaction, address, installKey)
  if (added.length > 0) await shareRefusals(transaction, { leadId, known, added })
}

/** @throws 409 naming the lead an address belongs to, and the field */
async function refuseTakenAddresses(
  transaction: Transaction,
  row: Addressed,
  ownId: number | null,
): Promise<void> {
  const taken = await takenAddress(transaction, row, ownId)
  if (taken !== null)
    throw apiError('CONFLICT', 'email_taken', `Lead ${taken.by} has this e-mail address already.`, {
      field: taken.address === row.email ? 'email' : 'emails',
      detail: String(taken.by),
    })
}

/** The first address of a lead that is another's by now, and whose. */
export async function takenAddress(
  transaction: Transaction,
  row: Pick<LeadRow, 'email'> & Partial<Addressed>,
  ownId: number | null,
): Promise<{ address: string; by: number } | null> {
  for (const address of addressesOfRow(row)) {
    const by = await leadOfAddress(transaction, address)
    if (by !== null && by !== ownId) return { address, by }
  }
  return null
}
