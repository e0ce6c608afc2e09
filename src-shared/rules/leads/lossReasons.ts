// Why leads are lost, as it is offered where one is: our words, or the list of the user's own. What a
// lead says stays as it was written, whatever becomes of the list.
import { z } from 'zod'
import { leadFields } from '../../leadFields/leadFields.ts'
import { foldText } from '../foldText.ts'
import { line } from '../valueSchemas.ts'

export const maxLossReasons = 60

/** A reason at its place; an archived one is offered no more. */
export const LossReasonSetting = z.strictObject({
  name: line(leadFields.lostReason.max),
  isArchived: z.boolean(),
})
export type LossReasonSetting = z.infer<typeof LossReasonSetting>

const words = {
  fr: ['Prix', 'Concurrent', 'Pas de réponse', 'Pas le bon moment', 'Plus de besoin'],
  en: ['Price', 'Competitor', 'No answer', 'Not the right time', 'No need any more'],
} as const

/** Ours, as long as the user has made no list. */
export const usualLossReasons = (language: keyof typeof words): LossReasonSetting[] =>
  words[language].map((name) => ({ name, isArchived: false }))

export type LossReasonProblem = { reason: 'loss_reason_missing' | 'loss_reason_taken'; at: number }

/** What stands against a list: a reason without a name, or two of one name; null: nothing. */
export function lossReasonProblem(items: readonly { name: string }[]): LossReasonProblem | null {
  const taken = new Set<string>()
  for (const [at, { name }] of items.entries()) {
    const key = foldText(name)
    if (key === '') return { reason: 'loss_reason_missing', at }
    if (taken.has(key)) return { reason: 'loss_reason_taken', at }
    taken.add(key)
  }
  return null
}
