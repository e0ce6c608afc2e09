// Campaigns that a sequence writes by itself: taken from a draft, turned on with a fixed message,
// turned off, given back.
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Services } from '#main/core/services.ts'
import { flag, integer } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { refuseSpread } from '../spread/campaignAccounts.ts'
import { refuseTested } from '../variants/variantRows.ts'
import { apiError } from '#main/platform/apiError.ts'
import { requireAccount } from '../accounts/accounts.service.ts'
import { cancelWaiting } from './automaticQueue.ts'
import { businessSettings, contentOf, selectSettingsSql } from '../campaigns/campaignMessage.ts'
import { requireSendable } from '../campaigns/campaignSending.service.ts'
import {
  emptyCampaign,
  getCampaignForUpdate,
  requireCampaign,
  requireReady,
} from '../campaigns/campaigns.service.ts'
import type { ShownCampaignRow } from '../campaigns/campaigns.repository.ts'
import { insertVersion } from '../campaigns/campaignStart.ts'
import { copyMessageFiles } from '../files/messageFiles.repository.ts'
import { campaignsTable } from '../campaigns/campaigns.table.ts'
import { applyTransition, isQueuedSql, redirectQueuedVersion } from '../outbox/outbox.states.ts'
import { customKeysOf } from '../campaigns/customMerge.ts'

const idRow = rowOf({ id: integer() })
const past = rowOf({ wrote: flag(), isUntouched: flag() })

export type AutomaticDraft = { name: string } & Partial<
  Pick<
    ShownCampaignRow,
    | 'subject'
    | 'preheader'
    | 'html'
    | 'text'
    | 'blocks'
    | 'fromName'
    | 'fromEmail'
    | 'replyTo'
    | 'accountId'
  >
>

/** What a copy of a campaign begins with. @throws 404 */
export async function draftOf(transaction: Transaction, id: number): Promise<AutomaticDraft> {
  const { name, subject, preheader, html, text, blocks, fromName, fromEmail, replyTo, accountId } =
    await getCampaignForUpdate(transaction, id)
  return { name, subject, preheader, html, text, blocks, fromName, fromEmail, replyTo, accountId }
}

/** A new one, off. @returns its number */
export async function createAutomatic(
  transaction: Transaction,
  draft: AutomaticDraft,
  now: number,
): Promise<number> {
  return campaignsTable.insert(transaction, {
    ...emptyCampaign,
    ...draft,
    status: 'automatic',
    automaticOn: false,
    createdAt: now,
    updatedAt: now,
  })
}

/** What waits goes by it too: a topic only leaves people out, and changes no word. */
export async function setTopic(
  transaction: Transaction,
  id: number,
  topic: string | null,
): Promise<void> {
  await transaction.sql('UPDATE campaigns SET topic = ? WHERE id = ? AND topic IS NOT ?', [
    topic,
    id,
    topic,
  ])
}

/** Makes a draft automatic, off. @throws 404; 409 if it is no draft any more */
export async function makeAutomatic(transaction: Transaction, id: number): Promise<void> {
  const campaign = await getCampaignForUpdate(transaction, id)
  if (campaign.status !== 'draft' || campaign.startedAt !== null)
    throw apiError('CONFLICT', 'campaign_already_started', 'Only a draft can become automatic.')
  await refuseTested(transaction, campaign)
  await refuseSpread(transaction, campaign)
  await transaction.sql(
    `UPDATE campaigns SET status = 'automatic', automatic_on = 0, is_held = 0 WHERE id = ?`,
    [id],
  )
}

/**
 * What has to be asked before a write in which it is turned on.
 * @throws 404; 422 if a part of the message, the account or its password is missing, or a place
 * is left to fill in
 */
export const requireTurnable = (services: Services, id: number): Promise<void> =>
  requireSendable(services, requireCampaign(services.database, id))

/**
 * Fixes its message and lets it write to whoever comes from now on. What waits from before keeps
 * the words it had.
 * @param language of the lines every message ends with
 * @throws as `requireTurnable`
 */
export async function turnOnInside(
  { database, host }: Services,
  transaction: Transaction,
  id: number,
  language: Language,
): Promise<void> {
  const campaign = await getCampaignForUpdate(transaction, id)
  requireReady(campaign, customKeysOf(database))
  if (campaign.automaticOn === null || campaign.status === 'cancelled')
    throw apiError('CONFLICT', 'campaign_finished', 'This campaign is not automatic.')
  const settings = {
    ...businessSettings(await transaction.all(settingsTable, selectSettingsSql)),
    language,
  }
  const content = contentOf(campaign, requireAccount(database, campaign.accountId), settings)
  const now = host.clock.now()
  const versionId = await insertVersion(transaction, id, content, now)
  await moveWaiting(transaction, campaign, content, now)
  await transaction.sql(
    `UPDATE campaigns SET status = 'automatic', automatic_on = 1, pause_reason = NULL, message_version_id = ?, started_at = coalesce(started_at, ?),
       updated_at = ? WHERE id = ?`,
    [versionId, now, now, id],
  )
}

/**
 * What waits leaves through the account of now, signed by its sender: a server takes nobody else's
 * address.
 */
async function moveWaiting(
  transaction: Transaction,
  { id, accountId }: ShownCampaignRow,
  sender: { fromName: string; fromEmail: string },
  now: number,
): Promise<void> {
  const versions = await transaction.all(
    idRow,
    `SELECT DISTINCT message_version_id AS id FROM outbox WHERE campaign_id = ? AND ${isQueuedSql} AND account_id <> ?`,
    [id, accountId ?? 0],
  )
  for (const version of versions) {
    const moved = await transaction.first(
      idRow,
      `INSERT INTO message_versions (campaign_id, content, created_at)
       SELECT campaign_id, json_set(content, '$.fromName', ?, '$.fromEmail', ?), ? FROM message_versions WHERE id = ? RETURNING id`,
      [sender.fromName, sender.fromEmail, now, version.id],
    )
    if (moved !== null) await copyMessageFiles(transaction, version.id, moved.id)
    const to = [accountId ?? 0, moved?.id ?? version.id] as const
    await applyTransition(transaction, redirectQueuedVersion, ...to, id, version.id)
  }
}

/**
 * A sequence that was brought back takes it again, off. What waited stays cancelled.
 * @returns false if it is no longer free: gone, sent by itself, or another sequence's
 */
export async function takeBackAutomatic(transaction: Transaction, id: number): Promise<boolean> {
  const taken = await transaction.sql(
    `UPDATE campaigns SET status = 'automatic', automatic_on = 0, is_held = 0, pause_reason = NULL, deleted_at = NULL
     WHERE id = ? AND confirms_funnel_id IS NULL
       AND ((status = 'draft' AND automatic_on IS NULL AND started_at IS NULL) OR (status = 'cancelled' AND automatic_on IS NOT NULL))
     RETURNING id`,
    [id],
  )
  return taken.length > 0
}

/**
 * Its sequence lets go of it. What waits is cancelled. What it sent stays as a cancelled campaign; one
 * that never wrote to anybody is a draft
 * again, or goes with the sequence where nobody had written in it.
 * @param isOwn true if it was made for the sequence
 */
export async function releaseAutomatic(
  transaction: Transaction,
  id: number,
  isOwn: boolean,
  now: number,
): Promise<void> {
  await cancelWaiting(transaction, id, now)
  const campaign = await transaction.first(
    past,
    'SELECT EXISTS (SELECT 1 FROM outbox WHERE campaign_id = campaigns.id) AS wrote, created_at = updated_at AS isUntouched FROM campaigns WHERE id = ?',
    [id],
  )
  if (campaign?.wrote === true)
    await transaction.sql(
      `UPDATE campaigns SET status = 'cancelled', updated_at = ? WHERE id = ?`,
      [now, id],
    )
  else {
    const gone = isOwn && campaign?.isUntouched === true ? now : null
    await transaction.sql(
      `UPDATE campaigns SET status = 'draft', automatic_on = NULL, is_held = 0, started_at = NULL, message_version_id = NULL, deleted_at = coalesce(deleted_at, ?) WHERE id = ?`,
      [gone, id],
    )
  }
}
