// The steps of a sequence: what is done for each person, one after the other.
import { z } from 'zod'
import { LeadStatus } from '../../leadFields/leadStatus.ts'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { line } from '../../rules/valueSchemas.ts'
import { Id } from '../common.ts'

/**
 * Steps of a sequence, those in its branches included, and how deep branches go. A hundred e-mails with
 * their waits: the longest lists that funnels had before they were sequences can be changed as they are.
 */
export const maxSequenceSteps = 200
export const maxSequenceDepth = 5

export const waitUnits = ['minutes', 'hours', 'days', 'workingDays'] as const
export type WaitUnit = (typeof waitUnits)[number]

/**
 * Names a step for ever: a person who did it does it no second time, however the sequence is
 * changed around it.
 */
export const StepKey = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)

const tag = line(60).refine((value) => value !== '', 'a tag has a name')

const WaitStep = z.strictObject({
  kind: z.literal('wait'),
  key: StepKey,
  amount: z.int().min(0).max(1_000),
  unit: z.enum(waitUnits),
  /** Not before this time of the business's day, e.g. `09:30`; null for any. */
  notBefore: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .default(null),
})

/**
 * Left out of a new step, the campaign is made with it. `isSkipped`: its e-mail is off, and whoever comes
 * to it goes past it until it is turned on by itself; otherwise they wait for an e-mail that is off.
 */
const SendStep = z.strictObject({
  kind: z.literal('send'),
  key: StepKey,
  campaignId: Id.nullable(),
  isSkipped: z.boolean().optional(),
})

const TaskStep = z.strictObject({
  kind: z.literal('task'),
  key: StepKey,
  title: line(200).refine((value) => value !== '', 'a task has a title'),
  /** Due so many days after the step; 0 is the same day. */
  dueInDays: z.int().min(0).max(365),
})

const TagStep = z.strictObject({
  kind: z.literal('tag'),
  key: StepKey,
  add: z.array(tag).max(20).default([]),
  remove: z.array(tag).max(20).default([]),
})

const StageStep = z.strictObject({ kind: z.literal('stage'), key: StepKey, status: LeadStatus })

/**
 * Another program is called once for each person, by POST with a JSON body, and again while it does not
 * answer 2xx: eight times at most, over about two days. `ifFailed`: how it goes on then.
 */
const WebhookStep = z.strictObject({
  kind: z.literal('webhook'),
  key: StepKey,
  /** Over https; over http on this computer only. What is wrong with it is said with its step. */
  url: line(500),
  /** The user knows that the address is in the own network. */
  evenIfPrivate: z.boolean().default(false),
  ifFailed: z.enum(['go_on', 'stop']).default('go_on'),
})

const StopStep = z.strictObject({ kind: z.literal('stop'), key: StepKey })

/**
 * What a branch asks: of the person's fields, or of the messages of this sequence. `clicked`: a link of its
 * last message to them; nobody knows of who did not agree to be measured, who goes the way of a no.
 */
export const BranchQuestion = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('lead'), filter: FilterTree }),
  z.strictObject({ about: z.literal('replied') }),
  z.strictObject({ about: z.literal('clicked') }),
])
export type BranchQuestion = z.infer<typeof BranchQuestion>

const SimpleStep = z.discriminatedUnion('kind', [
  WaitStep,
  SendStep,
  TaskStep,
  TagStep,
  StageStep,
  WebhookStep,
  StopStep,
])
type SimpleStep = z.infer<typeof SimpleStep>

/** Both ways lead on to what follows the branch, unless a step in them stops. */
export type BranchStep = {
  kind: 'branch'
  key: string
  question: BranchQuestion
  then: SequenceStep[]
  otherwise: SequenceStep[]
}
export type SequenceStep = SimpleStep | BranchStep
export type SequenceStepKind = SequenceStep['kind']

export const SequenceStep: z.ZodType<SequenceStep, SequenceStep> = z.lazy(() =>
  z.union([
    SimpleStep,
    z.strictObject({
      kind: z.literal('branch'),
      key: StepKey,
      question: BranchQuestion,
      then: z.array(SequenceStep).max(maxSequenceSteps),
      otherwise: z.array(SequenceStep).max(maxSequenceSteps),
    }),
  ]),
) as z.ZodType as z.ZodType<SequenceStep, SequenceStep>

/** Looked at before the schema goes down it: a deep list would end the stack. */
function isBounded(steps: unknown): boolean {
  let level: unknown[] = Array.isArray(steps) ? (steps as unknown[]) : []
  let count = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length
    if (depth > maxSequenceDepth || count > maxSequenceSteps) return false
    level = level.flatMap((step) => {
      if (typeof step !== 'object' || step === null) return []
      const { then, otherwise } = step as { then?: unknown; otherwise?: unknown }
      return [then, otherwise].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))
    })
  }
  return true
}

export const SequenceSteps = z.preprocess((given, context) => {
  if (isBounded(given)) return given
  context.addIssue(
    `a sequence has ${maxSequenceSteps} steps at most, and branches ${maxSequenceDepth} deep`,
  )
  return z.NEVER
  // What is in the list is only known once it was read.
}, z.array(SequenceStep)) as z.ZodType as z.ZodType<SequenceStep[], SequenceStep[]>

/** All steps, those of branches after the branch they stand in. */
export function allSteps(steps: readonly SequenceStep[]): SequenceStep[] {
  return steps.flatMap((step) =>
    step.kind === 'branch' ? [step, ...allSteps(step.then), ...allSteps(step.otherwise)] : [step],
  )
}

/** The same tree with each step but branches changed, in the order of `allSteps`. */
export const mapSteps = (
  steps: readonly SequenceStep[],
  change: (step: SimpleStep) => SequenceStep,
): SequenceStep[] =>
  steps.map((step) =>
    step.kind === 'branch'
      ? {
          ...step,
          then: mapSteps(step.then, change),
          otherwise: mapSteps(step.otherwise, change),
        }
      : change(step),
  )
