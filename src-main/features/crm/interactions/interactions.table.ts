// What happened between the business and a lead: mails, calls, meetings, notes.
import { id, integer, longText, moment, optional, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'
import type { Interaction } from '#shared/contract/crm.contract.ts'

export const interactionsTable = defineTable({
  name: 'interactions',
  columns: {
    id: id(),
    leadId: integer(),
    type: text<Interaction['type']>(),
    subject: optional(text()),
    content: optional(longText()),
    occurredAt: moment(),
    createdAt: moment(),
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
    // What was planned ahead, few among all that happened.
    {
      name: 'interactions_planned',
      columns: ['occurredAt'],
      where: 'occurred_at > created_at',
    },
  ],
})
export type InteractionRow = RowOfTable<typeof interactionsTable>
