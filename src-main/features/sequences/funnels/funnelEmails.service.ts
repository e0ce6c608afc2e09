// What can be done to an e-mail of a funnel by its delay and its form: the sequence whose step it is
// changes as it does by hand.
import { integer } from '#main/database/columnKinds.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { cancelMessage, isUnfinishedSql } from '#main/features/email/email.feature.ts'
import { apiError, unknownId } from '#main/platform/apiError.ts'
import { deleteSequence } from '../deletedSequences.service.ts'
import { turnOffEmail, turnOnEmail } from '../emails/oneEmail.service.ts'
import { sequenceEmailsTable, type SequenceEmailRow } from '../emails/sequenceEmails.table.ts'
import { releaseEmptied, sendSteps } from '../emails/sequenceEmails.service.ts'
import { changeSteps, createSequence, updateSequence } from '../sequences.service.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { sequencesOfFunnel } from './funnelEmails.repository.ts'
import { funnelExits } from './funnelSequences.service.ts'
import {
  byDelay,
  emailsIn,
  isPlain,
  newStepKey,
  withEmails,
  withoutStep,
  type PlainEmail,
} from './plainSteps.ts'

export type FormStart = { funnelId: number; pageId: number | null }

/** The step of an e-mail. @throws 404 */
export function requireFunnelEmail(
  database: Database,
  id: number,
): { email: SequenceEmailRow; sequence: SequenceRow } {
  const email = sequenceEmailsTable.find(database, { id, state: 'used' })
  const sequence =
    email === null ? null : sequencesTable.find(database, { id: email.sequenceId, deletedAt: null })
  if (email === null || sequence === null || sequence.start.kind !== 'form')
    throw unknownId('e-mail of a funnel', id)
  return { email, sequence }
}

/**
 * In the first sequence of this form that has nothing but e-mails, or in a new one. Off; whoever is in
 * it goes past it until it is turned on.
 * @param name of a sequence that is made
 * @returns the campaign
 * @throws 409 where the sequences of this form have more than e-mails, or the campaign was started
 */
export async function addFunnelEmail(
  services: Services,
  start: FormStart,
  email: { delayMinutes: number; campaignId: number | undefined; name: string },
): Promise<number> {
  const { campaignId = null, delayMinutes: delay, name } = email
  const sequence = plainSequenceOf(services.database, start)
  const made: PlainEmail = { key: newStepKey(), campaignId, delay }
  const saved =
    sequence === null
      ? await createSequence(services, {
          ...{ name, exits: funnelExits, topic: null },
          ...{ start: { kind: 'form', ...start }, steps: withEmails([], [made]) },
        })
      : await changeSteps(services, sequence.id, (present) => withEmail(present, made))
  const step = sendSteps(saved.steps).find(({ key }) => key === made.key)
  if (step === undefined || step.campaignId === null) throw new Error('The step has no campaign.')
  return step.campaignId
}

/** @throws 409 where it is such an e-mail already, or the sequence is not plain any more */
function withEmail({ steps, isOn }: SequenceRow, made: PlainEmail): SequenceRow['steps'] {
  if (!isPlain(steps)) throw notPlain()
  const isThere = sendSteps(steps).some(
    ({ campaignId }) => campaignId !== null && campaignId === made.campaignId,
  )
  if (isThere)
    throw apiError('CONFLICT', 'campaign_already_started', 'This campaign is such an e-mail.')
  const email = isOn ? { ...made, isSkipped: true } : made
  return withEmails(steps, byDelay([...emailsIn(steps), email]))
}

/** @throws 409 where none of the sequences of this form is plain */
export function plainSequenceOf(
  database: Database,
  { funnelId, pageId }: FormStart,
): SequenceRow | null {
  const begun = sequencesOfFunnel(database, funnelId).filter(
    ({ start }) => start.kind === 'form' && start.pageId === pageId,
  )
  const plain = begun.find(({ steps }) => isPlain(steps))
  if (plain === undefined && begun.length > 0) throw notPlain()
  return plain ?? null
}

export const notPlain = () =>
  apiError(
    'CONFLICT',
    'sequence_not_plain',
    'The sequence of this form has more than e-mails and waits: change it there.',
  )

/**
 * Whoever waits keeps the moment they were told.
 * @throws 404; 409 where its sequence has more than e-mails, or others come before it from now on
 * though people are under way
 */
export async function delayFunnelEmail(
  services: Services,
  id: number,
  delayMinutes: number,
): Promise<void> {
  const { database } = services
  const { email, sequence } = requireFunnelEmail(database, id)
  await changeSteps(services, sequence.id, (present) =>
    withDelay(database, present, { stepKey: email.stepKey, delayMinutes }),
  )
}

/** Before anything else is changed with it. @throws as `delayFunnelEmail` */
export function requireDelayable(database: Database, id: number, delayMinutes: number): void {
  const { email, sequence } = requireFunnelEmail(database, id)
  withDelay(database, sequence, { stepKey: email.stepKey, delayMinutes })
}

function withDelay(
  database: Database,
  { id, steps }: Pick<SequenceRow, 'id' | 'steps'>,
  { stepKey, delayMinutes }: { stepKey: string; delayMinutes: number },
): SequenceRow['steps'] {
  if (!isPlain(steps)) throw notPlain()
  const before = emailsIn(steps)
  const after = byDelay(
    before.map((one) => (one.key === stepKey ? { ...one, delay: delayMinutes } : one)),
  )
  const isSameOrder = after.every(({ key }, index) => key === before[index]?.key)
  if (!isSameOrder && isUnderWay(database, id)) throw underWay()
  return withEmails(isSameOrder ? steps : [], after)
}

export const underWay = () =>
  apiError(
    'CONFLICT',
    'sequence_under_way',
    'People are between these e-mails: their order is changed in the sequence.',
  )

const isUnderWay = (database: Database, sequenceId: number): boolean =>
  database.count(
    `SELECT EXISTS (SELECT 1 FROM sequence_people WHERE sequence_id = ? AND state <> 'ended') AS n`,
    [sequenceId],
  ) === 1

/** Turned on with its sequence where that is off, whose other e-mails stay off. @throws as `turnOnEmail` */
export async function turnOnFunnelEmail(services: Services, id: number): Promise<void> {
  const { email, sequence } = requireFunnelEmail(services.database, id)
  await turnOnEmail(services, { id: sequence.id, stepKey: email.stepKey }, { begins: true })
}

/**
 * What waits is held. With the last e-mail that was on, a sequence of nothing else is off: nobody comes
 * in by a form that sends nothing.
 */
export async function turnOffFunnelEmail(services: Services, id: number): Promise<void> {
  const { database } = services
  const { email, sequence } = requireFunnelEmail(database, id)
  const others = database.count(
    `SELECT count(*) AS n FROM sequence_emails JOIN campaigns ON campaigns.id = campaign_id
     WHERE sequence_id = ? AND state = 'used' AND automatic_on = 1 AND sequence_emails.id <> ?`,
    [sequence.id, id],
  )
  if (others === 0 && sequence.isOn && isPlain(sequence.steps))
    await updateSequence(services, { id: sequence.id, isOn: false, takesThoseThere: false })
  else await turnOffEmail(services, { id: sequence.id, stepKey: email.stepKey })
}

const waitingRow = rowOf({ id: integer() })

/** Whoever waits for it goes past it; a sequence without e-mails goes with its last one. @throws 404 */
export async function deleteFunnelEmail(services: Services, id: number): Promise<void> {
  const { email, sequence } = requireFunnelEmail(services.database, id)
  const steps = withoutStep(sequence.steps, email.stepKey)
  if (sendSteps(steps).length === 0 && isPlain(steps)) return deleteSequence(services, sequence.id)
  // In one write: killed between the two, its messages would leave without their step.
  await changeSteps(
    services,
    sequence.id,
    (present) => withoutStep(present.steps, email.stepKey),
    (transaction) => cancelWaiting(transaction, email.campaignId),
  )
  await releaseEmptied(services)
}

async function cancelWaiting(transaction: Transaction, campaignId: number): Promise<void> {
  const waiting = await transaction.all(
    waitingRow,
    `SELECT id FROM outbox WHERE campaign_id = ? AND ${isUnfinishedSql()}`,
    [campaignId],
  )
  for (const { id } of waiting) await cancelMessage(transaction, id, 'step_gone')
}
