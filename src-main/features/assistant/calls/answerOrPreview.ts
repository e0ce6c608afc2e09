// Gives what a helper was asked for: the model's answer, or, for a preview, what would have been
// sent.
import type { AiPayload } from '#shared/contract/assistant.contract.ts'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'
import type { Answered } from './answerReading.ts'
import { authorOf, PayloadShown, type Asking } from './modelCalls.service.ts'

export type AnswerOrPreview<Answer> = {
  preview: AiPayload | null
  answer: Answer | null
  generatedBy: string | null
  /** What was taken away from the answer to make it usable. */
  trims: AnswerTrim[]
}

export async function answerOrPreview<Answer>(
  asking: Asking,
  ask: () => Promise<Answered<Answer>>,
): Promise<AnswerOrPreview<Answer>> {
  try {
    const { value, trims } = await ask()
    return { preview: null, answer: value, generatedBy: authorOf(asking), trims }
  } catch (error) {
    if (error instanceof PayloadShown)
      return { preview: error.payload, answer: null, generatedBy: null, trims: [] }
    throw error
  }
}
