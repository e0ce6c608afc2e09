// The score of a lead, 0 to 100, as a list of points that explains itself.
import {
  leadFieldNames,
  leadFields,
  type LeadFieldName,
  type LeadFieldNameWhere,
} from '../leadFields/leadFields.ts'

type ScoredField = LeadFieldNameWhere<{ scorePoints: number }>
export const scoredFields = leadFieldNames.filter(
  (name): name is ScoredField => leadFields[name].scorePoints !== null,
)

/** What the score is computed from. Moments are milliseconds since 1970. */
export type ScoredLead = Record<'firstName' | 'lastName' | ScoredField, string | null> & {
  estimatedValue: number
  lastContactAt: number | null
  interactionCount: number
}

/** A field that is filled in is a criterion by the name of its column. */
export type FieldCriterion = (typeof leadFields)[ScoredField]['column']
export const scoreCriteria = [
  'full_name',
  ...scoredFields.map((name): FieldCriterion => leadFields[name].column),
  'interactions',
  'value',
  'recent_contact',
] as const
export type ScoreCriterion = (typeof scoreCriteria)[number]
export type ScorePoint = { criterion: ScoreCriterion; points: number; most: number }

/** The lead field a criterion is about; null for one that looks at several, or at the history. */
export const leadFieldOfCriterion = (criterion: ScoreCriterion): LeadFieldName | null =>
  scoredFields.find((name) => leadFields[name].column === criterion) ?? null

const day = 24 * 60 * 60 * 1000
/** The most each criterion gives that is no field, and what one interaction gives. */
export const scoreWeights = { fullName: 10, interactions: 30, interaction: 5, value: 20 } as const
/** Points of a last contact less than so many milliseconds ago, the newest first. */
export const recencySteps = [
  { within: 7 * day, points: 15 },
  { within: 30 * day, points: 10 },
] as const
const has = (value: string | null) => value !== null && value.trim() !== ''

/**
 * Every criterion with the points it gives now. The weights are those of the original application
 * (their sum may pass 100, the
 * total is capped), so that scores stay comparable after moving in.
 */
export function scorePoints(lead: ScoredLead, now: number): ScorePoint[] {
  return [
    {
      criterion: 'full_name',
      points: has(lead.firstName) && has(lead.lastName) ? scoreWeights.fullName : 0,
      most: scoreWeights.fullName,
    },
    ...scoredFields.map((name) => {
      const { column, scorePoints: most } = leadFields[name]
      return { criterion: column, points: has(lead[name]) ? most : 0, most }
    }),
    {
      criterion: 'interactions',
      points: Math.min(lead.interactionCount * scoreWeights.interaction, scoreWeights.interactions),
      most: scoreWeights.interactions,
    },
    {
      criterion: 'value',
      points: lead.estimatedValue > 0 ? scoreWeights.value : 0,
      most: scoreWeights.value,
    },
    { criterion: 'recent_contact', points: recencyPoints(lead.lastContactAt, now), most: 15 },
  ]
}

/** The score itself: the sum of the points, between 0 and 100. */
export function leadScore(lead: ScoredLead, now: number): number {
  return Math.min(
    100,
    scorePoints(lead, now).reduce((sum, point) => sum + point.points, 0),
  )
}

function recencyPoints(lastContactAt: number | null, now: number): number {
  if (lastContactAt === null) return 0
  return recencySteps.find(({ within }) => now - lastContactAt < within)?.points ?? 0
}
