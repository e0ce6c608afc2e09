// Starting, pausing, resuming, cancelling and scheduling a campaign. Only states change here; the
// engine does the work.
import { domainOf } from '#shared/rules/emailAddress.ts'
import { maxPicturesBytes } from '#shared/rules/sending/messageFiles.ts'
import type { Campaign, CampaignStatus } from '#shared/contract/campaigns.ts'
import type { Services } from '#main/core/services.ts'
import { integer, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { messageIdentity, campaignKey } from '#main/mail/messageIdentity.ts'
import { checkLeadFilter } from '#main/features/crm/crm.feature.ts'
import { apiError } from '#main/platform/apiError.ts'
import { requireCredential } from '../accounts/accountCredentials.ts'
import { requireAccount } from '../accounts/accounts.service.ts'
import { countAudience } from './audience.ts'
import { cancelWaiting } from '../automatic/automaticQueue.ts'
import { businessSettings, contentOf, selectSettingsSql } from './campaignMessage.ts'
import {
  getCampaign,
  isAutomatic,
  getCampaignForUpdate,
  requireCampaign,
  requireReady,
} from './campaigns.service.ts'
import type { ShownCampaignRow } from './campaigns.repository.ts'
import { accountsOfCampaignSql } from '../spread/accountsOfCampaign.ts'
import { accountsOf } from '../spread/campaignAccounts.ts'
import { insertSignedVersions } from '../spread/signedVersions.ts'
import { tryAccountsAgainSql } from '../accounts/accounts.repository.ts'
import { startCampaignSql, insertVersion } from './campaignStart.ts'
import { requireTestable, startVariant } from '../variants/campaignTests.service.ts'
import { refuseVariant } from '../variants/variantRows.ts'
import {
  applyTransition,
  cancelSlice,
  expire,
  isUndecidedSql,
  leaveUndecided,
  queueAgain,
} from '../outbox/outbox.states.ts'
import { filesOf } from '../files/campaignFiles.service.ts'
import { customKeysOf } from './customMerge.ts'

const changed = ['email', 'dashboard'] as const

/**
 * Starts a draft, or a scheduled campaign before its time.
 * @throws 409 if it has started already
 */
export async function sendCampaign(
  services: Services,
  { id, evenIfSent }: { id: number; evenIfSent: boolean },
): Promise<Campaign> {
  return start(services, id, (campaign) => {
    refuseVariant(campaign)
    requireDecided(campaign, evenIfSent)
    if (campaign.automaticOn !== null) throw isAutomatic()
    refuseImported(campaign)
    const startable =
      campaign.shownStatus === 'draft' ||
      campaign.shownStatus === 'scheduled' ||
      neverStarted(campaign)
    if (!startable)
      throw apiError('CONFLICT', 'campaign_already_started', 'This campaign has started already.')
  })
}

export async function resumeCampaign(services: Services, id: number): Promise<Campaign> {
  const campaign = requireCampaign(services.database, id)
  // Whoever lets a campaign go on has read why it stopped.
  if (neverStarted(campaign)) return sendCampaign(services, { id, evenIfSent: true })
  return move(services, id, ['paused'], async (transaction, now) => {
    await transaction.sql(
      `UPDATE campaigns SET status = CASE WHEN automatic_on IS NULL THEN 'sending' ELSE 'automatic' END, pause_reason = NULL, updated_at = ? WHERE id = ?`,
      [now, id],
    )
    await transaction.sql(tryAccountsAgainSql, [now, now, id])
  })
}

/** What a paused automatic campaign would write meanwhile is queued, and waits. */
export async function pauseCampaign(services: Services, id: number): Promise<Campaign> {
  return move(services, id, ['sending', 'automatic'], async (transaction, now) => {
    await transaction.sql(
      `UPDATE campaigns SET status = 'paused', pause_reason = 'user', updated_at = ? WHERE id = ?`,
      [now, id],
    )
  })
}

/**
 * Whoever was not written to is not written to any more. What a server has cannot be taken back. An
 * automatic campaign is turned off by
 * it; turned on again, it writes to people who come after that.
 */
export async function cancelCampaign(services: Services, id: number): Promise<Campaign> {
  return move(
    services,
    id,
    ['scheduled', 'sending', 'automatic', 'paused'],
    async (transaction, now, { automaticOn }) => {
      if (automaticOn !== null) return cancelWaiting(transaction, id, now)
      await transaction.sql(
        `UPDATE campaigns SET status = 'cancelled', pause_reason = NULL, updated_at = ? WHERE id = ?`,
        [now, id],
      )
      // The first slice here, so that small campaigns are done at once; the engine does the rest
      // without stalling the window.
      await applyTransition(transaction, cancelSlice, id)
    },
  )
}

/**
 * The user's word that it may go although wishes to hear no more may wait in the account's mailbox.
 * Holds until the mailbox has been read again.
 */
export async function sendUnread(services: Services, id: number): Promise<Campaign> {
  const { log } = services.host
  return move(services, id, ['sending', 'automatic'], async (transaction, now, { name }) => {
    // A reading that lies ahead is of a clock that was wrong: this word is younger.
    await transaction.sql(
      `UPDATE campaigns SET unread_allowed_at = max(?, coalesce((SELECT max(last_read_at) FROM mailboxes WHERE account_id IN ${accountsOfCampaignSql}), 0)) WHERE id = ?`,
      [now, id],
    )
    log('warn', 'A campaign was let go although its mailbox was not read.', { campaign: id, name })
  })
}

export async function scheduleCampaign(
  services: Services,
  {
    id,
    scheduledAt,
    timeZone,
    evenIfSent,
  }: { id: number; scheduledAt: string; timeZone?: string; evenIfSent: boolean },
): Promise<Campaign> {
  const { database, host } = services
  const due = Date.parse(scheduledAt)
  const campaign = requireCampaign(database, id)
  requireSchedulable(campaign)
  requireDecided(campaign, evenIfSent)
  if (due <= host.clock.now())
    throw apiError('UNPROCESSABLE', 'schedule_in_past', 'This moment has passed.', {
      field: 'scheduledAt',
    })
  await requireSendable(services, campaign)
  await database.write(changed, async (transaction) => {
    requireSchedulable(await getCampaignForUpdate(transaction, id))
    await transaction.sql(
      `UPDATE campaigns SET status = 'scheduled', pause_reason = NULL, scheduled_at = ?, schedule_zone = ?, copied_at = NULL, updated_at = ? WHERE id = ?`,
      [due, timeZone ?? null, host.clock.now(), id],
    )
  })
  services.outbox.wake()
  return getCampaign(services, id)
}

/**
 * The user's word on messages that may have arrived: sent again as new messages, or left as they
 * are.
 */
export async function decideUncertain(
  services: Services,
  { id, decision }: { id: number; decision: 'send_again' | 'leave' },
): Promise<Campaign> {
  const { database, host } = services
  const installKey = await services.installKey()
  await database.write(changed, async (transaction) => {
    const campaign = await getCampaignForUpdate(transaction, id)
    if (decision === 'leave') {
      await applyTransition(transaction, leaveUndecided, id)
      return
    }
    if (campaign.status === 'cancelled')
      throw apiError('CONFLICT', 'campaign_finished', 'This campaign was cancelled.')
    await sendUncertainAgain(transaction, campaign, installKey, host.clock.now())
  })
  services.outbox.wake()
  return getCampaign(services, id)
}

const undecided = rowOf({
  id: integer(),
  lead_id: integer(),
  resend_number: integer(),
  email: text(),
  message_id: text(),
})

async function sendUncertainAgain(
  transaction: Transaction,
  campaign: ShownCampaignRow,
  installKey: string,
  now: number,
): Promise<void> {
  const rows = await transaction.all(
    undecided,
    `SELECT id, lead_id, resend_number, email, message_id FROM outbox WHERE campaign_id = ? AND ${isUndecidedSql}`,
    [campaign.id],
  )
  for (const row of rows) {
    const resendNumber = row.resend_number + 1
    const origin = {
      campaign: campaignKey(campaign.id, campaign.createdAt),
      leadId: row.lead_id,
      resendNumber,
      email: row.email,
    }
    const identity = messageIdentity(installKey, origin, domainOf(row.message_id))
    const { idemKey, messageId, reference } = identity
    await applyTransition(
      transaction,
      queueAgain,
      ...([resendNumber, idemKey, messageId, reference, now, row.id] as const),
    )
    // The new row stands for the person now; the old one is no longer anybody's present state.
    await applyTransition(transaction, expire, row.id)
  }
}

async function start(
  services: Services,
  id: number,
  requireStartable: (campaign: ShownCampaignRow) => void,
): Promise<Campaign> {
  const { database, host } = services
  const seen = requireCampaign(database, id)
  requireStartable(seen)
  await requireSendable(services, seen)
  checkLeadFilter(database, seen.recipients)
  const audience = await countAudience(services, seen.recipients, seen.topic)
  if (audience.recipients === 0)
    throw apiError('UNPROCESSABLE', 'no_recipients', 'Nobody who may be written to matches.', {
      field: 'recipients',
    })
  await database.write(changed, async (transaction) => {
    const campaign = await getCampaignForUpdate(transaction, id)
    requireStartable(campaign)
    // It may have been edited since it was read a moment ago.
    requireReady(campaign, customKeysOf(database))
    const settings = businessSettings(await transaction.all(settingsTable, selectSettingsSql))
    const account = requireAccount(database, campaign.accountId)
    const content = contentOf(campaign, account, settings)
    const now = host.clock.now()
    const versionId = await insertVersion(transaction, id, content, now)
    await transaction.sql(startCampaignSql, [versionId, audience.recipients, now, now, id])
    const customKeys = customKeysOf(database)
    const signing = { campaignId: id, written: campaign, own: account, settings }
    await insertSignedVersions(transaction, signing, { id: versionId, content }, now)
    await startVariant(transaction, id, { account, settings, customKeys }, now)
    await transaction.sql('UPDATE campaigns SET copied_at = NULL WHERE id = ?', [id])
    await transaction.sql(tryAccountsAgainSql, [now, now, id])
  })
  services.outbox.wake()
  return getCampaign(services, id)
}

/** @throws 409 if it may have been sent since this data was copied, and nobody said to send it still */
function requireDecided({ copiedAt }: ShownCampaignRow, evenIfSent: boolean): void {
  if (copiedAt === null || evenIfSent) return
  throw apiError(
    'CONFLICT',
    'may_have_been_sent',
    'This data is a copy: the campaign may have been sent from elsewhere since.',
  )
}

/**
 * @throws 422 if a field, the account or its password is missing, or a place is left to fill in
 */
export async function requireSendable(
  services: Services,
  campaign: ShownCampaignRow,
): Promise<void> {
  const { database } = services
  requireReady(campaign, customKeysOf(database))
  if (filesOf(database, campaign.id, campaign.html).pictureBytes > maxPicturesBytes)
    throw apiError(
      'UNPROCESSABLE',
      'message_too_heavy',
      'The pictures of the message weigh more than 8 MB together.',
      { field: 'html' },
    )
  requireAccount(database, campaign.accountId)
  for (const account of accountsOf(database, campaign)) await requireCredential(services, account)
  await requireTestable(services, campaign)
}

/**
 * It reached its people from another application: sending it from here would write to them twice.
 */
function refuseImported(campaign: ShownCampaignRow): void {
  if (campaign.shownStatus === 'imported')
    throw apiError(
      'CONFLICT',
      'campaign_imported',
      'This campaign was sent by another application: duplicate it to write again.',
    )
}

function requireSchedulable(campaign: ShownCampaignRow): void {
  refuseVariant(campaign)
  if (campaign.automaticOn !== null) throw isAutomatic()
  refuseImported(campaign)
  const { shownStatus } = campaign
  if (shownStatus === 'draft' || shownStatus === 'scheduled' || neverStarted(campaign)) return
  throw apiError('CONFLICT', 'campaign_already_started', 'This campaign has started already.')
}

/** Paused before it began: its time passed while the application was not running. */
function neverStarted(campaign: ShownCampaignRow): boolean {
  return campaign.shownStatus === 'paused' && campaign.startedAt === null
}

async function move(
  services: Services,
  id: number,
  from: CampaignStatus[],
  work: (transaction: Transaction, now: number, campaign: ShownCampaignRow) => Promise<void>,
): Promise<Campaign> {
  const { database, host } = services
  await database.write(changed, async (transaction) => {
    const campaign = await getCampaignForUpdate(transaction, id)
    refuseVariant(campaign)
    refuseImported(campaign)
    const { shownStatus, automaticOn } = campaign
    const isOff =
      shownStatus === 'automatic' && automaticOn === false && !from.includes('scheduled')
    if (isOff || !from.includes(shownStatus)) {
      const finished = shownStatus === 'completed' || shownStatus === 'cancelled'
      throw apiError(
        'CONFLICT',
        finished ? 'campaign_finished' : 'campaign_not_running',
        `This campaign is ${shownStatus}.`,
      )
    }
    await work(transaction, host.clock.now(), campaign)
  })
  services.outbox.wake()
  return getCampaign(services, id)
}
