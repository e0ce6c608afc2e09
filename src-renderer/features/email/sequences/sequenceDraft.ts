// A sequence while it is changed: what differs from what is saved, with every step back. What is on
// acts on people, so nothing is saved by itself.
import { shallowRef, watch } from 'vue'
import type { Sequence } from '#shared/contract/sequences/sequences.contract.ts'
import { allSteps, mapSteps, type SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'
import { useHistory } from '../../../blockEditor/useHistory.ts'

export type SequenceDraft = Pick<Sequence, 'name' | 'start' | 'exits' | 'topic' | 'steps'>

const draftOf = ({ name, start, exits, topic, steps }: Sequence): SequenceDraft => ({
  name,
  start,
  exits,
  topic,
  steps,
})
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export function useSequenceDraft(saved: () => Sequence) {
  const draft = shallowRef(draftOf(saved()))
  /** What the draft was made from: somebody else's change is taken in where nothing was changed here. */
  let base = draft.value
  const isDirty = shallowRef(false)
  const history = useHistory(
    () => draft.value,
    (next) => {
      draft.value = next
      isDirty.value = !same(next, base)
    },
  )
  watch(saved, (now) => {
    if (isDirty.value) return
    base = draftOf(now)
    draft.value = base
  })
  /**
   * What was changed since the save began stays as it is, and is not saved yet.
   * @param now what the saved draft became: keys stay, messages were made
   * @param sent the draft as it went to be saved; left out, nothing of it is kept
   */
  function accept(now: Sequence, sent: SequenceDraft = draft.value) {
    const held = draft.value
    base = draftOf(now)
    const kept = { ...base }
    if (!same(held.name, sent.name)) kept.name = held.name
    if (!same(held.start, sent.start)) kept.start = held.start
    if (!same(held.exits, sent.exits)) kept.exits = held.exits
    if (held.topic !== sent.topic) kept.topic = held.topic
    if (!same(held.steps, sent.steps)) kept.steps = withKnownMessages(held.steps, base.steps)
    draft.value = kept
    isDirty.value = !same(kept, base)
  }
  const change = (values: Partial<SequenceDraft>, field: string | null) =>
    history.change({ ...draft.value, ...values }, field)

  return { draft, isDirty, history, change, accept, reset: () => accept(saved()) }
}

/** A tree of steps where each message that is still to be made has its campaign. */
export async function withMessages(
  steps: readonly SequenceStep[],
  write: () => Promise<number>,
): Promise<SequenceStep[]> {
  const made = new Map<string, number>()
  // One after the other: they are numbered in the order in which they are sent.
  for (const step of allSteps(steps))
    if (step.kind === 'send' && step.campaignId === null) made.set(step.key, await write())
  return withMade(steps, made)
}

/** The same steps; one that has no message yet has the one that its step has elsewhere. */
export function withKnownMessages(
  steps: readonly SequenceStep[],
  known: readonly SequenceStep[],
): SequenceStep[] {
  const made = new Map(
    allSteps(known).map((step) => [step.key, step.kind === 'send' ? step.campaignId : null]),
  )
  return withMade(steps, made)
}

const withMade = (
  steps: readonly SequenceStep[],
  made: ReadonlyMap<string, number | null>,
): SequenceStep[] =>
  mapSteps(steps, (step) =>
    step.kind === 'send'
      ? { ...step, campaignId: step.campaignId ?? made.get(step.key) ?? null }
      : step,
  )

/** Copies of a message would share it: a doubled step gets one of its own. */
export function withOwnMessages(steps: readonly SequenceStep[]): SequenceStep[] {
  const seen = new Set<number>()
  return mapSteps(steps, (step) => {
    if (step.kind !== 'send' || step.campaignId === null) return step
    if (seen.has(step.campaignId)) return { ...step, campaignId: null }
    seen.add(step.campaignId)
    return step
  })
}

/** Steps whose e-mail is left out: who comes to them goes past. */
export const skippedSteps = (steps: readonly SequenceStep[]): ReadonlySet<string> =>
  new Set(
    allSteps(steps)
      .filter((step) => step.kind === 'send' && step.isSkipped === true)
      .map(({ key }) => key),
  )

/** E-mails that stay off while their sequence is on: who comes to them waits. By the key of their step. */
export function restingEmails({
  isOn,
  emails,
  steps,
}: Pick<Sequence, 'isOn' | 'emails' | 'steps'>): ReadonlyMap<string, Sequence['emails'][number]> {
  const skipped = skippedSteps(steps)
  return new Map(
    emails
      .filter((email) => isOn && !email.isOn && !skipped.has(email.stepKey))
      .map((email) => [email.stepKey, email]),
  )
}

/** Steps that the sequence cannot be turned on with, as far as they are known here. */
export function unfinishedSteps(
  steps: readonly SequenceStep[],
  emails: Sequence['emails'],
): ReadonlySet<string> {
  const complete = new Set(
    emails.filter(({ isComplete }) => isComplete).map(({ campaignId }) => campaignId),
  )
  return new Set(
    allSteps(steps)
      .filter((step) => {
        if (step.kind === 'send' && step.isSkipped === true) return false
        if (step.kind === 'send') return step.campaignId === null || !complete.has(step.campaignId)
        if (step.kind === 'task') return step.title.trim() === ''
        if (step.kind === 'webhook') return !URL.canParse(step.url)
        return step.kind === 'tag' && step.add.length + step.remove.length === 0
      })
      .map(({ key }) => key),
  )
}
