// Deleted campaigns: hidden for a month, in which they can be brought back as they were; then what
// was never sent is gone, and what was sent stays hidden as part of the figures.
import type { Campaign } from '#shared/contract/campaigns.ts'
import type { DeletedItem } from '#shared/contract/common.ts'
import { restorablePeriod, toDeletedItem } from '#main/core/deletedItems.ts'
import type { Services } from '#main/core/services.ts'
import { integer, moment, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { unknownId } from '#main/platform/apiError.ts'
import { getCampaign } from './campaigns.service.ts'
import { showVariant } from '../variants/variantRows.ts'
import { isShownCampaignSql, isWrittenCampaignSql } from './campaignKinds.ts'

const listed = rowOf({ id: integer(), name: text(), deletedAt: moment() })
/** Those that went with their sequence come back with it. */
const isOfDeletedOwner = `EXISTS (SELECT 1 FROM sequence_emails JOIN sequences ON sequences.id = sequence_id AND sequences.deleted_at IS NOT NULL
  WHERE sequence_emails.campaign_id = campaigns.id)`

/** Newest first. */
export function listDeletedCampaigns({ database, host }: Services): DeletedItem[] {
  return database
    .all(
      listed,
      `SELECT id, name, deleted_at AS deletedAt FROM campaigns
       WHERE deleted_at >= ? AND ${isShownCampaignSql} AND NOT ${isOfDeletedOwner}
       ORDER BY deleted_at DESC, id DESC`,
      [host.clock.now() - restorablePeriod],
    )
    .map((item) => toDeletedItem(item, restorablePeriod))
}

/**
 * As it was when it was deleted; nothing is sent by it. @throws 404 if nothing was deleted under
 * this number, or too long ago
 */
export async function restoreCampaign(services: Services, id: number): Promise<Campaign> {
  const { database, host } = services
  await database.write(['email', 'dashboard'], async (transaction) => {
    const restored = await transaction.sql(
      `UPDATE campaigns SET deleted_at = NULL WHERE id = ? AND deleted_at >= ? AND ${isShownCampaignSql}
         AND NOT ${isOfDeletedOwner} RETURNING id`,
      [id, host.clock.now() - restorablePeriod],
    )
    if (restored.length === 0) throw unknownId('deleted campaign', id)
    await showVariant(transaction, id)
  })
  return getCampaign(services, id)
}

const neverSent = `status = 'draft' AND started_at IS NULL AND ${isWrittenCampaignSql}
  AND NOT EXISTS (SELECT 1 FROM outbox WHERE campaign_id = campaigns.id)`

/** Drafts that can no longer be brought back are gone for good. */
export async function purgeDeletedCampaigns({ database, host }: Services): Promise<void> {
  const before = host.clock.now() - restorablePeriod
  const expired = `deleted_at < ? AND ${neverSent}`
  if (
    database.count(`SELECT EXISTS (SELECT 1 FROM campaigns WHERE ${expired}) AS n`, [before]) === 0
  )
    return
  await database.write(['email'], async (transaction) => {
    await transaction.sql(`DELETE FROM campaigns WHERE ${expired}`, [before])
    await transaction.sql(
      'DELETE FROM campaign_accounts WHERE campaign_id NOT IN (SELECT id FROM campaigns)',
    )
    await transaction.sql(
      'DELETE FROM campaign_tests WHERE campaign_id NOT IN (SELECT id FROM campaigns) OR variant_id NOT IN (SELECT id FROM campaigns)',
    )
  })
}
