// People and domains that must not be written to. A refusal belongs to the person, so it rests with
// the CRM.
import { id, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { Suppression } from '#shared/contract/suppressions.ts'

export const suppressionsTable = defineTable({
  name: 'suppressions',
  columns: {
    id: id(),
    kind: text<Suppression['kind']>(),
    value: text(),
    reason: text<Suppression['reason']>(),
    note: optional(text()),
    createdAt: moment(),
    /**
     * The other address of the same person by which the refusal came; null if it came by this
     * one.
     */
    viaAddress: optional(text()),
  },
  indices: [
    { name: 'suppressions_value', columns: ['kind', 'value'], unique: true },
    { name: 'suppressions_created', columns: ['createdAt'] },
  ],
})
export type SuppressionRow = RowOfTable<typeof suppressionsTable>
