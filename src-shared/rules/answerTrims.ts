// What was taken away from a model's answer so that it could be used: told, never done in silence.
import { z } from 'zod'

/**
 * `shortened`: texts that ended later. `too_long`, `too_many`, `unreadable`: items or values left
 * out, and why. `extra`: parts nobody asked for. `cut_short`: the answer ended before it was whole.
 */
export const answerTrimKinds = [
  'shortened',
  'too_long',
  'too_many',
  'unreadable',
  'extra',
  'cut_short',
] as const
export type AnswerTrimKind = (typeof answerTrimKinds)[number]

export const AnswerTrim = z.object({
  kind: z.enum(answerTrimKinds),
  /** The name of the field concerned; empty where it is the whole answer. */
  part: z.string(),
  count: z.int().positive(),
})
export type AnswerTrim = z.infer<typeof AnswerTrim>
