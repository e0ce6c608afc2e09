// The accounts a campaign may leave through beside its own.
import { id, integer } from '#main/database/columnKinds.ts'
import { defineTable } from '#main/database/defineTable.ts'

export const campaignAccountsTable = defineTable({
  name: 'campaign_accounts',
  columns: { id: id(), campaignId: integer(), accountId: integer() },
  indices: [
    { name: 'campaign_accounts_campaign', columns: ['campaignId', 'accountId'], unique: true },
    { name: 'campaign_accounts_account', columns: ['accountId'] },
  ],
})
