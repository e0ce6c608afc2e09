// E-mails of funnels: which form starts which automatic campaign, and after how long.
import { EntitySchema } from 'typeorm'
import { idColumn, momentColumn } from '#main/database/columns.ts'

export type FunnelEmailRow = {
  id: number
  funnelId: number
  /**
   * Null is any form of the funnel. No foreign key: the e-mail of a deleted page is started by no
   * other form.
   */
  pageId: number | null
  campaignId: number
  delayMinutes: number
  /** 1 where the campaign was made for it. */
  isOwn: 0 | 1
  createdAt: number
}

export const funnelEmailsTable = new EntitySchema<FunnelEmailRow>({
  name: 'funnel_emails',
  columns: {
    id: idColumn,
    funnelId: { type: 'integer', name: 'funnel_id' },
    pageId: { type: 'integer', name: 'page_id', nullable: true },
    campaignId: { type: 'integer', name: 'campaign_id' },
    delayMinutes: { type: 'integer', name: 'delay_minutes' },
    isOwn: { type: 'integer', name: 'is_own' },
    createdAt: momentColumn('created_at'),
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
