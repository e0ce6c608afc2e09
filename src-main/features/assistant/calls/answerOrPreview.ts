// Gives what a helper was asked for: the model's answer, or, for a preview, what would have been
// sent.
import type { AiPayload } from '#shared/contract/assistant.contract.ts'
import { authorOf, PayloadShown, type Asking } from './modelCalls.service.ts'

export type AnswerOrPreview<Answer> = {
  preview: AiPayload | null
  answer: Answer | null
  generatedBy: string | null
}

export async function answerOrPreview<Answer>(
  asking: Asking,
  ask: () => Promise<Answer>,
): Promise<AnswerOrPreview<Answer>> {
  try {
    return { preview: null, answer: await ask(), generatedBy: authorOf(asking) }
  } catch (error) {
    if (error instanceof PayloadShown)
      return { preview: error.payload, answer: null, generatedBy: null }
    throw error
  }
}
