// Which accounts a campaign leaves through, in SQL.

/** The numbers of the accounts of the campaign `campaigns`; none in the sandbox. */
export const accountsOfCampaignSql = `(SELECT campaigns.account_id WHERE campaigns.account_id IS NOT NULL
  UNION ALL SELECT campaign_accounts.account_id FROM campaign_accounts
  WHERE campaign_accounts.campaign_id = campaigns.id AND campaigns.account_id IS NOT NULL)`

/** True for campaigns that leave through an account, alone or with others. Parameters: account, account. */
export const leavesThroughSql = `(campaigns.account_id = ? OR (campaigns.account_id IS NOT NULL
  AND campaigns.id IN (SELECT campaign_id FROM campaign_accounts WHERE campaign_accounts.account_id = ?)))`

/** True for a campaign with several accounts. */
export const isSpreadSql = `(campaigns.account_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM campaign_accounts WHERE campaign_accounts.campaign_id = campaigns.id))`
