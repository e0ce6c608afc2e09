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
import { sequencesOn } from '../engine/sweep.ts'
import type { Times } from '../people/entering.ts'
import { brokenParts } from '../steps/brokenParts.ts'
import { planOf, type PlannedStep } from '../steps/stepPlan.ts'
import { sequencesTable, type SequenceRow } from '../sequences.table.ts'
import { callBody } from './callBody.ts'
import { isTaken, makeCall, type Answer, type Call } from './calling.ts'
import {
  beginCall,
  dueCalls,
  leaveGoneStep,
  maxOfflineLooks,
  maxTries,
  nextCallAt,
  noteMeanwhile,
  noteOutcome,
  noteResult,
  offlinePause,
  takeBackTry,
  takeDue,
  type DueCall,
} from './calls.repository.ts'

const topics: Topic[] = ['sequences', 'crm']
/** Calls under way at a time. */
const atOnce = 4

type WebhookStep = Extract<SequenceStep, { kind: 'webhook' }>
type CallStep = PlannedStep & { step: WebhookStep }
type Made = { call: Call; due: DueCall }

/** When a call is due next; null where none is, or this computer does not send. */
export const nextCall = (services: Services): number | null =>
  readSendingStop(services.host.dataFolder) === null
    ? nextCallAt(services.database, whereNobodyMoves(services))
    : null

/** Sequences whose condition to leave lost what it asks for: it might be the one that says stop. */
const whereNobodyMoves = ({ database }: Services): number[] =>
  sequencesOn(database)
    .filter((sequence) => brokenParts(database, sequence).includes('exits'))
    .map(({ id }) => id)

/** @returns once nothing is due any more; where this computer does not send, at once */
export async function callAllDue(
  services: Services,
  signal: AbortSignal,
  make: typeof makeCall = makeCall,
): Promise<void> {
  if (readSendingStop(services.host.dataFolder) !== null) return
  for (;;) {
    const now = services.host.clock.now()
    const due = dueCalls(services.database, now, atOnce, whereNobodyMoves(services))
    if (due.length === 0 || signal.aborted) return
    const made = await Promise.all(
      due.map(async ({ id }) => {
        const begun = await begin(services, id)
        if (begun === null) return false
        if (begun !== 'over') await settle(services, begun.due, await make(begun.call, signal))
        return true
      }),
    )
    // What could not be begun is looked at next time.
    if (!made.includes(true)) return
  }
}

function stepOf({ steps }: SequenceRow, key: string): CallStep | null {
  const planned = planOf(steps).get(key)
  const step = planned?.step
  return planned === undefined || step?.kind !== 'webhook' ? null : { ...planned, step }
}

async function placeOf(transaction: Transaction, { sequenceId, stepKey }: DueCall) {
  const sequence = await sequencesTable.findForUpdate(transaction, { id: sequenceId })
  const planned = sequence === null ? null : stepOf(sequence, stepKey)
  return sequence === null || planned === null ? null : { sequence, planned }
}

/**
 * Whoever leaves the sequence now is not called for.
 * @returns `over` where it was taken while the person was away: they went on
 */
function begin(services: Services, id: number): Promise<Made | 'over' | null> {
  const { database, host } = services
  const now = host.clock.now()
  const times = { now, timeZone: businessZone(services) }
  return database.write(topics, async (transaction) => {
    const due = await takeDue(transaction, id, now)
    if (due === null) return null
    const place = await placeOf(transaction, due)
    if (place === null) {
      await leaveGoneStep(transaction, due, now)
      return null
    }
    const { sequence, planned } = place
    const stays = await withoutLeaving(transaction, { database, now }, sequence, [due.personId])
    if (stays.length === 0) return null
    if (isTaken(due)) {
      await goOn(transaction, times, { due, ...place }, { ...due, isOffline: false })
      return 'over'
    }
    await beginCall(transaction, due, now)
    const { url, evenIfPrivate } = planned.step
    const body = callBody(services, { ...due, sequenceName: sequence.name })
    return { due, call: { url, evenIfPrivate, body, callKey: due.callKey } }
  })
}

/** What came of it stands in the step's row, and waits in the call's for whoever is away meanwhile. */
async function settle(services: Services, begun: DueCall, answer: Answer): Promise<void> {
  const { database, host } = services
  const now = host.clock.now()
  const times = { now, timeZone: businessZone(services) }
  await database.write(topics, async (transaction) => {
    const due = await takeDue(transaction, begun.id, Number.MAX_SAFE_INTEGER)
    if (due === null) {
      const how = { isTaken: isTaken(answer), isTry: !answer.isOffline, now }
      await noteMeanwhile(transaction, begun.id, answer, how)
      await noteResult(transaction, begun, resultOf(answer, 'tried'))
      return
    }
    const place = await placeOf(transaction, due)
    if (place === null) return leaveGoneStep(transaction, due, now)
    const isTriedAgain =
      !isTaken(answer) &&
      (answer.isOffline ? due.offlineLooks + 1 < maxOfflineLooks : due.attempts < maxTries)
    if (!isTriedAgain) return goOn(transaction, times, { due, ...place }, answer)
    await noteOutcome(transaction, due.id, answer, 'as begun')
    await noteResult(transaction, due, resultOf(answer, 'tried'))
    if (answer.isOffline) await takeBackTry(transaction, due.id, now + offlinePause)
  })
}

type Standing = { due: DueCall; sequence: SequenceRow; planned: CallStep }

/** It is over: taken, or given up. */
async function goOn(
  transaction: Transaction,
  times: Times,
  { due, sequence, planned }: Standing,
  answer: Answer,
): Promise<void> {
  await noteOutcome(transaction, due.id, answer, null)
  await noteResult(transaction, due, resultOf(answer, 'failed'))
  if (!isTaken(answer) && planned.step.ifFailed === 'stop')
    return endPeople(transaction, [due.personId], 'call_failed', times.now)
  await moveOn(transaction, { sequence, ...times }, [due.personId], planned.next)
}

/** `200`; `tried 500` while it goes on, `failed 500` once it does not; in place of a status why there is none. */
const resultOf = (answer: Answer, otherwise: 'tried' | 'failed'): string =>
  isTaken(answer)
    ? String(answer.status)
    : `${otherwise} ${answer.status ?? answer.problem ?? ''}`.trim()
