// Looks at the leads that were given a name.
import { id, json, moment, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { ViewContent } from '#shared/contract/crm/views.ts'

export const viewsTable = defineTable({
  name: 'lead_views',
  columns: {
    id: id(),
    name: text(),
    content: json(ViewContent),
    createdAt: moment(),
    updatedAt: moment(),
  },
})
export type ViewRow = RowOfTable<typeof viewsTable>
