// The score of a lead, 0 to 100, as a list of points that explains itself.

/** What the score is computed from. Moments are milliseconds since 1970. */
export type ScoredLead = {
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  company: string | null
  jobTitle: string | null
  estimatedValue: number
  lastContactAt: number | null
  interactionCount: number
}

export const scoreCriteria = [
  'full_name',
  'phone',
  'company',
  'job_title',
  'interactions',
  'value',
  'recent_contact',
] as const
export type ScoreCriterion = (typeof scoreCriteria)[number]
export type ScorePoint = { criterion: ScoreCriterion; points: number; most: number }

const day = 24 * 60 * 60 * 1000
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
      points: has(lead.firstName) && has(lead.lastName) ? 10 : 0,
      most: 10,
    },
    { criterion: 'phone', points: has(lead.phone) ? 10 : 0, most: 10 },
    { criterion: 'company', points: has(lead.company) ? 15 : 0, most: 15 },
    { criterion: 'job_title', points: has(lead.jobTitle) ? 10 : 0, most: 10 },
    { criterion: 'interactions', points: Math.min(lead.interactionCount * 5, 30), most: 30 },
    { criterion: 'value', points: lead.estimatedValue > 0 ? 20 : 0, most: 20 },
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
  const days = (now - lastContactAt) / day
  if (days < 7) return 15
  return days < 30 ? 10 : 0
}
