// The stages by name, in the order of the business.
import { z } from 'zod'
import { LeadStatus } from '../../leadFields/leadStatus.ts'
import { StageSetting } from '../../rules/leads/stages.ts'
import { contract } from '../common.ts'

export const Stages = z.object({
  items: z.array(
    z.object({
      /** What filters, files and programs call it: it never changes. */
      status: LeadStatus,
      /** As it is shown: the user's own name, else ours in the language of the interface. */
      name: z.string(),
      isOwnName: z.boolean(),
    }),
  ),
})
export type Stages = z.infer<typeof Stages>

export const stages = {
  list: contract.route({ method: 'GET', path: '/marketing/stages' }).output(Stages),
  /**
   * All seven, in their order, the open ones before won and lost. A name of null is ours again. Two
   * stages of one name, or one without any, are refused.
   */
  set: contract
    .route({ method: 'PUT', path: '/marketing/stages' })
    .input(z.strictObject({ items: z.array(StageSetting).max(20) }))
    .output(Stages),
}
