// The automatic campaigns of a sequence: taken for its steps, turned on together, turned off, let go.
import { allSteps, mapSteps, type SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { Services } from '#main/core/services.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  createAutomatic,
  makeAutomatic,
  releaseAutomatic,
  requireTurnable,
  setTopic,
  takeBackAutomatic,
  turnOff,
  turnOnAgain,
  turnOnInside,
} from '#main/features/email/email.feature.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { languageOf } from '#main/features/settings/settings.feature.ts'
import { apiError, atField, isRefusal } from '#main/platform/apiError.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { emptiedEmails, getEmailsForUpdate, isEmptied } from './sequenceEmails.repository.ts'
import { sequenceEmailsTable, type SequenceEmailRow } from './sequenceEmails.table.ts'

const spoken = rowOf({ language: text<Language>() })
export type SendStep = Extract<SequenceStep, { kind: 'send' }>
export const sendSteps = (steps: readonly SequenceStep[]): SendStep[] =>
  allSteps(steps).filter((step) => step.kind === 'send')

/** The steps with each campaign in its place. */
export const withCampaigns = (
  steps: readonly SequenceStep[],
  ids: ReadonlyMap<string, number>,
): SequenceStep[] =>
  mapSteps(steps, (step) =>
    step.kind === 'send' ? { ...step, campaignId: ids.get(step.key) ?? step.campaignId } : step,
  )

/**
 * Makes or takes the campaign of each step that sends, and lets go of those whose step is gone: at
 * once where nothing of them waits.
 * @returns the steps with their campaigns
 * @throws 404; 409 for a campaign that was started; 422 for one that another step has
 */
export async function takeCampaigns(
  transaction: Transaction,
  sequence: Pick<SequenceRow, 'id' | 'name'>,
  steps: readonly SequenceStep[],
  now: number,
): Promise<SequenceStep[]> {
  const known = await getEmailsForUpdate(transaction, sequence.id)
  const ids = new Map<string, number>()
  for (const { key, campaignId } of sendSteps(steps)) {
    const ofKey = known.find((email) => email.stepKey === key && email.state === 'used')
    const given = campaignId ?? ofKey?.campaignId ?? null
    const owned = known.find((email) => email.campaignId === given)
    const row = { sequenceId: sequence.id, stepKey: key, state: 'used' as const, createdAt: now }
    if (owned !== undefined) {
      await sequenceEmailsTable.update(
        transaction,
        { id: owned.id },
        { stepKey: key, state: 'used' },
      )
      ids.set(key, owned.campaignId)
      continue
    }
    if (await takeBack(transaction, row, given)) {
      ids.set(key, given ?? 0)
      continue
    }
    if (given !== null) {
      await makeAutomatic(transaction, given)
      // A deleted sequence may still remember it; free, it is whoever's takes it.
      await sequenceEmailsTable.delete(transaction, { campaignId: given })
    }
    const id = given ?? (await createAutomatic(transaction, { name: sequence.name }, now))
    await sequenceEmailsTable.insert(transaction, { ...row, campaignId: id, isOwn: given === null })
    ids.set(key, id)
  }
  const taken = new Set(ids.values())
  for (const email of known) if (!taken.has(email.campaignId)) await letGo(transaction, email, now)
  return withCampaigns(steps, ids)
}

/**
 * All e-mails of a sequence are about what it is about; of one about none, each keeps its own.
 * @param before what it was about until now
 */
export async function shareTopic(
  transaction: Transaction,
  sequenceId: number,
  before: string | null,
): Promise<void> {
  const sequence = await sequencesTable.findForUpdate(transaction, { id: sequenceId })
  const topic = sequence?.topic ?? null
  if (topic === null && before === null) return
  for (const { campaignId, state } of await getEmailsForUpdate(transaction, sequenceId))
    if (state !== 'over') await setTopic(transaction, campaignId, topic)
}

/** A step that was taken out is there again: what was let go with it is its message as before, off. */
async function takeBack(
  transaction: Transaction,
  { sequenceId, stepKey }: Pick<SequenceEmailRow, 'sequenceId' | 'stepKey'>,
  campaignId: number | null,
): Promise<boolean> {
  if (campaignId === null) return false
  const over = { sequenceId, campaignId, state: 'over' as const }
  const known = await sequenceEmailsTable.findForUpdate(transaction, over)
  if (known === null || !(await takeBackAutomatic(transaction, campaignId))) return false
  await sequenceEmailsTable.update(transaction, { id: known.id }, { stepKey, state: 'used' })
  return true
}

/** @throws 422 naming a step whose campaign another step has too */
export function refuseSharedCampaigns(steps: readonly SequenceStep[]): void {
  const seen = new Set<number>()
  for (const { key, campaignId } of sendSteps(steps)) {
    if (campaignId === null) continue
    if (seen.has(campaignId))
      throw apiError(
        'UNPROCESSABLE',
        'sequence_invalid',
        'Two steps send the same campaign: everybody gets it once, so give each step its own.',
        { field: `steps.${key}`, detail: `campaign ${campaignId}` },
      )
    seen.add(campaignId)
  }
}

async function letGo(
  transaction: Transaction,
  email: SequenceEmailRow,
  now: number,
): Promise<void> {
  if (await isEmptied(transaction, email.campaignId)) return release(transaction, email, now)
  await sequenceEmailsTable.update(transaction, { id: email.id }, { state: 'leaving' })
}

/** What waits is cancelled. What it sent is still known to be the sequence's. */
async function release(
  transaction: Transaction,
  { id, campaignId, isOwn }: SequenceEmailRow,
  now: number,
): Promise<void> {
  await releaseAutomatic(transaction, campaignId, isOwn, now)
  await sequenceEmailsTable.update(transaction, { id }, { state: 'over' })
  await transaction.sql(
    `DELETE FROM sequence_emails WHERE id = ? AND campaign_id IN (SELECT id FROM campaigns WHERE status = 'draft' AND deleted_at IS NULL)`,
    [id],
  )
}

/** E-mails of steps that were taken out go once the last message of theirs has left. */
export async function releaseEmptied({ database, host }: Services): Promise<void> {
  const emptied = emptiedEmails(database)
  if (emptied.length === 0) return
  await database.write(['email', 'sequences'], async (transaction) => {
    for (const email of emptied)
      if (await isEmptied(transaction, email.campaignId))
        await release(transaction, email, host.clock.now())
  })
}

/** Those that are turned on with their sequence; one that is skipped waits for its own word. */
export const stepsThatBegin = (steps: readonly SequenceStep[]): SendStep[] =>
  sendSteps(steps).filter(({ isSkipped }) => isSkipped !== true)

/** Before a write in which they are turned on. @throws 422 naming the step that lacks something */
export async function requireAllTurnable(
  services: Services,
  steps: readonly SendStep[],
): Promise<void> {
  for (const { key, campaignId } of steps) {
    if (campaignId === null)
      throw apiError('UNPROCESSABLE', 'campaign_incomplete', 'This step has no message yet.', {
        field: `steps.${key}`,
      })
    await named(key, requireTurnable(services, campaignId))
  }
}

/** Steps whose message lacks nothing, of those whose campaign is known. */
export async function readySteps(
  services: Services,
  steps: readonly SequenceStep[],
): Promise<ReadonlySet<string>> {
  const ready = new Set<string>()
  for (const { key, campaignId } of stepsThatBegin(steps)) {
    if (campaignId === null) continue
    try {
      await requireTurnable(services, campaignId)
      ready.add(key)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }
  return ready
}

/**
 * Those of steps that are gone, too: whoever waits for such a message is to have it.
 * @param ready steps whose message may be turned on; the others stay off
 * @throws as `requireAllTurnable`
 */
export async function turnAllOn(
  services: Services,
  transaction: Transaction,
  { id, steps, start }: Pick<SequenceRow, 'id' | 'steps' | 'start'>,
  ready: ReadonlySet<string>,
): Promise<void> {
  const now = services.host.clock.now()
  for (const email of await getEmailsForUpdate(transaction, id))
    if (email.state === 'leaving') await turnOnAgain(transaction, email.campaignId, now)
  const language = await languageFor(services, transaction, start)
  for (const { key, campaignId } of sendSteps(steps).filter(({ key }) => ready.has(key))) {
    const isOn = await transaction.count(
      'SELECT coalesce(automatic_on, 0) AS n FROM campaigns WHERE id = ?',
      [campaignId],
    )
    if (campaignId !== null && isOn === 0)
      await named(key, turnOnInside(services, transaction, campaignId, language))
  }
}

/** Of the lines every message ends with: a funnel speaks its own language. */
async function languageFor(
  services: Services,
  transaction: Transaction,
  start: SequenceRow['start'],
): Promise<Language> {
  if (start.kind !== 'form') return languageOf(services)
  const funnel = await transaction.first(spoken, 'SELECT language FROM funnels WHERE id = ?', [
    start.funnelId,
  ])
  return funnel?.language ?? languageOf(services)
}

const named = async <Result>(key: string, work: Promise<Result>): Promise<Result> => {
  try {
    return await work
  } catch (error) {
    throw atField(error, `steps.${key}`)
  }
}

/** An e-mail that is on is gone past by nobody, whatever somebody who saw it off says. */
export async function withTrueSkips(
  transaction: Transaction,
  steps: readonly SequenceStep[],
): Promise<SequenceStep[]> {
  const on = new Set<number>()
  for (const { isSkipped, campaignId } of sendSteps(steps)) {
    if (isSkipped !== true || campaignId === null) continue
    const isOn = 'SELECT count(*) AS n FROM campaigns WHERE id = ? AND automatic_on = 1'
    if ((await transaction.count(isOn, [campaignId])) > 0) on.add(campaignId)
  }
  return mapSteps(steps, (step) => {
    if (step.kind !== 'send' || !on.has(step.campaignId ?? 0)) return step
    const { isSkipped: _skipped, ...kept } = step
    return kept
  })
}

/** An e-mail that was never on was promised to nobody: it holds up nobody until it is turned on by itself. */
export async function withNewSkipped(
  transaction: Transaction,
  steps: readonly SequenceStep[],
): Promise<SequenceStep[]> {
  const list = JSON.stringify(sendSteps(steps).map(({ campaignId }) => campaignId))
  const rows = await transaction.all(
    rowOf({ id: integer() }),
    `SELECT id FROM campaigns WHERE id IN (SELECT value FROM json_each(?)) AND message_version_id IS NULL`,
    [list],
  )
  const fresh = new Set<number | null>(rows.map(({ id }) => id))
  return mapSteps(steps, (step) =>
    step.kind === 'send' && fresh.has(step.campaignId) ? { ...step, isSkipped: true } : step,
  )
}

/** What waits is held until they are turned on again. */
export async function turnAllOff(
  transaction: Transaction,
  sequenceId: number,
  now: number,
): Promise<void> {
  for (const { campaignId } of await getEmailsForUpdate(transaction, sequenceId))
    await turnOff(transaction, campaignId, now)
}

/** Before a sequence is deleted. */
export async function releaseAll(
  transaction: Transaction,
  sequenceId: number,
  now: number,
): Promise<void> {
  for (const { campaignId, isOwn } of await getEmailsForUpdate(transaction, sequenceId))
    await releaseAutomatic(transaction, campaignId, isOwn, now)
}

/** A sequence that was brought back takes them again, off; one that is another's by now is left out. */
export async function takeAllBack(transaction: Transaction, sequenceId: number): Promise<void> {
  for (const email of await getEmailsForUpdate(transaction, sequenceId)) {
    if (email.state !== 'used') continue
    if (!(await takeBackAutomatic(transaction, email.campaignId)))
      await sequenceEmailsTable.delete(transaction, { id: email.id })
  }
}
