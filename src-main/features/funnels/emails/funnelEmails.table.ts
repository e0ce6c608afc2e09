// E-mails of funnels: which form starts which automatic campaign, and after how long.
import { flag, id, integer, moment, optional } from '#main/database/columnKinds.ts'
import { defineTable, type RowOfTable } from '#main/database/defineTable.ts'

export const funnelEmailsTable = defineTable({
  name: 'funnel_emails',
  columns: {
    id: id(),
    funnelId: integer(),
    /**
     * Null is any form of the funnel. No foreign key: the e-mail of a deleted page is started by no
     * other form.
     */
    pageId: optional(integer()),
    campaignId: integer(),
    delayMinutes: integer(),
    /** True if the campaign was made for it. */
    isOwn: flag(),
    createdAt: moment(),
  },
  foreignKeys: [
    {
      name: 'FK_funnel_emails_funnel',
      target: 'funnels',
      columnNames: ['funnel_id'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
  indices: [
    { name: 'funnel_emails_funnel', columns: ['funnelId', 'id'] },
    { name: 'funnel_emails_campaign', columns: ['campaignId'], unique: true },
  ],
})
export type FunnelEmailRow = RowOfTable<typeof funnelEmailsTable>
