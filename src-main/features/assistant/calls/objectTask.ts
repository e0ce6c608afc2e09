// What other parts ask of a language model, whoever answers: an object of a given shape, or word
// that nobody is set up to answer.
import type { z } from 'zod'
import type { AnswerTrim } from '#shared/rules/answerTrims.ts'
import type { Services } from '#main/core/services.ts'

export type ObjectTask<T> = {
  /** Which part of the product asks, e.g. `campaign`: shown in the log of what was sent. */
  name: string
  /** What the model is told to do; written by this application, never by a person's data. */
  instructions: string
  /** What the user asked for, in the user's words. */
  request: string
  /** The only shape an answer may have. */
  schema: z.ZodType<T>
}

export type ObjectAnswer<T> = {
  value: T
  /** What was taken away from the answer to make it usable; none where left out. */
  trims?: AnswerTrim[]
  /** Who wrote it, as it is shown: provider and model. */
  generatedBy: string
}

/**
 * @returns null if no provider is set up: the caller then writes without one, and says so
 * @throws a refusal where a provider is set up and cannot or must not answer; nothing has changed
 * then
 */
export type AskForObject = <T>(
  services: Services,
  task: ObjectTask<T>,
  signal?: AbortSignal,
) => Promise<ObjectAnswer<T> | null>
