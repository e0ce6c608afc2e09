// What became of the stages of accounts that warm up, one line a change.
import { id, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { WarmUpKind, WarmUpTrouble } from '#shared/contract/email/warmUp.ts'

export const warmUpChangesTable = defineTable({
  name: 'warm_up_changes',
  columns: {
    id: id(),
    accountId: integer(),
    changedAt: moment(),
    kind: text<WarmUpKind>(),
    /** The stage that began, from 1; null where the warm-up ended. */
    stage: optional(integer()),
    trouble: optional(text<WarmUpTrouble>()),
    /** As it was before, for a change that is taken back. */
    stageBefore: optional(integer()),
    sinceBefore: optional(moment()),
  },
  indices: [{ name: 'warm_up_changes_account', columns: ['accountId', 'id'] }],
})
export type WarmUpChangeRow = RowOfTable<typeof warmUpChangesTable>
