// How an account's warm-up stands, and what a person does about it.
import { z } from 'zod'
import { ById, Id, Timestamp, contract } from '../common.ts'

/**
 * `started`, `skipped`, `restarted`, `stopped` and `declined` are a person's; `done`, `repeated` (after
 * trouble) and `finished` come of what was sent.
 */
export const warmUpChanges = [
  'started',
  'skipped',
  'restarted',
  'stopped',
  'declined',
  'done',
  'repeated',
  'finished',
] as const
const WarmUpKind = z.enum(warmUpChanges)
export type WarmUpKind = z.infer<typeof WarmUpKind>

/**
 * What a stage met with: people complained, a server said it takes no more of the account, or too many
 * messages were refused or came back.
 */
export const warmUpTroubles = ['complaint', 'limited', 'refused'] as const
const WarmUpTrouble = z.enum(warmUpTroubles)
export type WarmUpTrouble = z.infer<typeof WarmUpTrouble>

export const WarmUp = z.object({
  /** The stage under way, from 1; null without a warm-up. */
  stage: z.int().nullable(),
  /** Messages in any 24 hours, stage by stage, as far as the account's own limit leaves stages. */
  stages: z.array(z.int()),
  /** Since when the stage counts. */
  since: Timestamp.nullable(),
  /** Messages that may leave in any 24 hours now; null for no limit. */
  perDay: z.int().nullable(),
  /** Messages that left in the last 24 hours, and how many more may leave now. */
  sentLastDay: z.int(),
  remaining: z.int().nullable(),
  /** Messages of the stage that servers took: it is done once its whole amount left within 24 hours. */
  sentInStage: z.int(),
  /** When the stage may be done at the earliest; null while nothing of the last 24 hours counts for it. */
  stageEndsAt: Timestamp.nullable(),
  /** True where a warm-up is worth proposing: the account or its domain is new to servers. */
  isOffered: z.boolean(),
  /** What happened, the newest first. */
  changes: z.array(
    z.object({
      at: Timestamp,
      kind: WarmUpKind,
      /** The stage that began; null where the warm-up ended. */
      stage: z.int().nullable(),
      trouble: WarmUpTrouble.nullable(),
    }),
  ),
  /** True if the last of them was a person's, and can be taken back. */
  canUndo: z.boolean(),
})
export type WarmUp = z.infer<typeof WarmUp>

/** `decline` lets the proposal be; `undo` takes the last of a person's changes back. */
export const warmUpWishes = ['start', 'skip', 'restart', 'stop', 'decline', 'undo'] as const

export const WarmUpWish = z.strictObject({ id: Id, wish: z.enum(warmUpWishes) })
export type WarmUpWish = z.infer<typeof WarmUpWish>

export const warmUp = {
  get: contract
    .route({ method: 'GET', path: '/marketing/email-accounts/{id}/warm-up' })
    .input(ById)
    .output(WarmUp),
  change: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/{id}/warm-up' })
    .input(WarmUpWish)
    .output(WarmUp),
}
