// Blocks of messages that are kept under a name.
import { id, json, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { KeptBlocks } from '#shared/contract/email/savedBlocks.ts'

export const savedBlocksTable = defineTable({
  name: 'saved_blocks',
  columns: {
    id: id(),
    name: text(),
    blocks: json(KeptBlocks),
    createdAt: moment(),
    updatedAt: moment(),
    deletedAt: optional(moment()),
  },
})
export type SavedBlockRow = RowOfTable<typeof savedBlocksTable>
