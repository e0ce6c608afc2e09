// The e-mails of a funnel by their delay, as steps of a sequence that has nothing but e-mails and waits.
import { randomUUID } from 'node:crypto'
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import type { SendStep } from '../emails/sequenceEmails.service.ts'

type WaitStep = Extract<SequenceStep, { kind: 'wait' }>
/** `delay`: minutes from when somebody comes in. */
export type PlainEmail = Pick<SendStep, 'key' | 'campaignId' | 'isSkipped'> & { delay: number }

const [hour, day] = [60, 24 * 60]
const minutesIn = { minutes: 1, hours: hour, days: day, workingDays: day }
const longest = 1_000

export const newStepKey = (): string => randomUUID().replaceAll('-', '').slice(0, 12)

/** Nothing but e-mails and waits of a length that is known. */
export const isPlain = (steps: readonly SequenceStep[]): boolean =>
  steps.every(
    (step) =>
      step.kind === 'send' ||
      (step.kind === 'wait' && step.unit !== 'workingDays' && step.notBefore === null),
  )

/** The waits before each step that sends, summed up, in minutes. */
export function delaysOf(steps: readonly SequenceStep[], from = 0): Map<string, number> {
  const delays = new Map<string, number>()
  let delay = from
  for (const step of steps) {
    if (step.kind === 'wait') delay += lengthOf(step)
    if (step.kind === 'send') delays.set(step.key, delay)
    if (step.kind !== 'branch') continue
    for (const way of [step.then, step.otherwise])
      for (const [key, at] of delaysOf(way, delay)) delays.set(key, at)
  }
  return delays
}

/** The steps without one, wherever it stands; waits stay, so that what follows keeps its moment. */
export const withoutStep = (steps: readonly SequenceStep[], key: string): SequenceStep[] =>
  steps
    .filter((step) => step.key !== key)
    .map((step) =>
      step.kind === 'branch'
        ? {
            ...step,
            then: withoutStep(step.then, key),
            otherwise: withoutStep(step.otherwise, key),
          }
        : step,
    )

/** The e-mails of plain steps, in their order. */
export const emailsIn = (steps: readonly SequenceStep[]): PlainEmail[] => {
  const delays = delaysOf(steps)
  return steps.flatMap((step) =>
    step.kind === 'send' ? [{ ...step, delay: delays.get(step.key) ?? 0 }] : [],
  )
}

export const byDelay = (emails: readonly PlainEmail[]): PlainEmail[] =>
  emails.toSorted((one, other) => one.delay - other.delay)

/**
 * Plain steps with these e-mails at their delays. Waits that there were keep their keys, so that whoever
 * is at one keeps the moment they were told, and the e-mail that follows.
 * @param before plain steps with the same order of what is in both, or none
 */
export function withEmails(
  before: readonly SequenceStep[],
  emails: readonly PlainEmail[],
): SequenceStep[] {
  const kept = new Set(emails.map(({ key }) => key))
  const waits = new Map<string, WaitStep[]>()
  let open: WaitStep[] = []
  for (const step of before) {
    if (step.kind === 'wait') open.push(step)
    if (step.kind !== 'send' || !kept.has(step.key)) continue
    waits.set(step.key, open)
    open = []
  }
  let reached = 0
  const steps = byDelay(emails).flatMap(({ key, campaignId, isSkipped, delay }): SequenceStep[] => {
    const gap = delay - reached
    reached = delay
    const skip = isSkipped === true ? { isSkipped } : {}
    return [...withLength(waits.get(key) ?? [], gap), { kind: 'send', key, campaignId, ...skip }]
  })
  return [...steps, ...open]
}

const lengthOf = ({ amount, unit }: WaitStep): number => amount * minutesIn[unit]

/** Waits that last so many minutes together, those that there were with the keys they had. */
function withLength(waits: readonly WaitStep[], minutes: number): WaitStep[] {
  const sum = waits.reduce((all, wait) => all + lengthOf(wait), 0)
  if (sum === minutes) return [...waits]
  const last = waits.at(-1)
  if (last === undefined) return waitsOf(minutes)
  const first = waits.slice(0, -1)
  const before = sum - lengthOf(last)
  if (before > minutes)
    return [
      ...first.map((wait): WaitStep => ({ ...wait, amount: 0 })),
      ...withLength([last], minutes),
    ]
  const fresh = waitsOf(minutes - before)
  const rest = fresh.at(-1) ?? { ...last, amount: 0 }
  return [...first, ...fresh.slice(0, -1), { ...rest, key: last.key }]
}

/** In the largest units that say it exactly; none for no time at all. */
function waitsOf(minutes: number): WaitStep[] {
  const wait = (amount: number, unit: WaitStep['unit']): WaitStep => ({
    ...{ kind: 'wait', key: newStepKey(), amount, unit, notBefore: null },
  })
  if (minutes === 0) return []
  if (minutes % day === 0) return [wait(minutes / day, 'days')]
  if (minutes % hour === 0 && minutes / hour <= longest) return [wait(minutes / hour, 'hours')]
  if (minutes <= longest) return [wait(minutes, 'minutes')]
  const [days, hours] = [Math.floor(minutes / day), Math.floor((minutes % day) / hour)]
  return [
    ...(days > 0 ? [wait(days, 'days')] : []),
    ...(hours > 0 ? [wait(hours, 'hours')] : []),
    ...(minutes % hour > 0 ? [wait(minutes % hour, 'minutes')] : []),
  ]
}
