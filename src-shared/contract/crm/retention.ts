// Retention: people who have not been in contact by themselves for as long as the data of a prospect may
// be kept, and what the owner decides of each: keep with a reason, or erase.
import { z } from 'zod'
import { leadStatuses } from '../../leadFields/leadStatus.ts'
import { line } from '../../rules/valueSchemas.ts'
import { contract, Id, pageOf, Paging, Timestamp } from '../common.ts'

/** What the French authority says of prospects: three years after the last contact from them. */
export const usualRetentionMonths = 36
export const maxRetentionMonths = 120
/** Longest reason, in characters. */
export const maxKeepReason = 300
/** People kept or asked about again in one call, and erased in one. */
export const maxKeptAtOnce = 1_000
export const maxErasedAtOnce = 200

/** What counts as a contact that came from the person. */
export const ownContactKinds = ['reply', 'form', 'sale', 'call', 'meeting', 'consent'] as const
export type OwnContactKind = (typeof ownContactKinds)[number]

/** Why somebody without a contact of theirs is not asked about. */
export const keptOutReasons = ['won', 'task', 'sequence', 'basis'] as const
export type KeptOutReason = (typeof keptOutReasons)[number]

/** `due`: to be decided; `keptOut`: not asked about, and why; `kept`: kept with a reason. */
export const retentionViews = ['due', 'keptOut', 'kept'] as const
export const RetentionView = z.enum(retentionViews)
export type RetentionView = z.infer<typeof RetentionView>

export const Keep = z.object({
  leadId: Id,
  reason: z.string(),
  keptAt: Timestamp,
  /** From this day of the business on the person is asked about again. */
  askAgainAt: Timestamp,
})
export type Keep = z.infer<typeof Keep>

export const RetainedPerson = z.object({
  id: Id,
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  company: z.string().nullable(),
  email: z.string().nullable(),
  status: z.enum(leadStatuses),
  createdAt: Timestamp,
  /** The last contact that came from the person; null: never one, and here since `createdAt`. */
  lastOwnContact: z.object({ kind: z.enum(ownContactKinds), at: Timestamp }).nullable(),
  /** The last exchange noted, whoever began it: it may be ours. */
  lastContactAt: Timestamp.nullable(),
  keptOut: z.enum(keptOutReasons).nullable(),
  /** The last decision to keep, one that has run out too. */
  keep: Keep.nullable(),
})
export type RetainedPerson = z.infer<typeof RetainedPerson>

const Rule = z.object({
  months: z.int(),
  /** Whose last own contact, or else arrival, is before this moment is asked about. */
  before: Timestamp,
})
const Ids = (most: number) => z.array(Id).min(1).max(most)
const Reason = line(maxKeepReason).refine((reason) => reason !== '', 'a reason is needed')

/** Why somebody of a list to be erased was not. */
export const leftReasons = ['unknown', 'not_due'] as const

export const retention = {
  /** Longest here first. `counts` is null where `withCounts` is false. */
  list: contract
    .route({ method: 'GET', path: '/marketing/retention' })
    .input(
      z.strictObject({
        view: RetentionView.default('due'),
        ...Paging,
        /** Looks at everybody who was here before the moment: once a list is enough. */
        withCounts: z.boolean().default(true),
      }),
    )
    .output(
      pageOf(RetainedPerson).extend({
        ...Rule.shape,
        counts: z.object({ due: z.int(), keptOut: z.int(), kept: z.int() }).nullable(),
      }),
    ),
  /** After how many months without a contact from them people are asked about. */
  setMonths: contract
    .route({ method: 'PUT', path: '/marketing/retention' })
    .input(z.strictObject({ months: z.int().min(1).max(maxRetentionMonths) }))
    .output(Rule),
  /** For a year from today; kept already, the reason and the year are these. */
  keep: contract
    .route({ method: 'PUT', path: '/marketing/retention/{leadId}' })
    .input(z.strictObject({ leadId: Id, reason: Reason }))
    .output(Keep),
  /** The same for several; whoever is not there any more is left out. */
  keepMany: contract
    .route({ method: 'POST', path: '/marketing/retention/keep' })
    .input(z.strictObject({ ids: Ids(maxKeptAtOnce), reason: Reason }))
    .output(z.object({ kept: z.int() })),
  /** Takes the decision to keep back. */
  release: contract
    .route({ method: 'DELETE', path: '/marketing/retention/{leadId}', successStatus: 204 })
    .input(z.strictObject({ leadId: Id }))
    .output(z.void()),
  releaseMany: contract
    .route({ method: 'POST', path: '/marketing/retention/release' })
    .input(z.strictObject({ ids: Ids(maxKeptAtOnce) }))
    .output(z.object({ released: z.int() })),
  /**
   * Erases people from every table, for good. Only who is due at that moment: whoever came back
   * meanwhile, or is kept, is left.
   */
  erase: contract
    .route({ method: 'POST', path: '/marketing/retention/erase' })
    .input(z.strictObject({ ids: Ids(maxErasedAtOnce) }))
    .output(
      z.object({
        erased: z.int(),
        /** Addresses that had refused: a keyed hash of each is kept. */
        refusalsKept: z.int(),
        left: z.array(z.object({ id: Id, because: z.enum(leftReasons) })),
      }),
    ),
}
