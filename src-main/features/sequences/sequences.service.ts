// What can be done to a sequence: create, change, turn on and off. Who is under way keeps a place,
// whatever is changed around them.
import type { z } from 'zod'
import type {
  Sequence,
  SequenceChange,
  SequenceDraft,
} from '#shared/contract/sequences/sequences.contract.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import {
  requireAllTurnable,
  takeCampaigns,
  turnAllOff,
  turnAllOn,
} from './emails/sequenceEmails.service.ts'
import { getEmails } from './emails/sequenceEmails.repository.ts'
import { withCampaigns } from './emails/sequenceEmails.service.ts'
import { noteAllThere, noteThereNow, startFilter } from './engine/starting.ts'
import { movePeople } from './people/moving.ts'
import { getSequence, getSequenceForUpdate, requireSequence } from './sequences.repository.ts'
import { refuseProblems } from './steps/sequenceProblems.ts'
import { goneAfter, planOf } from './steps/stepPlan.ts'
import { sequencesTable, type SequenceRow } from './sequences.table.ts'

export const sequenceTopics: Topic[] = ['sequences', 'email', 'crm', 'dashboard']

/** Off at first. @throws 404; 409 for a campaign that was started; 422 for a step with a mistake */
export async function createSequence(
  { database, host }: Services,
  draft: z.output<typeof SequenceDraft>,
): Promise<Sequence> {
  refuseProblems(database, draft)
  const now = host.clock.now()
  const id = await database.write(sequenceTopics, async (transaction) => {
    const row = { ...draft, isOn: false, gone: {}, createdAt: now, updatedAt: now }
    const id = await sequencesTable.insert(transaction, row)
    const steps = await takeCampaigns(transaction, { id, name: draft.name }, draft.steps, now)
    await sequencesTable.update(transaction, { id }, { steps })
    return id
  })
  return getSequence(database, id)
}

type Change = z.output<typeof SequenceChange>

/**
 * Fields left out keep their value.
 * @throws as `createSequence`; 422 naming a step whose message lacks something, where it is or is to
 * be on. Nothing is changed then.
 */
export async function updateSequence(services: Services, change: Change): Promise<Sequence> {
  const { database, outbox } = services
  const { id } = change
  const before = requireSequence(database, id)
  refuseProblems(database, change)
  const will = { ...before, ...given(change) }
  if (will.isOn) {
    const known = new Map(getEmails(database, id).map((one) => [one.stepKey, one.campaignId]))
    await requireAllTurnable(services, withMissing(will.steps, known))
  }
  const begins = beginsAnew(before, will) ? startFilter(will) : null
  const base = begins !== null && !change.takesThoseThere ? begins : null
  if (base !== null) await noteAllThere(services, id, base)
  await database.write(sequenceTopics, async (transaction) => {
    if (begins !== null && change.takesThoseThere)
      await transaction.sql(
        `DELETE FROM sequence_people WHERE sequence_id = ? AND reason = 'already_there'`,
        [id],
      )
    await writeChange(services, transaction, change)
    if (base !== null) await noteThereNow(services, transaction, id, base)
  })
  outbox.wake()
  return getSequence(database, id)
}

const given = ({ name, start, exits, steps, isOn }: Change) =>
  Object.fromEntries(
    Object.entries({ name, start, exits, steps, isOn }).filter(([, value]) => value !== undefined),
  ) as Partial<Pick<SequenceRow, 'name' | 'start' | 'exits' | 'steps' | 'isOn'>>

/** A step that was written without its campaign has the one it had. */
const withMissing = (
  steps: SequenceRow['steps'],
  known: ReadonlyMap<string, number>,
): SequenceRow['steps'] =>
  withCampaigns(steps, new Map([...known].filter(([key]) => isMissing(steps, key))))

const isMissing = (steps: SequenceRow['steps'], key: string): boolean => {
  const step = planOf(steps).get(key)?.step
  return step?.kind === 'send' && step.campaignId === null
}

/** It begins to take people in, or takes in others than before. */
const beginsAnew = (before: SequenceRow, after: SequenceRow): boolean =>
  after.isOn && (!before.isOn || JSON.stringify(before.start) !== JSON.stringify(after.start))

async function writeChange(
  services: Services,
  transaction: Transaction,
  change: Change,
): Promise<void> {
  const now = services.host.clock.now()
  const before = await getSequenceForUpdate(transaction, change.id)
  const will: SequenceRow = { ...before, ...given(change), updatedAt: now }
  if (change.steps !== undefined) {
    will.steps = await takeCampaigns(transaction, will, change.steps, now)
    will.gone = goneAfter(planOf(before.steps), before.gone, planOf(will.steps))
  }
  await sequencesTable.update(transaction, { id: change.id }, will)
  if (change.steps !== undefined)
    await movePeople(transaction, before, will, { now, timeZone: businessZone(services) })
  if (will.isOn && (change.steps !== undefined || change.isOn === true))
    await turnAllOn(services, transaction, will.steps)
  if (before.isOn && !will.isOn) await turnAllOff(transaction, change.id, now)
}
