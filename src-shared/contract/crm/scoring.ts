// The score learnt from won and lost leads: what it knows, how far it can be trusted, and what it
// says of one lead.
import { z } from 'zod'
import { ById, contract, Timestamp } from '../common.ts'
import { scoreRules } from './scoreRules.ts'

export const modelStates = ['untrained', 'too_few', 'no_signal', 'ready'] as const
export const leftOutReasons = [
  'one_value',
  'many_values',
  'identifier',
  'after_decision',
  'no_history',
  'too_many',
  'by_user',
] as const
/**
 * Why a column is not learnt from. `one_value`: all leads have the same; `many_values`: nearly every
 * lead has one of its own, or hardly any has one; `identifier`: numbers that only tell leads apart; `after_decision`: filled
 * in when a lead is won, or when it is lost; `no_history`: contacts before the decision are not known;
 * `too_many`: more columns than are looked at; `by_user`: left out as asked.
 */
export type LeftOutReason = (typeof leftOutReasons)[number]

const Share = z.number().min(0).max(1)
const columnName = z.string().max(120)

/** One thing that counts. Weights are natural logarithms of odds. */
const Feature = z.object({
  /** `size`: by one standard deviation more; `value`: this one; `other`: a rare one. */
  role: z.enum(['size', 'value', 'other', 'missing']),
  value: z.string().nullable(),
  weight: z.number(),
  /** What it makes of the odds: 2 doubles them, 0.5 halves them. */
  oddsRatio: z.number(),
  /** Leads that have it, of those it was learnt from. */
  leads: z.int(),
})
const UsedColumn = z.object({
  /** A field of a lead, `contacts.call`, `custom.key` or `other.title`. */
  column: z.string(),
  /** Of a custom field or a file's column, as the user knows it. */
  name: z.string().nullable(),
  /** How far it moves the decision either way, on average. */
  importance: z.number(),
  /** True if it tells the outcome nearly alone: it may be filled in after the decision. */
  isSuspicious: z.boolean(),
  features: z.array(Feature),
})

export const LearntModel = z.object({
  /**
   * `too_few`: see `missing`; `no_signal`: what is known of leads does not tell won from lost ones
   * better than chance.
   */
  state: z.enum(modelStates),
  trainedAt: Timestamp.nullable(),
  /** Leads it was learnt from; before that, those there are. */
  counts: z.object({ won: z.int(), lost: z.int() }),
  /** How many more of each are needed. */
  missing: z.object({ won: z.int(), lost: z.int() }),
  /**
   * Area under the ROC curve on leads it has not seen: how often a won lead is placed above a lost
   * one. Mean of five folds, its 95 % interval, and each fold.
   */
  auc: z
    .object({ mean: Share, from: Share, to: Share, deviation: z.number(), folds: z.array(Share) })
    .nullable(),
  /** What counts most first. */
  columns: z.array(UsedColumn),
  leftOut: z.array(
    z.object({
      column: z.string(),
      name: z.string().nullable(),
      reason: z.enum(leftOutReasons),
    }),
  ),
  /** Left out although it could be learnt from, and learnt from although it was left out. */
  choices: z.object({ leaveOut: z.array(columnName), include: z.array(columnName) }),
})
export type LearntModel = z.infer<typeof LearntModel>

const Choice = z.array(columnName).max(250)
/** Which columns to leave out or to take in; a list left out stays as it was the last time. */
export const TrainInput = z.strictObject({
  leaveOut: Choice.optional(),
  include: Choice.optional(),
})

export const Likelihood = z.object({
  state: z.enum(modelStates),
  /** That the lead is won, 0 to 1; null without a model that is ready. */
  probability: Share.nullable(),
  /** Share of won leads among those it was learnt from. */
  usual: Share.nullable(),
  /** What moves it most, the strongest first: above 0 for, below 0 against. */
  reasons: z.array(
    z.object({
      column: z.string(),
      name: z.string().nullable(),
      /** What the lead has there; none: nothing is known. */
      values: z.array(z.string()),
      /** Against the average lead, as a natural logarithm of odds. */
      effect: z.number(),
    }),
  ),
})
export type Likelihood = z.infer<typeof Likelihood>

export const scoring = {
  rules: scoreRules,
  model: contract.route({ method: 'GET', path: '/marketing/scoring/model' }).output(LearntModel),
  /** Learns anew from the leads there are, and answers when it is done. */
  train: contract
    .route({ method: 'POST', path: '/marketing/scoring/train' })
    .input(TrainInput.optional())
    .output(LearntModel),
  /** What the learnt score says of a lead, and why. */
  likelihood: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/likelihood' })
    .input(ById)
    .output(Likelihood),
}
