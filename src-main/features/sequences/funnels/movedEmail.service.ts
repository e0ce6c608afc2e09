// An e-mail of a funnel that another form is to start: its step moves to the sequence of that form.
import type { Services } from '#main/core/services.ts'
import { integer } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { turnOff } from '#main/features/email/email.feature.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { deleteInside } from '../deletedSequences.service.ts'
import { sequenceEmailsTable } from '../emails/sequenceEmails.table.ts'
import { sendSteps, shareTopic } from '../emails/sequenceEmails.service.ts'
import { moveSome, moveStranded } from '../people/moving.ts'
import { getSequenceForUpdate, requireSequence } from '../sequences.repository.ts'
import { sequenceTopics, updateSequence } from '../sequences.service.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { goneAfter, planOf } from '../steps/stepPlan.ts'
import {
  notPlain,
  plainSequenceOf,
  requireFunnelEmail,
  underWay,
  type FormStart,
} from './funnelEmails.service.ts'
import { insertFunnelSequence } from './funnelSequences.service.ts'
import {
  byDelay,
  delaysOf,
  emailsIn,
  isPlain,
  newStepKey,
  withEmails,
  withoutStep,
} from './plainSteps.ts'

/**
 * What is in the outbox leaves. Alone in its sequence, and the first e-mail of that form, it takes its
 * sequence along, with whoever is in it; else it moves where nobody is still to get it, and a sequence
 * without e-mails goes with its last one. A sequence that is made for it ends by the same, and is about
 * the same topic.
 * @param name of a sequence that is made
 * @throws 404; 409 where a sequence has more than e-mails, or somebody is still to get it
 */
export async function moveFunnelEmail(
  services: Services,
  id: number,
  { start, name }: { start: FormStart; name: string },
): Promise<void> {
  const { database, host } = services
  const { email, sequence } = requireFunnelEmail(database, id)
  if (sequence.start.kind !== 'form' || sequence.start.pageId === start.pageId) return
  const target = movableTo(database, { email, sequence }, start)
  if (target === null && isAlone(sequence)) {
    const change = { id: sequence.id, start: { kind: 'form' as const, ...start } }
    await updateSequence(services, { ...change, takesThoseThere: false })
    return
  }
  const times = { now: host.clock.now(), timeZone: businessZone(services) }
  await database.write(sequenceTopics, async (transaction) => {
    const { now } = times
    const { exits, topic } = sequence
    const fresh = { ...start, name, exits, topic, emails: [] }
    const to = target?.id ?? (await insertFunnelSequence(transaction, fresh, now))
    const from = await getSequenceForUpdate(transaction, sequence.id)
    const goesOn = await takeStep(transaction, { id, to, now })
    // About what that one is about; about its own, where that says nothing.
    await shareTopic(transaction, to, null)
    const steps = withoutStep(from.steps, email.stepKey)
    const gone = goneAfter(planOf(from.steps), from.gone, planOf(steps))
    const left = { ...from, steps, gone, isOn: from.isOn && sendSteps(steps).length > 0 }
    await sequencesTable.update(transaction, { id: from.id }, { ...left, updatedAt: now })
    await moveSome(transaction, left, times)
    if (isAlone(sequence)) await deleteInside(transaction, from.id, now)
    // New, it goes on as it was; beside others that are off, it waits for a word.
    if (target === null) await sequencesTable.update(transaction, { id: to }, { isOn: goesOn })
    else if (!target.isOn) await turnOff(transaction, email.campaignId, now)
  })
  if (!isAlone(sequence))
    await moveStranded(services, requireSequence(database, sequence.id), times)
}

const isAlone = ({ steps }: Pick<SequenceRow, 'steps'>) => sendSteps(steps).length === 1

/** Before anything else is changed with it. @throws as `moveFunnelEmail` */
export function requireMovable(database: Database, id: number, start: FormStart): void {
  movableTo(database, requireFunnelEmail(database, id), start)
}

/**
 * @returns the sequence of that form; null where one is to be made
 * @throws 409 also where somebody is still to get it: moved, it would not come to them any more
 */
function movableTo(
  database: Database,
  { email: { stepKey }, sequence }: ReturnType<typeof requireFunnelEmail>,
  start: FormStart,
): SequenceRow | null {
  if (!isPlain(sequence.steps)) throw notPlain()
  const target = plainSequenceOf(database, start)
  const waits = database.count(
    `SELECT EXISTS (SELECT 1 FROM sequence_people AS people WHERE sequence_id = ? AND state <> 'ended'
       AND NOT EXISTS (SELECT 1 FROM sequence_steps WHERE person_id = people.id AND step_key = ?)) AS n`,
    [sequence.id, stepKey],
  )
  if (waits === 1 && !(target === null && isAlone(sequence))) throw underWay()
  return target
}

const isOnRow = rowOf({ isOn: integer() })

/** The campaign with its step. @returns whether it is on */
async function takeStep(
  transaction: Transaction,
  { id, to, now }: { id: number; to: number; now: number },
): Promise<boolean> {
  const email = await sequenceEmailsTable.findForUpdate(transaction, { id })
  if (email === null) throw new Error('The e-mail is gone.')
  const from = await getSequenceForUpdate(transaction, email.sequenceId)
  const target = await getSequenceForUpdate(transaction, to)
  const delay = delaysOf(from.steps).get(email.stepKey) ?? 0
  const found = sendSteps(from.steps).find((step) => step.key === email.stepKey)
  const campaign = await transaction.first(
    isOnRow,
    'SELECT coalesce(automatic_on, 0) AS isOn FROM campaigns WHERE id = ?',
    [email.campaignId],
  )
  const isOn = campaign?.isOn === 1
  // Where people come by already, nobody waits for one that is off.
  const skip = target.isOn && !isOn ? { isSkipped: true } : {}
  // A key names a step for ever, and this one may have been done in that sequence under its own.
  const step = { campaignId: email.campaignId, ...found, ...skip, key: newStepKey(), delay }
  const steps = withEmails(target.steps, byDelay([...emailsIn(target.steps), step]))
  await sequencesTable.update(transaction, { id: to }, { steps, updatedAt: now })
  await sequenceEmailsTable.update(transaction, { id }, { sequenceId: to, stepKey: step.key })
  return isOn
}
