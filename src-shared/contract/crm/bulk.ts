// Changes to many leads at once, and taking them back, after a restart too.
import { z } from 'zod'
import { leadFields } from '../../leadFields/leadFields.ts'
import { LeadStatus } from '../../leadFields/leadStatus.ts'
import { FilterTree } from '../../rules/leadFilter/filterTree.ts'
import { tagKey } from '../../rules/tags.ts'
import { amount, line } from '../../rules/valueSchemas.ts'
import { ById, contract, Id, Timestamp } from '../common.ts'
import { CustomValuesInput } from './customFields.ts'
import { LeadFilter } from './leadFilter.ts'

/** Leads named one by one, at most. */
export const maxBulkIds = 100_000
/** Entries that become one with another at a time. */
export const maxMerged = 50

const { maxTagLength } = leadFields.tags
const Tags = z
  .array(line(maxTagLength).refine((tag) => tagKey(tag) !== '', 'a tag has at least one character'))
  .max(20)

/** What is left out stays as it is. */
export const BulkChanges = z
  .strictObject({
    status: LeadStatus.optional(),
    /** Empty takes it away, like the two below. */
    source: line(leadFields.source.max).optional(),
    owner: line(leadFields.owner.max).optional(),
    /** Of leads that are lost, or become so with this change. */
    lostReason: line(leadFields.lostReason.max).optional(),
    estimatedValue: amount(leadFields.estimatedValue.max).optional(),
    addTags: Tags.optional(),
    removeTags: Tags.optional(),
    /** By key; null takes a value away. */
    custom: CustomValuesInput.optional(),
  })
  .refine(
    (changes) =>
      Object.values(changes).some(
        (value) =>
          value !== undefined && (typeof value !== 'object' || Object.keys(value).length > 0),
      ),
    'nothing is to be changed',
  )
export type BulkChanges = z.infer<typeof BulkChanges>

/** Which leads: named one by one, or by a filter; `{}` is every lead. */
const chosen = {
  ids: z.array(Id).min(1).max(maxBulkIds).optional(),
  filter: z.union([FilterTree, LeadFilter]).optional(),
}
const saysWho = ({ ids, filter }: { ids?: unknown; filter?: unknown }) =>
  (ids === undefined) !== (filter === undefined)
const eitherWay = 'either ids or a filter says who is meant'

export const BulkChoice = z.strictObject(chosen).refine(saysWho, eitherWay)
export type BulkChoice = z.infer<typeof BulkChoice>
export const BulkInput = z
  .strictObject({ ...chosen, changes: BulkChanges })
  .refine(saysWho, eitherWay)
export type BulkInput = z.infer<typeof BulkInput>

export const changeStates = ['running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const

export const BulkRun = z.object({
  id: Id,
  state: z.enum(changeStates),
  /** Whom the choice meant when it began. */
  matched: z.int(),
  /** Looked at so far. */
  done: z.int(),
  /** Those that became different. */
  changed: z.int(),
  madeAt: Timestamp,
})
export type BulkRun = z.infer<typeof BulkRun>

/** `kept`: leads, of which something was changed again since: that stays. */
export const UndoReport = z.object({ restored: z.int(), kept: z.int() })
export type UndoReport = z.infer<typeof UndoReport>

/** What was done to leads at once, and can be taken back. */
export const RecentChange = z.object({
  /** For `bulk` and `delete` that of the change, for an import that of the import, for a merge its own. */
  id: Id,
  kind: z.enum(['bulk', 'delete', 'import', 'merge']),
  madeAt: Timestamp,
  /** Leads that it made different, deleted, or read from a file; entries that became another. */
  count: z.int(),
  /** The file of an import; who stayed of a merge, null where they are gone since. */
  name: z.string().nullable(),
  /** False while it is under way, or being taken back. */
  canUndo: z.boolean(),
})
export type RecentChange = z.infer<typeof RecentChange>

export const bulk = {
  /** Of the last thirty days, newest first, a hundred at most; without those taken back. */
  recent: contract
    .route({ method: 'GET', path: '/marketing/leads/changes' })
    .output(z.object({ items: z.array(RecentChange) })),
  /** All of it, and then the answer: the REST way. */
  run: contract
    .route({ method: 'POST', path: '/marketing/leads/bulk' })
    .input(BulkInput)
    .output(BulkRun),
  /** Begins, and goes on when nobody looks. */
  start: contract.input(BulkInput).output(BulkRun),
  /** Takes leads out of the CRM; taken back like a change, within thirty days. */
  delete: contract
    .route({ method: 'POST', path: '/marketing/leads/bulk/delete' })
    .input(BulkChoice)
    .output(BulkRun),
  startDelete: contract.input(BulkChoice).output(BulkRun),
  get: contract.input(ById).output(BulkRun),
  /** What was changed by then stays, and can be taken back. */
  cancel: contract.input(ById).output(BulkRun),
  undo: contract
    .route({ method: 'POST', path: '/marketing/leads/bulk/{id}/undo' })
    .input(ById)
    .output(UndoReport),
}
