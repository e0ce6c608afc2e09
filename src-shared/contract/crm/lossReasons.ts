// The reasons for losing that are offered, and how many leads have each.
import { z } from 'zod'
import { LossReasonSetting, maxLossReasons } from '../../rules/leads/lossReasons.ts'
import { leadFields } from '../../leadFields/leadFields.ts'
import { foldText } from '../../rules/foldText.ts'
import { line } from '../../rules/valueSchemas.ts'
import { contract, Id } from '../common.ts'

export const LossReasons = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      isArchived: z.boolean(),
      /** Lost leads that say so, however it is written. */
      leads: z.int(),
    }),
  ),
  /** What leads say besides, the most used first, two hundred at most. */
  others: z.array(z.object({ name: z.string(), leads: z.int() })),
  /** False: nothing was set, these are ours in the language of the interface. */
  isOwn: z.boolean(),
})
export type LossReasons = z.infer<typeof LossReasons>

/** A reason as it is set. */
export const LossReasonDraft = LossReasonSetting.extend({
  /** What it was called until now: the leads that say so say the new name then. */
  was: line(leadFields.lostReason.max).optional(),
})
export type LossReasonDraft = z.infer<typeof LossReasonDraft>

const becomeOneEach = (items: readonly LossReasonDraft[]): boolean => {
  const former = items.flatMap(({ was }) => (was === undefined ? [] : [foldText(was)]))
  return new Set(former).size === former.length
}

export const SetLossReasons = LossReasons.extend({
  /** Changes of leads, which are taken back like any other of many leads. */
  renames: z.array(z.object({ id: Id, from: z.string(), to: z.string(), leads: z.int() })),
})
export type SetLossReasons = z.infer<typeof SetLossReasons>

export const lossReasons = {
  /** In their order. */
  list: contract.route({ method: 'GET', path: '/marketing/loss-reasons' }).output(LossReasons),
  /**
   * The whole list, in its order. What is left out or archived is offered no more; leads keep what
   * they say, and reports count it; only with `was` they take the new name. A reason without a name, or
   * two of one name, are refused.
   */
  set: contract
    .route({ method: 'PUT', path: '/marketing/loss-reasons' })
    .input(
      z.strictObject({
        items: z
          .array(LossReasonDraft)
          .max(maxLossReasons)
          .refine(becomeOneEach, 'two reasons were called the same until now'),
      }),
    )
    .output(SetLossReasons),
}
