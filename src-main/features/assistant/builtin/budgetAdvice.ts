// What the plan of a budget advises to do with each part: resources/writer/budgetAdvice.json.
import { z } from 'zod'
import budgetAdvice from '#resources/writer/budgetAdvice.json' with { type: 'json' }
import { BudgetLine } from '#shared/contract/generation.contract.ts'
import { localisedText, readInLanguage } from '#main/platform/resourceText.ts'

/** What can be done without money. */
export const freePosts = ['local', 'creation', 'tools'] as const

export const BudgetAdviceFile = z.strictObject({
  posts: z.record(BudgetLine.shape.post, localisedText()),
  free: z.record(z.enum(freePosts), localisedText()),
  /** For a sum that spreading would waste. */
  tiny: localisedText(),
})

export const budgetAdviceIn = readInLanguage(BudgetAdviceFile, budgetAdvice)
