// The reasons for losing that are offered, and how many leads have each.
import { z } from 'zod'
import { LossReasonSetting, maxLossReasons } from '../../rules/leads/lossReasons.ts'
import { contract } from '../common.ts'

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

export const lossReasons = {
  /** In their order. */
  list: contract.route({ method: 'GET', path: '/marketing/loss-reasons' }).output(LossReasons),
  /**
   * The whole list, in its order. What is left out or archived is offered no more; leads keep what
   * they say, and reports count it. A reason without a name, or two of one name, are refused.
   */
  set: contract
    .route({ method: 'PUT', path: '/marketing/loss-reasons' })
    .input(z.strictObject({ items: z.array(LossReasonSetting).max(maxLossReasons) }))
    .output(LossReasons),
}
