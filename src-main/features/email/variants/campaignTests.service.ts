// Tests of campaigns as they are planned: a second version made, changed, taken out and brought back,
// and what has to be there before both are sent.
import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Campaign } from '#shared/contract/campaigns.ts'
import { firstTestSettings, type TestSettings } from '#shared/contract/email/campaignTest.ts'
import { expectedTested, leastTested } from '#shared/rules/sending/testSplit.ts'
import { maxPicturesBytes } from '#shared/rules/sending/messageFiles.ts'
import type { Services } from '#main/core/services.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { apiError, isRefusal, unknownId } from '#main/platform/apiError.ts'
import { countAudience } from '../campaigns/audience.ts'
import { contentOf, type BusinessSettings } from '../campaigns/campaignMessage.ts'
import { insertVersion } from '../campaigns/campaignStart.ts'
import { shownCampaign, type ShownCampaignRow } from '../campaigns/campaigns.repository.ts'
import {
  emptyCampaign,
  getCampaign,
  getCampaignForUpdate,
  isAutomatic,
  requireEditable,
  requireReady,
} from '../campaigns/campaigns.service.ts'
import { campaignsTable } from '../campaigns/campaigns.table.ts'
import { customKeysOf } from '../campaigns/customMerge.ts'
import { adoptPictures, copyFiles } from '../files/campaignFiles.repository.ts'
import { filesOf } from '../files/campaignFiles.service.ts'
import { insertSignedVersions } from '../spread/signedVersions.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { campaignTestsTable, type CampaignTestRow } from './campaignTests.table.ts'
import {
  differingFields,
  refuseVariant,
  selectVariantSql,
  shareWithVariant,
  startVariantSql,
} from './variantRows.ts'

const changed = ['email', 'dashboard'] as const

/**
 * Plans a test, its version B a copy of what the campaign says now; or changes the plan.
 * @throws 409 once the campaign has started, or for clicks where its links are not measured
 */
export async function planTest(
  services: Services,
  { id, ...settings }: { id: number } & Partial<z.infer<typeof TestSettings>>,
): Promise<Campaign> {
  const { database, host } = services
  await database.write(changed, async (transaction) => {
    const campaign = await requirePlannable(transaction, id)
    if (settings.measure === 'clicks' && !campaign.measuresClicks) throw clicksNotMeasured()
    const before = await campaignTestsTable.findForUpdate(transaction, { campaignId: id })
    const now = host.clock.now()
    if (before !== null && before.removedAt === null) {
      await campaignTestsTable.update(transaction, { id: before.id }, settings)
      await campaignsTable.update(transaction, { id }, { updatedAt: now })
      return
    }
    if (before !== null) await forget(transaction, before)
    const planned = { ...firstTestSettings, ...settings }
    await insertTest(transaction, { campaign, content: campaign, files: id }, planned, now)
  })
  return getCampaign(services, id)
}

const clicksNotMeasured = () =>
  apiError(
    'CONFLICT',
    'test_without_clicks',
    'A test is judged by clicks only where the links of its campaign are measured.',
    { field: 'measure' },
  )

type Written = Pick<ShownCampaignRow, (typeof differingFields)[number]>

/**
 * A test of a campaign. @param from what its version B says, and the campaign whose files it takes
 */
async function insertTest(
  transaction: Transaction,
  from: { campaign: ShownCampaignRow; content: Written; files: number },
  settings: TestSettings,
  now: number,
): Promise<void> {
  const { campaign, content } = from
  const { subject, preheader, html, text, blocks, fromName } = content
  const { name, recipients, accountId, fromEmail, replyTo } = campaign
  const variantId = await campaignsTable.insert(transaction, {
    ...emptyCampaign,
    ...{ subject, preheader, html, text, blocks, fromName },
    ...{ name, recipients, accountId, fromEmail, replyTo },
    ...{ status: 'draft', variantOf: campaign.id, createdAt: now, updatedAt: now },
  })
  await adoptPictures(transaction, variantId, html, now)
  await copyFiles(transaction, from.files, variantId, now)
  await campaignTestsTable.insert(transaction, {
    ...settings,
    ...{ campaignId: campaign.id, variantId, createdAt: now },
  })
  await campaignsTable.update(transaction, { id: campaign.id }, { updatedAt: now })
}

/** A copy of a campaign tests what the original tests. Inside the write that makes it. */
export async function copyTest(
  transaction: Transaction,
  from: number,
  to: number,
  now: number,
): Promise<void> {
  const test = await campaignTestsTable.findForUpdate(transaction, { campaignId: from })
  const variant = await transaction.first(shownCampaign, selectVariantSql, [from])
  if (test === null || test.removedAt !== null || variant === null) return
  const { share, hours, unclear } = test
  const campaign = await getCampaignForUpdate(transaction, to)
  // A copy measures no links where no relay can.
  const measure = campaign.measuresClicks ? test.measure : 'replies'
  const version = { campaign, content: variant, files: variant.id }
  await insertTest(transaction, version, { share, measure, hours, unclear }, now)
}

/** Takes version B out; it can be brought back. @throws 404; 409 once the campaign has started */
export async function removeTest({ database, host }: Services, id: number): Promise<void> {
  await database.write(changed, async (transaction) => {
    await requirePlannable(transaction, id)
    const test = await campaignTestsTable.findForUpdate(transaction, { campaignId: id })
    if (test === null || test.removedAt !== null) throw unknownId('test of campaign', id)
    const now = host.clock.now()
    await campaignTestsTable.update(transaction, { id: test.id }, { removedAt: now })
    await campaignsTable.update(transaction, { id: test.variantId }, { deletedAt: now })
    await campaignsTable.update(transaction, { id }, { updatedAt: now })
  })
}

/** Brings version B back as it was. @throws 404 where none was taken out */
export async function restoreTest(services: Services, id: number): Promise<Campaign> {
  const { database, host } = services
  await database.write(changed, async (transaction) => {
    await requirePlannable(transaction, id)
    const test = await campaignTestsTable.findForUpdate(transaction, { campaignId: id })
    if (test === null || test.removedAt === null) throw unknownId('removed test of campaign', id)
    await campaignTestsTable.update(transaction, { id: test.id }, { removedAt: null })
    await campaignsTable.update(transaction, { id: test.variantId }, { deletedAt: null })
    await shareWithVariant(transaction, id)
    await campaignsTable.update(transaction, { id }, { updatedAt: host.clock.now() })
  })
  return getCampaign(services, id)
}

async function requirePlannable(transaction: Transaction, id: number): Promise<ShownCampaignRow> {
  const campaign = await getCampaignForUpdate(transaction, id)
  refuseVariant(campaign)
  if (campaign.automaticOn !== null) throw isAutomatic()
  requireEditable(campaign)
  return campaign
}

/** A version that was taken out, for good: another takes its place. */
async function forget(transaction: Transaction, test: CampaignTestRow): Promise<void> {
  await campaignTestsTable.delete(transaction, { id: test.id })
  await campaignsTable.delete(transaction, { id: test.variantId, startedAt: null })
}

const saysTheSame = (one: Written, other: Written): boolean =>
  differingFields.every((field) => isDeepStrictEqual(one[field], other[field]))

/**
 * What a test needs besides the campaign itself, where there is one.
 * @throws 422 where version B is not finished, says the same as A, or too few people would test
 */
export async function requireTestable(
  services: Services,
  campaign: ShownCampaignRow,
): Promise<void> {
  const { database } = services
  const variant = findVariant(database, campaign.id)
  if (variant === null) return
  try {
    requireReady(variant, customKeysOf(database))
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw apiError('UNPROCESSABLE', 'variant_unfinished', 'Version B is not finished.', {
      field: 'test',
    })
  }
  if (filesOf(database, variant.id, variant.html).pictureBytes > maxPicturesBytes)
    throw apiError(
      'UNPROCESSABLE',
      'message_too_heavy',
      'The pictures of version B weigh more than 8 MB together.',
      { field: 'test' },
    )
  const { recipients } = await countAudience(services, campaign.recipients, campaign.topic)
  for (const reason of testObjections(services, campaign, recipients))
    throw apiError('UNPROCESSABLE', reason, objections[reason], { field: 'test' })
}

const objections = {
  variants_same: 'Both versions say the same.',
  test_too_small: `Fewer than ${leastTested} people would be in the test.`,
} as const

/** What stands in the way of a campaign's test itself. */
export function testObjections(
  { database }: Pick<Services, 'database'>,
  campaign: ShownCampaignRow,
  recipients: number,
): (keyof typeof objections)[] {
  const variant = findVariant(database, campaign.id)
  const test = campaignTestsTable.find(database, { campaignId: campaign.id })
  if (variant === null || test === null) return []
  const isTooSmall = recipients > 0 && expectedTested(recipients, test.share) < leastTested
  return [
    ...(saysTheSame(campaign, variant) ? (['variants_same'] as const) : []),
    ...(isTooSmall ? (['test_too_small'] as const) : []),
  ]
}

export const findVariant = (
  database: Pick<Database, 'first'>,
  campaignId: number,
): ShownCampaignRow | null => database.first(shownCampaign, selectVariantSql, [campaignId])

/** Fixes version B as the campaign starts, where it has one. Inside the write that starts it. */
export async function startVariant(
  transaction: Transaction,
  campaignId: number,
  signing: {
    account: AccountRow | null
    settings: BusinessSettings
    customKeys: ReadonlySet<string>
  },
  now: number,
): Promise<void> {
  const variant = await transaction.first(shownCampaign, selectVariantSql, [campaignId])
  if (variant === null) return
  // It may have been edited since it was looked at a moment ago.
  requireReady(variant, signing.customKeys)
  const content = contentOf(variant, signing.account, signing.settings)
  const versionId = await insertVersion(transaction, variant.id, content, now)
  const { account: own, settings } = signing
  const signed = { campaignId, written: variant, own, settings }
  await insertSignedVersions(transaction, signed, { id: versionId, content }, now)
  await transaction.sql(startVariantSql, [versionId, now, campaignId])
}
