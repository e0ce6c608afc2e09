// A kind of step, as the editor is told of it.
import type { SequenceStep, SequenceStepKind } from '#shared/contract/sequences/sequenceSteps.ts'
import type { BlockKindView } from '../../../blockEditor/blockKind.ts'

/** What a new step is made from. */
export type StepStart = { words: (key: 'task') => string }
export type StepKindView<Kind extends SequenceStepKind> = BlockKindView<
  Extract<SequenceStep, { kind: Kind }>,
  StepStart
>
