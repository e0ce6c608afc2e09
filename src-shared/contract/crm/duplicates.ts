// Entries that are probably one person, why, and what is said of them.
import { z } from 'zod'
import { contract, Id, Timestamp } from '../common.ts'
import { maxMerged } from './bulk.ts'

export const duplicateReasons = ['address', 'phone', 'name'] as const
export const DuplicateReason = z.enum(duplicateReasons)
export type DuplicateReason = z.infer<typeof DuplicateReason>

/** Groups of one page, at most. */
const maxGroups = 100
/** Groups that one call merges, at most. */
export const maxMergedGroups = 200

/** @param lead a lead as the contract shows it */
export const duplicateGroupOf = <Lead extends z.ZodType>(lead: Lead) =>
  z.object({
    /** The same as the leads', in their order. */
    ids: z.array(Id),
    reasons: z.array(DuplicateReason),
    /** The same mailbox, or the same phone and name: they can be merged without a look. */
    isCertain: z.boolean(),
    /** Which one a merge without a look keeps: the one of whom most is known, then the oldest. */
    keep: Id,
    leads: z.array(lead),
  })

const PastMerge = z.object({
  id: Id,
  madeAt: Timestamp,
  /** The lead that stayed; null where it is gone since. */
  keptName: z.string().nullable(),
  keptId: Id,
  /** How the others were called. */
  names: z.array(z.string()),
  /** Within thirty days, unless it was taken back. */
  canUndo: z.boolean(),
})
export type PastMerge = z.infer<typeof PastMerge>

const together = z.strictObject({
  ids: z
    .array(Id)
    .min(2)
    .max(maxMerged + 1),
})

export const duplicatesOf = <Lead extends z.ZodType>(lead: Lead) => ({
  /** Found in the whole of the leads; certain groups first. `isComplete` false: too many to look at all. */
  list: contract
    .route({ method: 'GET', path: '/marketing/leads/duplicates' })
    .input(
      z.strictObject({
        limit: z.coerce.number().int().min(1).max(maxGroups).default(20),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(
      z.object({
        items: z.array(duplicateGroupOf(lead)),
        total: z.int(),
        certain: z.int(),
        isComplete: z.boolean(),
      }),
    ),
  /** How many groups the last look found; null: none was taken since the start. */
  known: contract.output(z.object({ total: z.int().nullable() })),
  /** These are different people, whatever they have in common. */
  different: contract
    .route({ method: 'POST', path: '/marketing/leads/duplicates/different' })
    .input(together)
    .output(z.void()),
  /** Takes that back. */
  notDifferent: contract
    .route({ method: 'DELETE', path: '/marketing/leads/duplicates/different' })
    .input(together)
    .output(z.void()),
  /** Merges certain groups, so many at a time; each merge can be taken back by its number. */
  mergeCertain: contract
    .route({ method: 'POST', path: '/marketing/leads/duplicates/merge' })
    .output(z.object({ mergeIds: z.array(Id), left: z.int() })),
  /** Newest first, a hundred at most. */
  merges: contract
    .route({ method: 'GET', path: '/marketing/leads/merges' })
    .output(z.object({ items: z.array(PastMerge) })),
})
