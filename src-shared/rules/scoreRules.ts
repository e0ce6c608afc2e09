// What the score by points counts, as a setting: points of what every lead has, conditions of the
// user's own, and how it fades without a contact.
import { z } from 'zod'
import {
  leadFieldOfCriterion,
  recencySteps,
  scoredFields,
  scoreWeights,
  type FieldCriterion,
} from './leadScore.ts'
import { isLeadField, leadFields } from '../leadFields/leadFields.ts'
import { customKeyOf, isRelative } from './leadFilter/filterFields.ts'
import { filterProblem, type FilterProblem, type KindOfCustom } from './leadFilter/filterProblem.ts'
import { FilterTree, groupOf, isGroup, type FilterNode } from './leadFilter/filterTree.ts'
import { line } from './valueSchemas.ts'

/** What gives points by being filled in: the name, and the fields whose definition says so. */
export const filledCriteria = [
  'full_name',
  ...scoredFields.map((name): FieldCriterion => leadFields[name].column),
] as const
type FilledCriterion = (typeof filledCriteria)[number]

const ofEach = <Made>(make: (criterion: FilledCriterion) => Made) =>
  // Object.fromEntries forgets which keys there are.
  Object.fromEntries(filledCriteria.map((criterion) => [criterion, make(criterion)])) as Record<
    FilledCriterion,
    Made
  >

const Points = z.int().min(0).max(100)
const day = 24 * 60 * 60 * 1000
export const maxOwnRules = 20
/** Halvings after which nothing is left of a score of 100. */
export const maxHalvings = 8

export const OwnScoreRule = z.strictObject({
  /** What the explanation of a score calls it. */
  name: line(80).refine((name) => name !== '', 'a rule has a name'),
  /** On fields of the lead and custom fields: what else changes would not be noticed. */
  filter: FilterTree,
  points: z.int().min(-100).max(100),
})

export const ScoreRules = z.strictObject({
  /** Points of each that is filled in. */
  filled: z.strictObject(ofEach(() => Points)),
  /** What one interaction gives, and all of them at most. */
  interactions: z.strictObject({ each: Points, most: Points }),
  /** Of an estimated value above zero. */
  value: Points,
  /** Of a last contact less than so many days ago; the first that holds counts. */
  recent: z
    .array(z.strictObject({ days: z.int().min(1).max(3_650), points: Points }))
    .max(5)
    .refine(
      (steps) => steps.every(({ days }, at) => at === 0 || days > (steps[at - 1]?.days ?? 0)),
      'the nearest step stands first',
    ),
  /** The score is halved each time so many days pass without a contact; null: it does not fade. */
  halfAfterDays: z.int().min(1).max(3_650).nullable(),
  own: z.array(OwnScoreRule).max(maxOwnRules),
})
export type ScoreRules = z.infer<typeof ScoreRules>

/** As they were kept: a field that is a criterion since then gives no points until somebody says so. */
export const StoredScoreRules = ScoreRules.extend({
  filled: z.strictObject(ofEach(() => Points.default(0))),
})

const pointsOf = (criterion: FilledCriterion): number => {
  const field = leadFieldOfCriterion(criterion)
  return field === null ? scoreWeights.fullName : (leadFields[field].scorePoints ?? 0)
}

/** Those of `leadScore`: what counts as long as nobody set any. */
export const defaultScoreRules: ScoreRules = {
  filled: ofEach(pointsOf),
  interactions: { each: scoreWeights.interaction, most: scoreWeights.interactions },
  value: scoreWeights.value,
  recent: recencySteps.map(({ within, points }) => ({ days: within / day, points })),
  halfAfterDays: null,
  own: [],
}

/** The first thing that keeps rules from being used; null if they can be. */
export function scoreRulesProblem(
  { own }: ScoreRules,
  customKind: KindOfCustom,
): FilterProblem | null {
  for (const [index, { filter }] of own.entries()) {
    const problem = filterProblem(filter, customKind) ?? lastingProblem(filter)
    if (problem !== null) return { ...problem, path: `own[${index}].filter.${problem.path}` }
  }
  return null
}

function lastingProblem(tree: FilterTree): FilterProblem | null {
  const problemIn = (node: FilterNode, path: string): FilterProblem | null => {
    if (isGroup(node)) {
      const { group, nodes } = groupOf(node)
      if (nodes.length === 0) return { path, sentence: 'A condition is needed.' }
      for (const [index, inside] of nodes.entries()) {
        const problem = problemIn(inside, `${path}${path === '' ? '' : '.'}${group}[${index}]`)
        if (problem !== null) return problem
      }
      return null
    }
    if (!isLeadField(node.field) && customKeyOf(node.field) === null)
      return {
        path: `${path}.field`,
        sentence: `"${node.field}" changes without the lead being changed: points can be given for fields of the lead and custom fields.`,
      }
    return isRelative(node.op)
      ? { path: `${path}.op`, sentence: 'Points cannot depend on how many days ago a date is.' }
      : null
  }
  return problemIn(tree, '')
}
