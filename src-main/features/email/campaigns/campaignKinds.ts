// Which campaigns are shown as such: those that carry questions for a confirmation or letters, and
// second versions of others, are rows of the same table, listed nowhere and counted as none.

/** SQL that is true for a campaign that is shown. */
export const isShownCampaignSql =
  '(campaigns.confirms_funnel_id IS NULL AND campaigns.letters_account_id IS NULL AND campaigns.variant_of IS NULL)'

/** The same, or the second version of one: it is written and looked at as every campaign is. */
export const isWrittenCampaignSql =
  '(campaigns.confirms_funnel_id IS NULL AND campaigns.letters_account_id IS NULL)'
