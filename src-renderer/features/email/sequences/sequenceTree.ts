// The steps of a sequence as the editor of blocks is told of them.
import {
  maxSequenceDepth,
  maxSequenceSteps,
  type BranchStep,
  type SequenceStep,
} from '#shared/contract/sequences/sequenceSteps.ts'
import { kindsOf, type BlockKindViews, type BlockTree } from '../../../blockEditor/blockKind.ts'
import type { Nesting } from '../../../blockEditor/blockTree.ts'
import { branch } from './kinds/branch.ts'
import { send } from './kinds/send.ts'
import { stage } from './kinds/stage.ts'
import { stop } from './kinds/stop.ts'
import { tag } from './kinds/tag.ts'
import { task } from './kinds/task.ts'
import { wait } from './kinds/wait.ts'
import { webhook } from './kinds/webhook.ts'
import type { StepStart } from './stepKind.ts'

export const stepKinds: BlockKindViews<SequenceStep, StepStart> = {
  send,
  wait,
  branch,
  task,
  tag,
  stage,
  webhook,
  stop,
}

const isBranch = (step: SequenceStep): step is BranchStep => step.kind === 'branch'

const arms: Nesting<SequenceStep> = {
  listsOf: (step) => (isBranch(step) ? [step.then, step.otherwise] : []),
  withLists: (step, [then = [], otherwise = []]) =>
    isBranch(step) ? { ...step, then: [...then], otherwise: [...otherwise] } : step,
  accepts: () => true,
  maxPerList: maxSequenceSteps,
  maxDepth: maxSequenceDepth,
}

/** @param summary the few words of a step, which need what the sequence knows */
export const sequenceTree = (
  summary: (step: SequenceStep) => string,
): BlockTree<SequenceStep, StepStart> => ({
  kinds: stepKinds,
  palette: kindsOf(stepKinds),
  shape: { maxBlocks: maxSequenceSteps, nesting: arms },
  summary,
  texts: {
    kind: 'sequences.kind',
    about: 'sequences.about',
    field: 'sequences.field',
    editor: 'sequences.editor',
    lists: 'sequences.arms',
  },
  testIds: { list: 'step-', field: 'step-field-' },
})
