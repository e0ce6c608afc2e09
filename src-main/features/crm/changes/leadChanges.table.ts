// One row for what was done to many leads at once: how far it is, and whether it was taken back.
import { id, integer, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { BulkRun } from '#shared/contract/crm/bulk.ts'

export const leadChangesTable = defineTable({
  name: 'lead_changes',
  columns: {
    id: id(),
    kind: text<'bulk' | 'delete' | 'merge' | 'import'>(),
    importId: optional(integer()),
    state: text<BulkRun['state']>(),
    matched: integer(),
    done: integer(),
    changed: integer(),
    madeAt: moment(),
  },
  indices: [{ name: 'lead_changes_made', columns: ['madeAt'] }],
})
export type LeadChangeRow = RowOfTable<typeof leadChangesTable>
