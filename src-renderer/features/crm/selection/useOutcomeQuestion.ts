// What is asked where leads are won or lost: the amount, or the reason. Skipped, the stage changes
// alone.
import { shallowRef } from 'vue'
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'

export type OutcomeAnswer = { estimatedValue?: number; lostReason?: string }
export type OutcomeQuestion = {
  status: 'won' | 'lost'
  /** Who it is; null of many. */
  name: string | null
  /** What is known of the value; null: nothing, or it differs. */
  amount: number | null
  answer: (answer: OutcomeAnswer) => void
}

export function useOutcomeQuestion() {
  const question = shallowRef<OutcomeQuestion | null>(null)

  /** Resolves once it was answered or skipped; at once for a stage that asks nothing. */
  function ask(
    status: LeadStatus | undefined,
    about: Pick<OutcomeQuestion, 'name' | 'amount'>,
  ): Promise<OutcomeAnswer> {
    if (status !== 'won' && status !== 'lost') return Promise.resolve({})
    return new Promise((resolve) => {
      question.value = {
        ...about,
        status,
        answer(answer) {
          question.value = null
          resolve(answer)
        },
      }
    })
  }
  return { question, ask }
}
