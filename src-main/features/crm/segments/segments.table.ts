// Filters of leads by name.
import { id, json, moment, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'

export const segmentsTable = defineTable({
  name: 'segments',
  columns: {
    id: id(),
    name: text(),
    filter: json(FilterTree),
    createdAt: moment(),
    updatedAt: moment(),
  },
  indices: [{ name: 'segments_name', columns: ['name', 'id'] }],
})
export type SegmentRow = RowOfTable<typeof segmentsTable>
