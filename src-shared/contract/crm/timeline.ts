// One history per person: everything that happened with it, and what is planned, by one order.
import { z } from 'zod'
import { contract, Id, pageOf, Paging, Timestamp } from '../common.ts'
import { bounceClasses, ShownDeliveryState } from '../deliveries.ts'
import { AutomaticClick } from '../email/clicks.ts'
import { LeadStatus } from '../../leadFields/leadStatus.ts'
import { ConsentEvent } from './consents.ts'
import { Interaction, interactionTypes } from './interactions.ts'
import { sequenceEnds } from '../sequences/sequenceEnds.ts'
import { Task } from './tasks.ts'

/** `form` and `sale` are what the application noted itself; a refund is a sale taken back. */
export const timelineKinds = [
  ...interactionTypes,
  'form',
  'sale',
  'message',
  'received',
  'click',
  'stage',
  'sequence_entered',
  'sequence_left',
  'consent',
  'task',
  'import',
  'creation',
] as const
export type TimelineKind = (typeof timelineKinds)[number]
const isKind = (word: string): word is TimelineKind => timelineKinds.some((kind) => kind === word)

const common = {
  /** Of the row it tells of; unique together with its kind. */
  id: Id,
  at: Timestamp,
  /** It lies ahead: a meeting, a task, a message that waits. */
  isPlanned: z.boolean(),
}

const ofSequence = {
  sequenceId: Id,
  sequenceName: z.string(),
  /** False where it was deleted. */
  isOpenable: z.boolean(),
}

export const TimelineEntry = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.enum([...interactionTypes, 'form', 'sale']),
    interaction: Interaction,
  }),
  z.object({
    ...common,
    kind: z.literal('message'),
    campaignId: Id,
    /** Null for a letter, and for a message that asks to confirm an address. */
    campaignName: z.string().nullable(),
    /** Of a letter, which the user wrote to this person alone; null for any other message. */
    letter: z.object({ subject: z.string() }).nullable(),
    /** False where its campaign was deleted. */
    isOpenable: z.boolean(),
    state: ShownDeliveryState,
    reason: z.string().nullable(),
    /** The server's own words. */
    reply: z.string().nullable(),
    isSandbox: z.boolean(),
    email: z.string(),
  }),
  /** What came in about a message; an answer of the person is an `email`. */
  z.object({
    ...common,
    kind: z.literal('received'),
    received: z.enum(['bounce', 'auto_reply', 'unsubscribe', 'complaint']),
    bounceClass: z.enum(bounceClasses).nullable(),
    /** The server has not given up yet. */
    isDelayed: z.boolean(),
    address: z.string().nullable(),
    subject: z.string(),
    /** A server's words, or a program's. */
    words: z.string(),
  }),
  /** A link of a message that they opened: they agreed that this is measured. */
  z.object({
    ...common,
    kind: z.literal('click'),
    campaignId: Id,
    /** Null where its campaign is none that is shown. */
    campaignName: z.string().nullable(),
    /** False where its campaign was deleted. */
    isOpenable: z.boolean(),
    /** As it stands in the message, with its fields. */
    link: z.string(),
    /** Why it looks like a program rather than the person; null: nothing says so. */
    automatic: AutomaticClick.nullable(),
  }),
  z.object({ ...common, kind: z.literal('stage'), from: LeadStatus, to: LeadStatus }),
  z.object({
    ...common,
    kind: z.literal('sequence_entered'),
    ...ofSequence,
    /** What brought them in; null where that was not noted. */
    by: z.enum(['hand', 'filter', 'segment', 'form']).nullable(),
  }),
  z.object({
    ...common,
    kind: z.literal('sequence_left'),
    ...ofSequence,
    /** Why; `sequence_deleted`: it went, and they were still in it. */
    end: z.enum([...sequenceEnds, 'sequence_deleted']),
  }),
  z.object({ ...common, kind: z.literal('consent'), consent: ConsentEvent }),
  z.object({ ...common, kind: z.literal('task'), task: Task }),
  z.object({ ...common, kind: z.literal('import'), fileName: z.string() }),
  z.object({ ...common, kind: z.literal('creation') }),
])
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** Kinds parted by commas: `message,task`. */
const Kinds = z
  .string()
  .max(300)
  .refine((given) => given.split(',').every(isKind), `kinds are: ${timelineKinds.join(', ')}`)
  .transform((given) => given.split(',').filter(isKind))

/** Newest first, what is planned before all. The total is not counted. */
export const timeline = contract
  .route({ method: 'GET', path: '/marketing/leads/{id}/timeline' })
  .input(z.strictObject({ id: Id, ...Paging, kinds: Kinds.optional() }))
  .output(pageOf(TimelineEntry))
