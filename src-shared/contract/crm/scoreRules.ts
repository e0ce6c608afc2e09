// The rules of the score by points: what counts, and what other rules would make of the leads there
// are.
import { z } from 'zod'
import { ScoreRules } from '../../rules/scoreRules.ts'
import { contract } from '../common.ts'

const Share = z.number().min(0).max(1)
const Kinds = z.object({ won: z.int(), lost: z.int() })

export const ScoreRulesState = z.object({
  rules: ScoreRules,
  /** False: the usual ones count. */
  isOwn: z.boolean(),
  defaults: ScoreRules,
  /** Share of the leads whose score follows these rules already. */
  counted: Share,
})
export type ScoreRulesState = z.infer<typeof ScoreRulesState>

export const ScorePreview = z.object({
  /** Leads there are; those whose score would become another, a higher or a lower one. */
  leads: z.int(),
  changed: z.int(),
  higher: z.int(),
  lower: z.int(),
  /** Leads by score, ten at a time: 0–9, 10–19, … 90–100; as it is, and as it would be. */
  before: z.array(z.int()),
  after: z.array(z.int()),
  /**
   * How often a won lead stands above a lost one, as they were a day before each was decided. Null
   * where there are too few: see `missing`. Rules on the stage are left out: it is the decision.
   */
  ranking: z.object({ ...Kinds.shape, before: Share, after: Share }).nullable(),
  /** How many more decided leads of each kind it takes; those whose decision has no date do not count. */
  missing: Kinds,
})
export type ScorePreview = z.infer<typeof ScorePreview>

export const scoreRules = {
  get: contract.route({ method: 'GET', path: '/marketing/scoring/rules' }).output(ScoreRulesState),
  /** All leads are counted anew, in the background; the usual rules take the own ones away. */
  set: contract
    .route({ method: 'PUT', path: '/marketing/scoring/rules' })
    .input(ScoreRules)
    .output(ScoreRulesState),
  /** Changes nothing. */
  preview: contract
    .route({ method: 'POST', path: '/marketing/scoring/rules/preview' })
    .input(ScoreRules)
    .output(ScorePreview),
}
