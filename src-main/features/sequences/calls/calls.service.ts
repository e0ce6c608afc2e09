// Makes the calls that are due, a few at a time, outside of every transaction; begins each in a row, and
// settles it in one.
import type { Services } from '#main/core/services.ts'
import { readSendingStop } from '#main/core/sendingStop.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { Transaction } from '#main/database/database.ts'
import { businessZone } from '#main/features/settings/settings.feature.ts'
import { moveOn } from '../engine/doing.ts'
import { endPeople, withoutLeaving } from '../engine/leaving.ts'
import { planOf, type PlannedStep } from '../steps/stepPlan.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { callBody } from './callBody.ts'
import { isTaken, makeCall, type Answer, type Call } from './calling.ts'
import {
  beginCall,
  dueCalls,
  longest,
  maxTries,
  noteOutcome,
  offlinePause,
  takeBackTry,
  takeDue,
  type DueCall,
} from './calls.repository.ts'

const topics: Topic[] = ['sequences', 'crm']
/** Calls under way at a time. */
const atOnce = 4

type WebhookStep = Extract<SequenceStep, { kind: 'webhook' }>
type Made = { call: Call; due: DueCall }

/** @returns once nothing is due any more; where this computer does not send, at once */
export async function callAllDue(
  services: Services,
  signal: AbortSignal,
  make: typeof makeCall = makeCall,
): Promise<void> {
  if (readSendingStop(services.host.dataFolder) !== null) return
  for (;;) {
    const now = services.host.clock.now()
    const due = dueCalls(services.database, now, atOnce)
    if (due.length === 0 || signal.aborted) return
    const made = await Promise.all(
      due.map(async ({ id }) => {
        const begun = await begin(services, id)
        if (begun === null) return false
        const answer = await make(begun.call, signal)
        await settle(services, begun.due.id, answer)
        return true
      }),
    )
    // What could not be begun is looked at next time.
    if (!made.includes(true)) return
  }
}

function stepOf({ steps }: SequenceRow, key: string): (PlannedStep & { step: WebhookStep }) | null {
  const planned = planOf(steps).get(key)
  const step = planned?.step
  return planned === undefined || step?.kind !== 'webhook' ? null : { ...planned, step }
}

async function placeOf(transaction: Transaction, { sequenceId, stepKey }: DueCall) {
  const sequence = await sequencesTable.findForUpdate(transaction, { id: sequenceId })
  const planned = sequence === null ? null : stepOf(sequence, stepKey)
  return sequence === null || planned === null ? null : { sequence, planned }
}

/** Whoever leaves the sequence now is not called for. */
function begin(services: Services, id: number): Promise<Made | null> {
  const { database, host } = services
  const now = host.clock.now()
  return database.write(topics, async (transaction) => {
    const due = await takeDue(transaction, id, now)
    const place = due === null ? null : await placeOf(transaction, due)
    if (due === null || place === null) {
      // The step is no call any more: it is not looked at again.
      if (due !== null) await noteOutcome(transaction, id, { status: null, problem: 'gone' }, null)
      return null
    }
    const { sequence, planned } = place
    const stays = await withoutLeaving(transaction, { database, now }, sequence, [due.personId])
    if (stays.length === 0) return null
    await beginCall(transaction, due, now)
    const { url, evenIfPrivate } = planned.step
    const body = callBody(services, { ...due, sequenceName: sequence.name })
    return { due, call: { url, evenIfPrivate, body, callKey: due.callKey } }
  })
}

/** What came of it stands in the step's row; of no effect on who left meanwhile. */
async function settle(services: Services, id: number, answer: Answer): Promise<void> {
  const { database, host } = services
  const now = host.clock.now()
  const times = { now, timeZone: businessZone(services) }
  await database.write(topics, async (transaction) => {
    const due = await takeDue(transaction, id, Number.MAX_SAFE_INTEGER)
    const place = due === null ? null : await placeOf(transaction, due)
    if (due === null || place === null)
      return void (await noteOutcome(transaction, id, answer, null))
    const { sequence, planned } = place
    const isOver = now - due.createdAt >= longest
    if (answer.isOffline && !isOver)
      return void (await takeBackTry(transaction, id, now + offlinePause))
    const taken = isTaken(answer)
    const isTriedAgain = !taken && !isOver && due.attempts < maxTries
    await noteOutcome(transaction, id, answer, isTriedAgain ? 'as begun' : null)
    await transaction.sql(
      'UPDATE sequence_steps SET result = ? WHERE person_id = ? AND step_key = ?',
      [resultOf(answer, isTriedAgain ? 'tried' : 'failed'), due.personId, due.stepKey],
    )
    if (isTriedAgain) return
    if (!taken && planned.step.ifFailed === 'stop')
      return endPeople(transaction, [due.personId], 'call_failed', now)
    await moveOn(transaction, { sequence, ...times }, [due.personId], planned.next)
  })
}

/** `200`; `tried 500` while it goes on, `failed 500` once it does not; in place of a status why there is none. */
const resultOf = (answer: Answer, otherwise: 'tried' | 'failed'): string =>
  isTaken(answer)
    ? String(answer.status)
    : `${otherwise} ${answer.status ?? answer.problem ?? ''}`.trim()
