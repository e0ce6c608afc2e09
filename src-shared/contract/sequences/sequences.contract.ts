// What can be asked about sequences: steps that follow by themselves, once for each person.
import { z } from 'zod'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { line } from '../../rules/valueSchemas.ts'
import { LeadFilter } from '../crm/leadFilter.ts'
import { TopicKey } from '../crm/topics.ts'
import { ById, contract, DeletedItem, Id, pageOf, Paging, Timestamp } from '../common.ts'
import { SequenceEnd } from './sequenceEnds.ts'
import { SequenceStep, SequenceSteps, StepKey } from './sequenceSteps.ts'

/**
 * Whom a sequence takes in by itself while it is on. `filter`, `segment`: whoever begins to be meant;
 * `form`: who sends a form of a funnel (null: whichever of its pages), once they agreed; `hand`: nobody.
 */
export const SequenceStart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hand') }),
  z.strictObject({ kind: z.literal('filter'), filter: FilterTree }),
  z.strictObject({ kind: z.literal('segment'), segmentId: Id }),
  z.strictObject({ kind: z.literal('form'), funnelId: Id, pageId: Id.nullable() }),
])
export type SequenceStart = z.infer<typeof SequenceStart>

/**
 * What ends it early. A bounce, a refusal, a topic left, no address and a deletion always do.
 */
export const SequenceExits = z.strictObject({
  reply: z.boolean().default(true),
  won: z.boolean().default(true),
  /** Whoever is meant by it leaves. */
  filter: FilterTree.nullable().default(null),
})
export type SequenceExits = z.infer<typeof SequenceExits>

/** An e-mail of it: an automatic campaign that only this sequence starts. */
export const SequenceEmail = z.object({
  campaignId: Id,
  stepKey: z.string(),
  name: z.string(),
  subject: z.string(),
  isOn: z.boolean(),
  /** Its campaign is paused: what is due waits. */
  isPaused: z.boolean(),
  /** False while something is missing without which the sequence cannot be turned on. */
  isComplete: z.boolean(),
  /** What is left to fill in, by name. */
  places: z.array(z.string()),
  sent: z.int(),
  waiting: z.int(),
})
export type SequenceEmail = z.infer<typeof SequenceEmail>

export const Sequence = z.object({
  id: Id,
  name: z.string(),
  isOn: z.boolean(),
  start: SequenceStart,
  exits: SequenceExits,
  /** It begins by a form of a funnel that is archived: nobody moves until that is restored. */
  isHeld: z.boolean(),
  /** Key of what it is about: whoever left that topic leaves it. Null: about none. */
  topic: TopicKey.nullable(),
  steps: z.array(SequenceStep),
  emails: z.array(SequenceEmail),
  /** People in it now, and those who left, by why. */
  underWay: z.int(),
  ended: z.partialRecord(SequenceEnd, z.int()),
  /** People whose next step is this one, by its key. */
  at: z.record(z.string(), z.int()),
  /**
   * What lost a field, a segment or a form it asks for: `start` (nobody comes in by it), `exits` (nobody
   * moves), or the key of a branch (nobody passes it). Left out where nothing did.
   */
  broken: z.array(z.string()).optional(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})
export type Sequence = z.infer<typeof Sequence>

export const SequenceSummary = Sequence.omit({ emails: true, at: true, exits: true })
export type SequenceSummary = z.infer<typeof SequenceSummary>

const sequenceFields = {
  name: line(200).refine((name) => name !== '', 'a sequence has a name'),
  start: SequenceStart,
  exits: SequenceExits,
  topic: TopicKey.nullable(),
  steps: SequenceSteps,
}
export const SequenceDraft = z.strictObject({
  ...sequenceFields,
  start: SequenceStart.default({ kind: 'hand' }),
  exits: SequenceExits.default({ reply: true, won: true, filter: null }),
  topic: sequenceFields.topic.default(null),
  steps: sequenceFields.steps.default([]),
})
export type SequenceDraft = z.infer<typeof SequenceDraft>

/**
 * Fields left out keep their value. Turned on, `takesThoseThere` says whether whoever is meant
 * already comes in too; left out, only those who will be meant from now on do.
 */
export const SequenceChange = z.strictObject({
  id: Id,
  ...z.strictObject(sequenceFields).partial().shape,
  isOn: z.boolean().optional(),
  takesThoseThere: z.boolean().default(false),
})
export type SequenceChange = z.infer<typeof SequenceChange>

/**
 * Where somebody stands. `waits`: until `dueAt`; `sending`: the message of the step is in the outbox;
 * `off`: the sequence is off, nothing is done until it is on again; `waits_for_email`: the e-mail of the
 * step is not ready, or off: they go on once it is on.
 */
export const SequencePerson = z.object({
  id: Id,
  leadId: Id.nullable(),
  name: z.string(),
  email: z.string().nullable(),
  state: z.enum(['waits', 'sending', 'off', 'waits_for_email', 'ended']),
  /** The step that is next, or was the last one; null where it is gone from the sequence. */
  stepKey: z.string().nullable(),
  dueAt: Timestamp.nullable(),
  end: SequenceEnd.nullable(),
  enteredAt: Timestamp,
  endedAt: Timestamp.nullable(),
  /**
   * What was done, in order. `result`: `yes`, `no` or `not_measured` of a branch, `not_done` of what could not be; of a call
   * the status of its answer, `tried …` while it goes on without one, `failed …` once it was given up.
   */
  done: z.array(
    z.object({
      stepKey: z.string(),
      kind: z.string(),
      at: Timestamp,
      result: z.string().nullable(),
    }),
  ),
})
export type SequencePerson = z.infer<typeof SequencePerson>

const path = '/marketing/sequences/{id}' as const

export const sequences = {
  list: contract
    .route({ method: 'GET', path: '/marketing/sequences' })
    .input(
      z.strictObject({ ...Paging, search: line(200).optional(), isOn: z.boolean().optional() }),
    )
    .output(pageOf(SequenceSummary)),
  /** Off at first. A `send` step without a campaign gets a new, empty one. */
  create: contract
    .route({ method: 'POST', path: '/marketing/sequences', successStatus: 201 })
    .input(SequenceDraft)
    .output(Sequence),
  get: contract.route({ method: 'GET', path }).input(ById).output(Sequence),
  /**
   * Turned on, every e-mail is fixed and on. Steps may be changed while it is on: who stands at one
   * that is gone goes on with what follows it, and nobody does a step twice. An e-mail that is not ready
   * stays off then, and who comes to it waits there.
   */
  update: contract.route({ method: 'PUT', path }).input(SequenceChange).output(Sequence),
  /** Turns on the e-mail of one step of a sequence that is on, once it is ready: who waits at it goes on. */
  turnOnEmail: contract
    .route({ method: 'POST', path: `${path}/steps/{stepKey}/turn-on` })
    .input(z.strictObject({ id: Id, stepKey: StepKey }))
    .output(Sequence),
  /** Turns off the e-mail of one step: what waits is held, and who comes to it waits there. */
  turnOffEmail: contract
    .route({ method: 'POST', path: `${path}/steps/{stepKey}/turn-off` })
    .input(z.strictObject({ id: Id, stepKey: StepKey }))
    .output(Sequence),
  /** What waits is cancelled; what was sent stays among the campaigns. Can be taken back. */
  delete: contract
    .route({ method: 'DELETE', path, successStatus: 204 })
    .input(ById)
    .output(z.void()),
  restore: contract.input(ById).output(Sequence),
  deleted: contract.output(z.array(DeletedItem)),
  people: contract
    .route({ method: 'GET', path: `${path}/people` })
    .input(
      z.strictObject({
        id: Id,
        ...Paging,
        isUnderWay: z.boolean().optional(),
        end: SequenceEnd.optional(),
        stepKey: z.string().max(40).optional(),
      }),
    )
    .output(pageOf(SequencePerson)),
  /**
   * Brings people in by hand, once each. `already`: they are or were in it. `unreachable`: they refused
   * mail or its topic, and did not come in. Who has no address comes in, and leaves at the first step that sends.
   */
  add: contract
    .route({ method: 'POST', path: `${path}/people` })
    .input(
      // Whoever is meant; where nothing is said, nobody.
      z.strictObject({ ...LeadFilter.shape, id: Id }),
    )
    .output(z.object({ added: z.int(), already: z.int(), unreachable: z.int() })),
  /** Takes somebody out; a message of it that still waits is cancelled. Can be taken back. */
  remove: contract
    .route({ method: 'DELETE', path: `${path}/people/{personId}`, successStatus: 204 })
    .input(z.strictObject({ id: Id, personId: Id }))
    .output(z.void()),
  /** Takes a removal back: they go on where they were, and a message that waited then waits again. */
  putBack: contract.input(z.strictObject({ id: Id, personId: Id })).output(z.void()),
  /** Which sequence sends a campaign; null for any other. */
  ofCampaign: contract
    .input(z.strictObject({ campaignId: Id }))
    .output(z.object({ id: Id, name: z.string() }).nullable()),
  /** The sequences somebody is or was in. */
  ofLead: contract
    .route({ method: 'GET', path: '/marketing/leads/{id}/sequences' })
    .input(ById)
    .output(
      z.object({
        items: z.array(
          SequencePerson.omit({ leadId: true, name: true, email: true, done: true }).extend({
            sequenceId: Id,
            sequenceName: z.string(),
          }),
        ),
      }),
    ),
}
