// Version B of a campaign's message: a campaign that is listed nowhere, written and looked at as each
// other. Whom it goes to, by which account and address, is its campaign's.
import type { Transaction } from '#main/database/database.ts'
import { apiError } from '#main/platform/apiError.ts'
import { campaignsTable, type CampaignRow } from '../campaigns/campaigns.table.ts'
import { statusSql } from '../campaigns/campaignStatus.ts'

/** What two versions may differ by; all else is their campaign's. */
export const differingFields = [
  'subject',
  'preheader',
  'html',
  'text',
  'blocks',
  'fromName',
] as const
const shared = 'name, recipients, topic, measures_clicks, account_id, from_email, reply_to'

/** Parameter: campaign. Its version B, read by `shownCampaign`; none where there is no test. */
export const selectVariantSql = `SELECT ${campaignsTable.list('campaigns')}, ${statusSql} AS shownStatus FROM campaigns
  WHERE campaigns.variant_of = ? AND campaigns.deleted_at IS NULL`

/** Parameters: version of the message, now, campaign. From then on version B cannot be edited either. */
export const startVariantSql = `UPDATE campaigns SET message_version_id = ?, started_at = ?
  WHERE variant_of = ? AND deleted_at IS NULL`

type Writing = Pick<Transaction, 'sql'>

/** Gives version B what it shares with its campaign, as that is now. */
export async function shareWithVariant(transaction: Writing, campaignId: number): Promise<void> {
  await transaction.sql(
    `UPDATE campaigns SET (${shared}) = (SELECT ${shared} FROM campaigns AS originals WHERE originals.id = campaigns.variant_of)
     WHERE variant_of = ?`,
    [campaignId],
  )
}

/** Without measured links a test is judged by replies again. */
export const judgeByReplies = (transaction: Writing, campaignId: number): Promise<unknown> =>
  transaction.sql(
    `UPDATE campaign_tests SET measure = 'replies' WHERE campaign_id = ? AND decided_at IS NULL`,
    [campaignId],
  )

/** Version B goes with its campaign, and comes back with it. */
export async function hideVariant(transaction: Writing, id: number, now: number): Promise<void> {
  await transaction.sql(
    'UPDATE campaigns SET deleted_at = ? WHERE variant_of = ? AND deleted_at IS NULL',
    [now, id],
  )
}
export async function showVariant(transaction: Writing, id: number): Promise<void> {
  await transaction.sql(
    `UPDATE campaigns SET deleted_at = NULL WHERE variant_of = ?
       AND id IN (SELECT variant_id FROM campaign_tests WHERE removed_at IS NULL)`,
    [id],
  )
  await shareWithVariant(transaction, id)
}

/** @throws 409 for a version B: what is done with its campaign is not done with it */
export function refuseVariant({ variantOf }: Pick<CampaignRow, 'variantOf'>): void {
  if (variantOf !== null) throw isVariant(variantOf)
}

/** @throws 409 where a change of version B names what is its campaign's */
export function refuseShared(
  { variantOf }: Pick<CampaignRow, 'variantOf'>,
  change: Record<string, unknown>,
): void {
  if (variantOf === null) return
  const field = Object.keys(change).find(
    (name) => change[name] !== undefined && !differingFields.some((one) => one === name),
  )
  if (field !== undefined) throw isVariant(variantOf, field)
}

const isVariant = (campaignId: number, field?: string) =>
  apiError(
    'CONFLICT',
    'campaign_variant',
    `This is version B of campaign ${campaignId}: what concerns both is changed there.`,
    field === undefined ? {} : { field },
  )

/** @throws 409 for a campaign that tests two versions, or is one: it cannot be sent by itself */
export async function refuseTested(
  transaction: Pick<Transaction, 'count'>,
  campaign: Pick<CampaignRow, 'id' | 'variantOf'>,
): Promise<void> {
  refuseVariant(campaign)
  const tests = await transaction.count(
    'SELECT count(*) AS n FROM campaign_tests WHERE campaign_id = ? AND removed_at IS NULL',
    [campaign.id],
  )
  if (tests > 0)
    throw apiError(
      'CONFLICT',
      'campaign_tested',
      'This campaign tests two versions: take version B out first.',
    )
}
