// People and domains that must not be written to. A refusal belongs to the person, so it rests with
// the CRM.
import { EntitySchema } from 'typeorm'
import { idColumn, momentColumn, optionalTextColumn, textColumn } from '#main/database/columns.ts'
import type { Suppression } from '#shared/contract/suppressions.ts'

export type SuppressionRow = {
  id: number
  kind: Suppression['kind']
  value: string
  reason: Suppression['reason']
  note: string | null
  /**
   * The other address of the same person by which the refusal came; null where it came by this one.
   */
  viaAddress: string | null
  createdAt: number
}

export const suppressionsTable = new EntitySchema<SuppressionRow>({
  name: 'suppressions',
  columns: {
    id: idColumn,
    kind: textColumn('kind'),
    value: textColumn('value'),
    reason: textColumn('reason'),
    note: optionalTextColumn('note'),
    createdAt: momentColumn('created_at'),
    viaAddress: optionalTextColumn('via_address'),
  },
  indices: [
    { name: 'suppressions_value', columns: ['kind', 'value'], unique: true },
    { name: 'suppressions_created', columns: ['createdAt'] },
  ],
})
