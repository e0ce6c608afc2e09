// What happened between the business and a lead: mails, calls, meetings, notes.
import { EntitySchema } from 'typeorm'
import { idColumn, momentColumn, optionalTextColumn, textColumn } from '#main/database/columns.ts'
import type { Interaction } from '#shared/contract/crm.contract.ts'

export type InteractionRow = {
  id: number
  leadId: number
  type: Interaction['type']
  subject: string | null
  content: string | null
  occurredAt: number
  createdAt: number
}

export const interactionsTable = new EntitySchema<InteractionRow>({
  name: 'interactions',
  columns: {
    id: idColumn,
    leadId: { type: 'integer', name: 'lead_id' },
    type: textColumn('type'),
    subject: optionalTextColumn('subject'),
    content: { type: 'text', nullable: true },
    occurredAt: momentColumn('occurred_at'),
    createdAt: momentColumn('created_at'),
  },
  foreignKeys: [
    {
      name: 'FK_interactions_lead',
      target: 'leads',
      columnNames: ['lead_id'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [
    { name: 'interactions_lead', columns: ['leadId', 'occurredAt', 'id'] },
    { name: 'interactions_created', columns: ['createdAt'] },
  ],
})
