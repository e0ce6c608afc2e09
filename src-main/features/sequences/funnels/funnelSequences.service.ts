// The sequences that a funnel starts by its forms, as far as they follow it: held and let go, deleted
// and brought back, copied, and made with it.
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import {
  createAutomatic,
  draftOf,
  makeAutomatic,
  type AutomaticDraft,
} from '#main/features/email/email.feature.ts'
import { deleteInside, restoreInside } from '../deletedSequences.service.ts'
import { sendSteps, shareTopic, withCampaigns } from '../emails/sequenceEmails.service.ts'
import { sequenceEmailsTable } from '../emails/sequenceEmails.table.ts'
import { endManyLeft, endSomeLeft } from '../engine/leftMeanwhile.ts'
import { getSequenceForUpdate } from '../sequences.repository.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { sequencesOfFunnel } from './funnelEmails.repository.ts'
import { holdAll, isFunnelArchived, sequenceIdsOfFunnel } from './funnelHold.ts'
import { newStepKey, withEmails } from './plainSteps.ts'

/** Like the e-mails of a funnel always: an answer ends them, a sale does not. */
export const funnelExits = { reply: true, won: false, filter: null }

/**
 * Before the write that lets them go: more people wait for a message than that one has time for.
 */
export async function endLeftOfFunnel(services: Services, funnelId: number): Promise<void> {
  for (const sequence of sequencesOfFunnel(services.database, funnelId))
    if (sequence.isHeld) await endManyLeft(services, sequence)
}

/**
 * Let go, whoever left meanwhile is out before anything may leave: of many, `endLeftOfFunnel` first.
 */
export async function holdFunnelSequences(
  services: Services,
  transaction: Transaction,
  funnelId: number,
  isHeld: boolean,
): Promise<void> {
  for (const id of await sequenceIdsOfFunnel(transaction, funnelId)) {
    const sequence = await getSequenceForUpdate(transaction, id)
    if (sequence.isHeld && !isHeld) await endSomeLeft(services, transaction, sequence)
    await holdAll(transaction, id, isHeld)
  }
}

/** Before a funnel is deleted. What waits is cancelled. @returns their numbers */
export async function deleteFunnelSequences(
  transaction: Transaction,
  funnelId: number,
  now: number,
): Promise<number[]> {
  const ids = await sequenceIdsOfFunnel(transaction, funnelId)
  for (const id of ids) await deleteInside(transaction, id, now)
  return ids
}

/** Those that went with a funnel, off; what is gone for good is left out. */
export async function restoreFunnelSequences(
  transaction: Transaction,
  ids: readonly number[],
  now: number,
): Promise<void> {
  for (const id of ids) {
    if (!(await restoreInside(transaction, id, now))) continue
    const { start } = await getSequenceForUpdate(transaction, id)
    await holdAll(transaction, id, await isFunnelArchived(transaction, start))
  }
}

export type NewFunnelEmail = { delayMinutes: number } & (
  { draft: AutomaticDraft } | { campaignId: number }
)

type NewSequence = { funnelId: number; pageId: number | null; name: string } & Partial<
  Pick<SequenceRow, 'exits' | 'topic'>
>

/**
 * A sequence that begins by a form of a funnel, off, with e-mails by their delay.
 * @throws 404; 409 for a campaign that was started
 */
export async function insertFunnelSequence(
  transaction: Transaction,
  given: NewSequence & { emails: NewFunnelEmail[] },
  now: number,
): Promise<number> {
  const { funnelId, pageId, emails, exits = funnelExits, topic = null } = given
  const made = []
  for (const email of emails) {
    const isOwn = 'draft' in email
    if (!isOwn) await makeAutomatic(transaction, email.campaignId)
    const campaignId = isOwn
      ? await createAutomatic(transaction, email.draft, now)
      : email.campaignId
    made.push({ key: newStepKey(), campaignId, delay: email.delayMinutes, isOwn })
  }
  const steps = withEmails([], made)
  const start = { kind: 'form' as const, funnelId, pageId }
  const id = await insertRow(transaction, { name: given.name, start, exits, topic, steps }, now)
  for (const { key: stepKey, campaignId, isOwn } of made) {
    await sequenceEmailsTable.delete(transaction, { campaignId })
    const email = { sequenceId: id, stepKey, campaignId, isOwn, state: 'used' as const }
    await sequenceEmailsTable.insert(transaction, { ...email, createdAt: now })
  }
  return id
}

/**
 * The sequences of a funnel for its copy: the same steps and words, off, with nobody in them.
 * @param pageIds new page by old; of a page that is gone there is no copy
 */
export async function copyFunnelSequences(
  transaction: Transaction,
  from: { id: number; to: number; pageIds: ReadonlyMap<number, number>; suffix: string },
  now: number,
): Promise<void> {
  for (const sequenceId of await sequenceIdsOfFunnel(transaction, from.id)) {
    const sequence = await getSequenceForUpdate(transaction, sequenceId)
    if (sequence.start.kind !== 'form') continue
    const { pageId } = sequence.start
    const copied = pageId === null ? null : from.pageIds.get(pageId)
    if (copied === undefined) continue
    const start = { kind: 'form' as const, funnelId: from.to, pageId: copied }
    const name = `${sequence.name.slice(0, 200 - from.suffix.length)}${from.suffix}`
    await copySequence(transaction, sequence, { name, start }, now)
  }
}

async function copySequence(
  transaction: Transaction,
  { exits, topic, steps }: SequenceRow,
  { name, start }: Pick<SequenceRow, 'name' | 'start'>,
  now: number,
): Promise<void> {
  const ids = new Map<string, number>()
  for (const { key, campaignId } of sendSteps(steps)) {
    const draft = campaignId === null ? { name } : await draftOf(transaction, campaignId)
    ids.set(key, await createAutomatic(transaction, draft, now))
  }
  const row = { name, start, exits, topic, steps: withCampaigns(steps, ids) }
  const id = await insertRow(transaction, row, now)
  for (const [stepKey, campaignId] of ids) {
    const email = { sequenceId: id, stepKey, campaignId, isOwn: true, state: 'used' as const }
    await sequenceEmailsTable.insert(transaction, { ...email, createdAt: now })
  }
  await shareTopic(transaction, id, null)
}

const insertRow = async (
  transaction: Transaction,
  row: Pick<SequenceRow, 'name' | 'start' | 'exits' | 'steps'> & { topic?: string | null },
  now: number,
): Promise<number> => {
  const isHeld = await isFunnelArchived(transaction, row.start)
  const rest = { isOn: false, isHeld, gone: {}, createdAt: now, updatedAt: now }
  return sequencesTable.insert(transaction, { topic: null, ...row, ...rest })
}
