// A copy of a campaign, as a draft: with its files, and with what it tests.
import type { Campaign } from '#shared/contract/campaigns.ts'
import type { Services } from '#main/core/services.ts'
import { clicksObjection } from '../clicks/measurable.ts'
import { topicNames } from '#main/features/crm/crm.feature.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { copyFiles } from '../files/campaignFiles.repository.ts'
import { copyTest } from '../variants/campaignTests.service.ts'
import { copyFurtherAccounts } from '../spread/campaignAccounts.ts'
import { refuseVariant } from '../variants/variantRows.ts'
import { businessSettings, selectSettingsSql } from './campaignMessage.ts'
import { createCampaign, requireCampaign } from './campaigns.service.ts'

/** @throws 404; 409 for the second version of another */
export async function duplicateCampaign(services: Services, id: number): Promise<Campaign> {
  const { database, host } = services
  const original = requireCampaign(database, id)
  refuseVariant(original)
  const { language } = businessSettings(database.all(settingsTable, selectSettingsSql))
  const suffix = language === 'fr' ? ' (copie)' : ' (copy)'
  const { subject, preheader, html, text, blocks, fromName, fromEmail, replyTo } = original
  const isAccountThere =
    original.accountId !== null && findAccount(database, original.accountId) !== null
  const copy = {
    ...(blocks === null ? { html, text } : { blocks }),
    ...{ subject, preheader, fromName, fromEmail, replyTo },
    name: `${original.name.slice(0, 200 - suffix.length)}${suffix}`,
    accountId: isAccountThere ? original.accountId : null,
    recipients: original.recipients,
    // One that was deleted since goes with no copy.
    topic: topicNames(services).some(({ key }) => key === original.topic) ? original.topic : null,
    measuresClicks: original.measuresClicks && (await clicksObjection(services)) === null,
  }
  return createCampaign(services, copy, async (transaction, copyId) => {
    const now = host.clock.now()
    await copyFiles(transaction, id, copyId, now)
    await copyFurtherAccounts(transaction, id, copyId)
    await copyTest(transaction, id, copyId, now)
  })
}
