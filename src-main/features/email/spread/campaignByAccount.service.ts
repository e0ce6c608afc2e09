// What became of a campaign's messages, by the account that took them.
import type { CampaignByAccount } from '#shared/contract/email/sendingPlan.ts'
import { warmedRate } from '#shared/rules/sending/warmUp.ts'
import type { Services } from '#main/core/services.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { DeliveryState } from '#shared/contract/deliveries.ts'
import { usedLately } from '../accounts/accountLimits.ts'
import { findAccount } from '../accounts/accounts.repository.ts'
import { campaignFigures } from '../campaigns/campaigns.repository.ts'
import { requireCampaign } from '../campaigns/campaigns.service.ts'
import { furtherAccountIds } from './campaignAccounts.ts'

const taken = rowOf({ accountId: integer(), state: text<DeliveryState>(), count: integer() })

/** None for a campaign that goes to the sandbox. @throws 404 */
export function campaignByAccount(services: Services, id: number): CampaignByAccount {
  const { database, host } = services
  const campaign = requireCampaign(database, id)
  const { accountId } = campaign
  if (accountId === null) return []
  const further = furtherAccountIds(database, campaign)
  // By an index of what several accounts took: a campaign may have a million rows.
  const rows = database.all(
    taken,
    `SELECT taken_by AS accountId, state, count(*) AS count FROM outbox
     WHERE campaign_id = ? AND taken_by IS NOT NULL GROUP BY taken_by, state`,
    [id],
  )
  const alone = further.length === 0 ? campaignFigures(database, id) : null
  return [accountId, ...further].map((one) => {
    const counted = (state: DeliveryState) =>
      rows.find((row) => row.accountId === one && row.state === state)?.count ?? 0
    const account = findAccount(database, one)
    return {
      ...{ accountId: one, name: account?.name ?? null },
      sent: alone?.sent ?? counted('sent'),
      failed: alone?.failed ?? counted('failed'),
      uncertain: alone?.uncertain ?? counted('uncertain'),
      sentLastDay: usedLately(database, one, host.clock.now()).lastDay,
      perDay: account === null ? null : warmedRate(account).maxPerDay,
      isBlocked: account !== null && account.blockedReason !== null,
    }
  })
}
