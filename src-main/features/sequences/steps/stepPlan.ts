// The steps of a sequence as a way: what follows each, and where whoever stood at one that was taken
// out goes on.
import { allSteps, type SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'

export type PlannedStep = {
  step: SequenceStep
  /** The key of what follows; null: the end. */
  next: string | null
}
export type StepPlan = ReadonlyMap<string, PlannedStep>
/** Steps that were taken out, and what follows them among those there are; null: the end. */
export type GoneSteps = Readonly<Record<string, string | null>>

export const firstKey = (steps: readonly SequenceStep[]): string | null => steps[0]?.key ?? null

export function planOf(steps: readonly SequenceStep[]): StepPlan {
  const plan = new Map<string, PlannedStep>()
  const add = (list: readonly SequenceStep[], after: string | null) => {
    for (const [index, step] of list.entries()) {
      const next = list[index + 1]?.key ?? after
      plan.set(step.key, { step, next })
      if (step.kind !== 'branch') continue
      add(step.then, next)
      add(step.otherwise, next)
    }
  }
  add(steps, null)
  return plan
}

/** What follows a branch, by its answer. */
export function afterBranch({ step, next }: PlannedStep, isYes: boolean): string | null {
  if (step.kind !== 'branch') return next
  return firstKey(isYes ? step.then : step.otherwise) ?? next
}

/** Where somebody at a step goes on: there, or where it is gone, at what follows. Null: the end. */
export const placeOf = (plan: StepPlan, gone: GoneSteps, key: string | null): string | null =>
  key === null || plan.has(key) ? key : (gone[key] ?? null)

/** Steps that are gone after a change, each with what follows it in the list of before. */
export function goneAfter(
  before: StepPlan,
  gone: GoneSteps,
  after: StepPlan,
): Record<string, string | null> {
  const follow = (key: string | null): string | null => {
    if (key === null || after.has(key)) return key
    const planned = before.get(key)
    if (planned === undefined) return follow(gone[key] ?? null)
    const inside =
      planned.step.kind === 'branch'
        ? allSteps([planned.step]).find((step) => after.has(step.key))
        : undefined
    return inside?.key ?? follow(planned.next)
  }
  const keys = [...before.keys(), ...Object.keys(gone)].filter((key) => !after.has(key))
  return Object.fromEntries(keys.map((key) => [key, follow(key)]))
}
