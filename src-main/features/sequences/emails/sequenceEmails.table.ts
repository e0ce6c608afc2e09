// E-mails of sequences: which step sends which automatic campaign.
import { flag, id, integer, moment, text } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'

/** `leaving`: its step is gone, and messages of it still wait. `over`: let go, and kept for what it sent. */
export type SequenceEmailState = 'used' | 'leaving' | 'over'

export const sequenceEmailsTable = defineTable({
  name: 'sequence_emails',
  columns: {
    id: id(),
    sequenceId: integer(),
    stepKey: text(),
    campaignId: integer(),
    /** True if the campaign was made for it. */
    isOwn: flag(),
    state: text<SequenceEmailState>(),
    createdAt: moment(),
  },
  indices: [
    { name: 'sequence_emails_campaign', columns: ['campaignId'], unique: true },
    { name: 'sequence_emails_sequence', columns: ['sequenceId', 'id'] },
  ],
})
export type SequenceEmailRow = RowOfTable<typeof sequenceEmailsTable>
