// How many people a step is done for in one transaction: as many as keep the thread for a moment
// nobody feels, whatever the machine and the step.
import type { SequenceStep } from '#shared/contract/sequences/sequenceSteps.ts'

type Kind = SequenceStep['kind']

/** What one transaction is to take, in milliseconds; a commit comes on top of it. */
const wanted = 20
const [fewest, most] = [5, 2_000]
/** To begin with: steps that look at each person take longer than those that do not. */
const first: Record<Kind, number> = {
  ...{ wait: 300, branch: 100, stop: 300 },
  ...{ send: 25, task: 25, tag: 25, stage: 50, webhook: 25 },
}

export type Pace = {
  /** People at once. */
  most(kind: Kind): number
  /** @param milliseconds that as many people took */
  took(kind: Kind, milliseconds: number): void
}

export function createPace(): Pace {
  const sizes = { ...first }
  return {
    most: (kind) => sizes[kind],
    took(kind, milliseconds) {
      // One slow moment of the machine, or one quick one, says little.
      const factor = Math.min(1.5, Math.max(0.4, wanted / Math.max(milliseconds, 0.1)))
      sizes[kind] = Math.round(Math.min(most, Math.max(fewest, sizes[kind] * factor)))
    },
  }
}
