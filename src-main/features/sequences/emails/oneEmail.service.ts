// The e-mail of one step, turned on and off by itself.
import { mapSteps, type SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'
import type { Services } from '#main/core/services.ts'
import { turnOff } from '#main/features/email/email.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { endManyLeft, endSomeLeft } from '../engine/leftMeanwhile.ts'
import { getSequence, getSequenceForUpdate, requireSequence } from '../sequences.repository.ts'
import { sequenceTopics } from '../sequences.service.ts'
import type { SequenceRow } from '../sequences.table.ts'
import { refuseBroken } from '../steps/sequenceProblems.ts'
import { planOf } from '../steps/stepPlan.ts'
import { sequencesTable } from '../sequences.table.ts'
import {
  requireAllTurnable,
  turnAllOn,
  withNewSkipped,
  type SendStep,
} from './sequenceEmails.service.ts'

type OfStep = { id: number; stepKey: string }

/**
 * Turns on the message of one step, once it is written to its end: who waits at it goes on.
 * @param begins the sequence is turned on with it where it is off, its other e-mails staying off;
 * whoever comes goes past those that were never on
 * @throws 404 for a step that sends nothing; 409 while the sequence is off; 422 for what is missing
 */
export async function turnOnEmail(
  services: Services,
  { id, stepKey }: OfStep,
  { begins }: { begins: boolean } = { begins: false },
): Promise<Sequence> {
  const { database, outbox } = services
  const before = requireSequence(database, id)
  const step = sendStepOf(before, stepKey)
  if (!before.isOn && !begins) throw sequenceOff()
  await requireAllTurnable(services, [step])
  if (!before.isOn) {
    refuseBroken(database, before)
    await endManyLeft(services, before)
  }
  await database.write(sequenceTopics, async (transaction) => {
    const present = await getSequenceForUpdate(transaction, id)
    if (!present.isOn && !begins) throw sequenceOff()
    const there = present.isOn ? present.steps : await withNewSkipped(transaction, present.steps)
    const steps = withoutSkip(there, stepKey)
    const will = { ...present, steps, isOn: true, updatedAt: services.host.clock.now() }
    await sequencesTable.update(transaction, { id }, will)
    // Who left while it was off is out before anything that waits may leave.
    if (!present.isOn) await endSomeLeft(services, transaction, will)
    await turnAllOn(services, transaction, will, new Set([stepKey]))
  })
  outbox.wake()
  return getSequence(database, id)
}

/** What waits is held, and who comes to it waits there. @throws 404 for a step that sends nothing */
export async function turnOffEmail(
  { database, host }: Services,
  { id, stepKey }: OfStep,
): Promise<Sequence> {
  await database.write(sequenceTopics, async (transaction) => {
    const { campaignId } = sendStepOf(await getSequenceForUpdate(transaction, id), stepKey)
    if (campaignId !== null) await turnOff(transaction, campaignId, host.clock.now())
  })
  return getSequence(database, id)
}

function sendStepOf({ id, steps }: Pick<SequenceRow, 'id' | 'steps'>, stepKey: string): SendStep {
  const step = planOf(steps).get(stepKey)?.step
  if (step?.kind !== 'send') throw unknownId(`step ${stepKey} that sends, in sequence`, id)
  return step
}

const sequenceOff = () => apiError('CONFLICT', 'sequence_off', 'The sequence is off.')

const withoutSkip = (steps: readonly SequenceStep[], stepKey: string): SequenceStep[] =>
  mapSteps(steps, (step) => {
    if (step.kind !== 'send' || step.key !== stepKey) return step
    const { isSkipped: _skipped, ...kept } = step
    return kept
  })
