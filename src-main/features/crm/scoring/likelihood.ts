// What a learnt model says of one lead, and which of its columns say it.
import { featuresOf, encodeFact } from './columnEncoding.ts'
import type { FactValue, Facts } from './leadFacts.ts'
import type { Learnt } from './learnScore.ts'
import { probabilityOf } from './logisticRegression.ts'

export type Reason = { column: string; values: string[]; effect: number }

/** Below this a reason changes a probability by less than about one in a hundred. */
const leastEffect = 0.05
const mostReasons = 8

/**
 * @param shift added to the decision where won leads are another share of all decided ones than of
 * those it was learnt from
 * Reasons are compared with the average lead that it was learnt from, the strongest first.
 */
export function judgeLead(
  model: Learnt,
  facts: Facts,
  shift: number,
): { probability: number; reasons: Reason[] } {
  let decision = model.intercept + shift
  const reasons = model.columns.map((column): Reason => {
    const fact = facts.get(column.id)?.value ?? null
    const present = encodeFact(column, fact)
    const given = present.reduce((sum, [at, value]) => sum + model.weights[at]! * value, 0)
    const usual = featuresOf(column).reduce(
      (sum, _, at) => sum + model.weights[column.first + at]! * model.means[column.first + at]!,
      0,
    )
    decision += given
    const known = new Map(column.values.map(({ spelling }, at) => [column.first + at, spelling]))
    const values =
      column.kind === 'set'
        ? present.flatMap(([at]) => known.get(at) ?? [])
        : fact === null
          ? []
          : [textOf(fact)]
    return { column: column.id, values, effect: given - usual }
  })
  return {
    probability: probabilityOf(decision),
    reasons: reasons
      .filter(({ effect }) => Math.abs(effect) >= leastEffect)
      .sort((one, other) => Math.abs(other.effect) - Math.abs(one.effect))
      .slice(0, mostReasons),
  }
}

const textOf = (fact: FactValue): string =>
  typeof fact === 'object' ? fact.join(', ') : String(fact)
