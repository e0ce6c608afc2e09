// The score by points as SQL on `leads`: what is stored, what explains it, and when it fades are one
// text.
import type { SqlValue } from '#main/database/database.ts'
import type { ScoreCriterion } from '#shared/rules/leadScore.ts'
import { filledCriteria, maxHalvings, type ScoreRules } from '#shared/rules/scoreRules.ts'
import { filterTreeSql, type FilterMeaning, type SqlCondition } from '../filters/filterSql.ts'

/** Milliseconds since 1970 as SQL, with its parameters: now, or a column that says as of when. */
type ScoreMoment = { sql: string; parameters: SqlValue[] }
const momentOf = ({ now }: FilterMeaning): ScoreMoment => ({ sql: '?', parameters: [now] })

type ScorePart = SqlCondition & {
  /** One of the criteria of every lead; null for a rule of the user's own. */
  criterion: ScoreCriterion | null
  name: string | null
  most: number
}

const day = 24 * 60 * 60 * 1000
const isFilled = (column: string) => `(trim(coalesce(leads.${column}, '')) <> '')`
const filledSql = (criterion: (typeof filledCriteria)[number]): string =>
  criterion === 'full_name'
    ? `(${isFilled('first_name')} AND ${isFilled('last_name')})`
    : isFilled(criterion)
const countSql = (until: string) =>
  `(SELECT count(*) FROM interactions WHERE interactions.lead_id = leads.id${until})`

/**
 * What gives points, one by one. Numbers of the rules are whole, and checked.
 * @param asOf a moment in the past: later interactions do not count then
 */
export function scoreParts(
  rules: ScoreRules,
  meaning: FilterMeaning,
  asOf: ScoreMoment | null = null,
): ScorePart[] {
  const moment = asOf ?? momentOf(meaning)
  const until = asOf === null ? '' : ` AND interactions.occurred_at <= ${asOf.sql}`
  const fixed = (
    criterion: ScoreCriterion,
    most: number,
    where: string,
    ...parameters: SqlValue[]
  ) => ({
    ...{ criterion, name: null, most, where, parameters },
  })
  const steps = rules.recent.map(
    ({ days, points }) =>
      `WHEN ${moment.sql} - leads.last_contact_at < ${days * day} THEN ${points}`,
  )
  return [
    ...filledCriteria.map((criterion) =>
      fixed(
        criterion,
        rules.filled[criterion],
        `${rules.filled[criterion]} * ${filledSql(criterion)}`,
      ),
    ),
    fixed(
      'interactions',
      rules.interactions.most,
      `min(${rules.interactions.most}, ${rules.interactions.each} * ${countSql(until)})`,
      ...(asOf?.parameters ?? []),
    ),
    fixed('value', rules.value, `${rules.value} * (leads.estimated_value_cents > 0)`),
    fixed(
      'recent_contact',
      Math.max(0, ...rules.recent.map(({ points }) => points)),
      steps.length === 0
        ? '0'
        : `CASE WHEN leads.last_contact_at IS NULL THEN 0 ${steps.join(' ')} ELSE 0 END`,
      ...steps.flatMap(() => moment.parameters),
    ),
    ...rules.own.map(({ name, filter, points }) => {
      const { where, parameters } = filterTreeSql(filter, meaning)
      return {
        ...{ criterion: null, name, most: points, parameters },
        where: `${points} * (${where})`,
      }
    }),
  ]
}

/** The score, 0 to 100: the sum of the points, halved as often as the time without contact says. */
export function scoreSql(
  rules: ScoreRules,
  meaning: FilterMeaning,
  asOf: ScoreMoment | null = null,
): SqlCondition {
  const moment = asOf ?? momentOf(meaning)
  const parts = scoreParts(rules, meaning, asOf)
  const sum = `min(100, max(0, ${parts.map(({ where }) => `(${where})`).join(' + ')}))`
  const parameters = parts.flatMap((part) => part.parameters)
  if (rules.halfAfterDays === null) return { where: sum, parameters }
  const halvings = `min(${maxHalvings}, max(0, (${moment.sql} - coalesce(leads.last_contact_at, leads.created_at)) / ${rules.halfAfterDays * day}))`
  return {
    where: `CAST(round(${sum} * 1.0 / (1 << ${halvings})) AS INTEGER)`,
    parameters: [...parameters, ...moment.parameters],
  }
}

/**
 * Leads whose score changes between two moments by the time alone.
 * @param from milliseconds since 1970, as are all moments here
 */
export function agedSql(rules: ScoreRules, from: number, until: number): SqlCondition {
  const [first, last] = [Math.min(from, until), Math.max(from, until)]
  const spans = (column: string, ages: readonly number[]) =>
    ages.map((age) => ({
      where: `(${column} > ? AND ${column} <= ?)`,
      parameters: [first - age, last - age],
    }))
  const fades = Array.from(
    { length: rules.halfAfterDays === null ? 0 : maxHalvings },
    (_, at) => (at + 1) * (rules.halfAfterDays ?? 0) * day,
  )
  const steps = rules.recent.map(({ days }) => days * day)
  const all = [
    ...spans('last_contact_at', [...steps, ...fades]),
    ...spans('created_at', fades).map(({ where, parameters }) => ({
      ...{ where: `(last_contact_at IS NULL AND ${where})`, parameters },
    })),
  ]
  return all.length === 0
    ? { where: '0', parameters: [] }
    : {
        where: `(${all.map(({ where }) => where).join(' OR ')})`,
        parameters: all.flatMap(({ parameters }) => parameters),
      }
}
