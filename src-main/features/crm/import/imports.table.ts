// One row an import: its state, how far it is, its buckets.
import { id, json, moment, optional, real, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { ImportBuckets, type ImportRun } from '#shared/contract/crm/imports.ts'

export const importsTable = defineTable({
  name: 'imports',
  columns: {
    id: id(),
    fileName: text(),
    state: text<ImportRun['state']>(),
    /** Share of the file read, 0 to 1. */
    progress: real(),
    buckets: json(ImportBuckets),
    startedAt: moment(),
    finishedAt: optional(moment()),
  },
  indices: [{ name: 'imports_started', columns: ['startedAt'] }],
})
export type ImportRow = RowOfTable<typeof importsTable>
