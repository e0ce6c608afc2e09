// What can be done to a sequence: create, change, turn on and off. Who is under way keeps a place,
// whatever is changed around them.
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type {
  Sequence,
  SequenceChange,
  SequenceDraft,
} from '#shared/contract/sequences/sequences.contract.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Services } from '#main/core/services.ts'
import type { Transaction } from '#main/database/database.ts'
import { requireTopic } from '#main/features/crm/crm.feature.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { getEmails } from './emails/sequenceEmails.repository.ts'
import {
  readySteps,
  requireAllTurnable,
  shareTopic,
  stepsThatBegin,
  takeCampaigns,
  turnAllOff,
  turnAllOn,
  withCampaigns,
  withTrueSkips,
} from './emails/sequenceEmails.service.ts'
import { endManyLeft, endSomeLeft } from './engine/leftMeanwhile.ts'
import { forgetThere, noteAllThere, noteThereNow, startFilter } from './engine/starting.ts'
import type { Times } from './people/entering.ts'
import { holdAll, isFunnelArchived } from './funnels/funnelHold.ts'
import { moveSome, moveStranded } from './people/moving.ts'
import { getSequence, getSequenceForUpdate, requireSequence } from './sequences.repository.ts'
import { refuseBroken, refuseEmpty, refuseProblems } from './steps/sequenceProblems.ts'
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
    await requireTopic(transaction, draft.topic)
    const isHeld = await isFunnelArchived(transaction, draft.start)
    const row = { ...draft, isOn: false, isHeld, gone: {}, createdAt: now, updatedAt: now }
    const id = await sequencesTable.insert(transaction, row)
    const steps = await takeCampaigns(transaction, { id, name: draft.name }, draft.steps, now)
    await sequencesTable.update(transaction, { id }, { steps })
    await shareTopic(transaction, id, null)
    return id
  })
  return getSequence(database, id)
}

type Change = z.output<typeof SequenceChange>

/**
 * Fields left out keep their value. While it is on, an e-mail that lacks something stays off.
 * @throws as `createSequence`; 422 naming what lacks something, or lost what it asks for, where it is
 * turned on; 422 where it is on without steps. Nothing is changed then.
 */
export async function updateSequence(services: Services, change: Change): Promise<Sequence> {
  const { database, host, outbox } = services
  const { id } = change
  const before = requireSequence(database, id)
  refuseProblems(database, change, before)
  const will = { ...before, ...given(change) }
  const ready = await readyFor(services, before, will, change)
  const begins = beginsAnew(before, will) ? startFilter(will) : null
  const base = begins !== null && !change.takesThoseThere ? begins : null
  if (base !== null) await noteAllThere(services, id, base)
  if (turnsOn(before, will)) await endManyLeft(services, will)
  const times = { now: host.clock.now(), timeZone: businessZone(services) }
  await database.write(sequenceTopics, async (transaction) => {
    await writeChange(services, transaction, change, { ready, times })
    if (begins !== null)
      await forgetThere(transaction, id, { isAll: change.takesThoseThere === true })
    if (base !== null) await noteThereNow(services, transaction, id, base)
  })
  outbox.wake()
  await moveStranded(services, requireSequence(database, id), times)
  return getSequence(database, id)
}

/**
 * Changes the steps by what they are in the very write; no e-mail is turned on by that.
 * @param also what has to hold with it, in the same write
 * @throws 404; 422 for a step with a mistake; what `change` throws. Nothing is changed then.
 */
export async function changeSteps(
  services: Services,
  id: number,
  change: (sequence: SequenceRow) => SequenceRow['steps'],
  also?: (transaction: Transaction) => Promise<void>,
): Promise<Sequence> {
  const { database, host, outbox } = services
  const times = { now: host.clock.now(), timeZone: businessZone(services) }
  await database.write(sequenceTopics, async (transaction) => {
    const before = await getSequenceForUpdate(transaction, id)
    const steps = change(before)
    refuseProblems(database, { steps }, before)
    const changed = { id, steps, takesThoseThere: false }
    await writeChange(services, transaction, changed, { ready: new Set(), times })
    await also?.(transaction)
  })
  outbox.wake()
  await moveStranded(services, requireSequence(database, id), times)
  return getSequence(database, id)
}

const given = ({ name, start, exits, topic, steps, isOn }: Change) =>
  Object.fromEntries(
    Object.entries({ name, start, exits, topic, steps, isOn }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Partial<Pick<SequenceRow, 'name' | 'start' | 'exits' | 'topic' | 'steps' | 'isOn'>>

const turnsOn = (before: SequenceRow, after: SequenceRow): boolean => !before.isOn && after.isOn

/**
 * The steps whose message may be turned on with a change.
 * @throws 422 as `updateSequence`
 */
async function readyFor(
  services: Services,
  before: SequenceRow,
  will: SequenceRow,
  change: Change,
): Promise<ReadonlySet<string>> {
  const isOff = !will.isOn || (change.steps === undefined && change.isOn === undefined)
  if (isOff) return new Set()
  if (turnsOn(before, will) || change.steps !== undefined) refuseEmpty(will)
  const { database } = services
  const known = new Map(getEmails(database, will.id).map((one) => [one.stepKey, one.campaignId]))
  const steps = withMissing(will.steps, known)
  // What rests here already goes on when its writer says so, not with a change of something else.
  if (!turnsOn(before, will)) {
    const ready = await readySteps(services, steps)
    return new Set([...ready].filter((key) => !known.has(key)))
  }
  refuseBroken(database, will)
  const beginning = stepsThatBegin(steps)
  await requireAllTurnable(services, beginning)
  return new Set(beginning.map(({ key }) => key))
}

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
  after.isOn && (!before.isOn || !isDeepStrictEqual(before.start, after.start))

async function writeChange(
  services: Services,
  transaction: Transaction,
  change: Change,
  { ready, times }: { ready: ReadonlySet<string>; times: Times },
): Promise<void> {
  const { now } = times
  const before = await getSequenceForUpdate(transaction, change.id)
  const will: SequenceRow = { ...before, ...given(change), updatedAt: now }
  // A topic that was deleted since stays: saving something else says nothing of it.
  if (will.topic !== before.topic) await requireTopic(transaction, will.topic)
  if (change.steps !== undefined) {
    const steps = await takeCampaigns(transaction, will, change.steps, now)
    will.steps = await withTrueSkips(transaction, steps)
    will.gone = goneAfter(planOf(before.steps), before.gone, planOf(will.steps))
  }
  if (!isDeepStrictEqual(will.start, before.start)) await holdWithFunnel(transaction, will)
  await sequencesTable.update(transaction, { id: change.id }, will)
  await shareTopic(transaction, change.id, before.topic)
  if (change.steps !== undefined) await moveSome(transaction, will, times)
  // Who left while it was off is out before anything that waits may leave.
  if (turnsOn(before, will)) await endSomeLeft(services, transaction, will)
  if (will.isOn) await turnAllOn(services, transaction, will, ready)
  if (before.isOn && !will.isOn) await turnAllOff(transaction, change.id, now)
}

/** It begins by another funnel, or by none: that one's archive is what holds it now. */
async function holdWithFunnel(transaction: Transaction, will: SequenceRow): Promise<void> {
  will.isHeld = await isFunnelArchived(transaction, will.start)
  await holdAll(transaction, will.id, will.isHeld)
}
