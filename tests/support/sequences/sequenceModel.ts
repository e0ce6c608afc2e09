// What a sequence has to do, computed in the most obvious way: each person alone, with the steps still
// before them as a list.
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'

const hour = 60 * 60_000

export type Person = {
  lead: number
  left: SequenceStep[]
  /** When the step before was really done. */
  from: number
  /** The message of the last step is on its way. */
  isSending: boolean
  sentAt: number | null
  /** What was on its way when they left, or answered, does not leave any more. */
  isCancelled: boolean
  hasReplied: boolean
  hasBounced: boolean
  done: string[]
  end: string | null
}
/** What is known of a lead, as the test keeps it. */
export type Lead = {
  hasAddress: boolean
  isRefused: boolean
  isWon: boolean
  isThere: boolean
  isLarge: boolean
}

export const newPerson = (lead: number, steps: SequenceStep[], now: number): Person => ({
  ...{ lead, left: [...steps], from: now, isSending: false, sentAt: null, isCancelled: false },
  ...{ hasReplied: false, hasBounced: false, done: [], end: null },
})

function why(person: Person, lead: Lead, replyEnds: boolean): string | null {
  if (!lead.isThere) return 'deleted'
  if (person.hasBounced) return 'bounced'
  if (lead.hasAddress && lead.isRefused) return 'refused'
  if (person.hasReplied && replyEnds) return 'replied'
  return lead.isWon ? 'won' : null
}

/** One look at somebody of a sequence that is on. */
export function look(person: Person, lead: Lead, now: number, replyEnds: boolean): void {
  if (person.end === 'deleted' && lead.isThere) person.end = null
  for (;;) {
    if (person.end !== null) return
    person.end = why(person, lead, replyEnds)
    if (person.end === 'deleted' && person.isSending && person.sentAt === null)
      person.isCancelled = true
    if (person.end !== null) return
    if (person.isSending) {
      if (person.sentAt === null && !person.isCancelled) return
      person.isSending = false
      if (person.isCancelled && !person.hasReplied) {
        person.end = 'not_sent'
        return
      }
      if (person.isCancelled) person.done.push(`${person.done.pop() ?? ''} not_done`)
      person.from = person.sentAt ?? now
      person.isCancelled = false
    }
    const [step, ...rest] = person.left
    if (step === undefined) {
      person.end = 'finished'
      return
    }
    if (step.kind === 'wait') {
      if (person.from + step.amount * hour > now) return
    }
    if (step.kind === 'send' && !lead.hasAddress) {
      person.end = 'no_address'
      return
    }
    person.left = rest
    person.from = now
    if (step.kind === 'branch') {
      const isYes = step.question.about === 'replied' ? person.hasReplied : lead.isLarge
      person.left = [...(isYes ? step.then : step.otherwise), ...rest]
      person.done.push(`${step.key} ${isYes ? 'yes' : 'no'}`)
      continue
    }
    person.done.push(step.key)
    if (step.kind === 'stop') person.end = 'stopped'
    if (step.kind === 'send') {
      person.isSending = true
      person.sentAt = null
    }
  }
}
