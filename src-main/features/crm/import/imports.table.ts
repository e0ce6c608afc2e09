// One row an import: its state, how far it is, its buckets.
import { id, json, moment, optional, real, text, withDefault } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import { z } from 'zod'
import { ImportBuckets, ImportMemory, type ImportRun } from '#shared/contract/crm/imports.ts'

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
    /** What the titles of the file are recognised by; empty if it has none. */
    shape: withDefault(text(), ''),
    /** What was said about the file. */
    given: withDefault(json(ImportMemory), { mapping: {}, options: {} }),
    /** Titles of the columns. */
    titles: withDefault(json(z.array(z.string())), []),
    /** Keys of the custom fields that were made with it. */
    newFields: withDefault(json(z.array(z.string())), []),
  },
  indices: [
    { name: 'imports_started', columns: ['startedAt'] },
    { name: 'imports_shape', columns: ['shape', 'id'] },
  ],
})
export type ImportRow = RowOfTable<typeof importsTable>
