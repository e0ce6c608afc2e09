// Which campaigns are shown as such: those that carry questions for a confirmation or letters are
// rows of the same table, listed nowhere and counted as none.

/** SQL that is true for a campaign that is shown. */
export const isShownCampaignSql =
  '(campaigns.confirms_funnel_id IS NULL AND campaigns.letters_account_id IS NULL)'
