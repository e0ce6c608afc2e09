// Another program that steps of sequences call, and the calls that are due.
import { callAllDue } from '#main/features/sequences/calls/calls.service.ts'
import type { Answer, makeCall } from '#main/features/sequences/calls/calling.ts'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { SequenceApp } from './sequenceApp.ts'

export const hook = (
  more: Partial<Extract<SequenceStep, { kind: 'webhook' }>> = {},
): SequenceStep => ({
  ...{ kind: 'webhook', key: 'call', url: 'https://automate.example/hook' },
  ...{ evenIfPrivate: false, ifFailed: 'go_on' },
  ...more,
})
export type GivenCall = Parameters<typeof makeCall>[0]
export const ok: Answer = { status: 200, problem: null, isOffline: false }
export const broken: Answer = { status: 500, problem: null, isOffline: false }
export const offline: Answer = { status: null, problem: 'ENETUNREACH', isOffline: true }

/** A program that answers as told, and with its last answer from then on. */
export function program(...answers: Answer[]) {
  const heard: GivenCall[] = []
  const make = (call: GivenCall): Promise<Answer> => {
    heard.push(call)
    return Promise.resolve(answers[heard.length - 1] ?? answers.at(-1) ?? ok)
  }
  return { heard, make }
}

export const makeDue = ({ app }: SequenceApp, make: typeof makeCall) =>
  callAllDue(app.services, new AbortController().signal, make)

/** A running sequence with Ada at its first step, a call. */
export async function atTheCall(world: SequenceApp, step: SequenceStep, ...after: SequenceStep[]) {
  const { id } = await world.running({ steps: [step, ...after] })
  const leadId = await world.lead('Ada', { company: 'Moteurs', notes: 'secret' })
  await world.client().sequences.add({ id, ids: [leadId] })
  await world.sweep()
  return { id, leadId }
}
