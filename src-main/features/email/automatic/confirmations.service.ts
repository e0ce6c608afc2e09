// Messages that ask whether an address is its owner's, as the outbox sends them: one campaign a
// funnel that is listed nowhere, one row an ask.
import type { Language } from '#shared/contract/settings.contract.ts'
import { confirmationWords } from '#main/mail/confirmationMessage.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import { selectAccountSql } from '../accounts/accounts.repository.ts'
import type { AccountRow } from '../accounts/accounts.table.ts'
import { queueMessage, type Queueing } from './automaticQueue.ts'
import { businessSettings, contentOf, selectSettingsSql } from '../campaigns/campaignMessage.ts'
import { emptyCampaign } from '../campaigns/campaigns.service.ts'
import { insertVersionSql } from '../campaigns/campaignStart.ts'
import {
  applyTransition,
  cancelQueued,
  cancelTooLate,
  isQueuedSql,
  redirectQueued,
} from '../outbox/outbox.states.ts'

/**
 * Who asks: the funnel, in its language, through the account it names or the first there is;
 * without any, the sandbox.
 */
export type Asking = { funnelId: number; language: Language; accountId: number | null }

/**
 * Queues the message of one ask, at once.
 * @returns false where the address is not the person's any more
 */
export async function queueConfirmation(
  transaction: Transaction,
  asking: Asking,
  ask: { eventId: string; leadId: number; email: string },
  queueing: Queueing,
): Promise<boolean> {
  const carrier = await carrierOf(transaction, asking, queueing.now)
  const [earlier] = await transaction.sql<{ n: number }>(
    'SELECT count(*) AS n FROM outbox WHERE campaign_id = ? AND email = ?',
    [carrier.campaignId, ask.email],
  )
  const message = {
    ...carrier,
    key: `confirm-${ask.eventId}`,
    resendNumber: earlier?.n ?? 0,
    confirms: ask.eventId,
    dueAt: queueing.now,
  }
  return queueMessage(transaction, ask, message, queueing)
}

/** What waits is sent as the funnel says now. Of no effect where it never asked anybody. */
export async function moveConfirmations(
  transaction: Transaction,
  asking: Asking,
  now: number,
): Promise<void> {
  if ((await findCarrier(transaction, asking.funnelId)) !== undefined)
    await carrierOf(transaction, asking, now)
}

/**
 * While a funnel is archived its questions wait. @param since questions from before it are not
 * asked any more: nobody remembers; in
 * milliseconds since 1970
 */
export async function holdConfirmations(
  transaction: Transaction,
  funnelId: number,
  isHeld: boolean,
  since: number,
): Promise<void> {
  const carrier = await findCarrier(transaction, funnelId)
  if (carrier === undefined) return
  await transaction.sql('UPDATE campaigns SET is_held = ? WHERE id = ?', [
    isHeld ? 1 : 0,
    carrier.id,
  ])
  if (!isHeld) await applyTransition(transaction, cancelTooLate, carrier.id, since)
}

/** Nothing more is asked for a funnel that is gone. */
export async function endConfirmations(
  transaction: Transaction,
  funnelId: number,
  now: number,
): Promise<void> {
  const carrier = await findCarrier(transaction, funnelId)
  if (carrier === undefined) return
  await transaction.sql(`UPDATE campaigns SET status = 'cancelled', updated_at = ? WHERE id = ?`, [
    now,
    carrier.id,
  ])
  await applyTransition(transaction, cancelQueued, carrier.id)
}

/**
 * Questions that wait, because no relay is paired that could take the answer, or for their turn.
 * Counted no further than `most`.
 */
export function countWaitingConfirmations(database: Pick<Database, 'query'>, most: number): number {
  const [counted] = database.query<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM campaigns JOIN outbox ON outbox.campaign_id = campaigns.id AND ${isQueuedSql}
     WHERE confirms_funnel_id IS NOT NULL AND status = 'automatic' AND is_held = 0 LIMIT ?)`,
    [most],
  )
  return counted?.n ?? 0
}

type Carrier = {
  campaignId: number
  accountId: number | null
  versionId: number
  fromEmail: string
}
type Found = { id: number; versionId: number | null; content: string | null }

async function findCarrier(transaction: Transaction, funnelId: number): Promise<Found | undefined> {
  const [found] = await transaction.sql<Found>(
    `SELECT campaigns.id, versions.id AS versionId, versions.content FROM campaigns LEFT JOIN message_versions AS versions ON versions.id = message_version_id
     WHERE confirms_funnel_id = ? AND status = 'automatic'`,
    [funnelId],
  )
  return found
}

/**
 * The campaign that carries a funnel's confirmations, made when it is first needed, with words and
 * sender as they are now.
 */
async function carrierOf(transaction: Transaction, asking: Asking, now: number): Promise<Carrier> {
  const account = await accountFor(transaction, asking.accountId)
  const found =
    (await findCarrier(transaction, asking.funnelId)) ??
    (await insertCarrier(transaction, asking.funnelId, now))
  const content = await contentFor(transaction, asking.language, account)
  const json = JSON.stringify(content)
  const versionId =
    found.content === json && found.versionId !== null
      ? found.versionId
      : await insertVersion(transaction, found.id, json, now)
  const accountId = account?.id ?? null
  await transaction.sql(
    'UPDATE campaigns SET account_id = ?, message_version_id = ?, updated_at = ? WHERE id = ?',
    [accountId, versionId, now, found.id],
  )
  await applyTransition(transaction, redirectQueued, accountId ?? 0, versionId, found.id)
  return { campaignId: found.id, accountId, versionId, fromEmail: content.fromEmail }
}

async function accountFor(
  transaction: Transaction,
  accountId: number | null,
): Promise<AccountRow | null> {
  const [chosen] =
    accountId === null ? [] : await transaction.sql<AccountRow>(selectAccountSql, [accountId])
  if (chosen !== undefined) return chosen
  const [first] = await transaction.sql<{ id: number | null }>(
    'SELECT min(id) AS id FROM email_accounts',
  )
  return first?.id == null
    ? null
    : ((await transaction.sql<AccountRow>(selectAccountSql, [first.id]))[0] ?? null)
}

async function contentFor(
  transaction: Transaction,
  language: Language,
  account: AccountRow | null,
): Promise<MessageContent> {
  const settings = { ...businessSettings(await transaction.sql(selectSettingsSql)), language }
  const sender = contentOf({ ...emptyCampaign }, account, settings)
  return { ...sender, ...confirmationWords(language, sender.identity.name), asksConfirmation: true }
}

async function insertCarrier(
  transaction: Transaction,
  funnelId: number,
  now: number,
): Promise<Found> {
  const row = {
    ...emptyCampaign,
    name: '',
    status: 'automatic',
    automaticOn: 1,
    confirmsFunnelId: funnelId,
    createdAt: now,
    updatedAt: now,
  }
  return {
    id: Number((await transaction.insert('campaigns', row)).identifiers[0]?.['id']),
    versionId: null,
    content: null,
  }
}

async function insertVersion(
  transaction: Transaction,
  campaignId: number,
  content: string,
  now: number,
): Promise<number> {
  const [version] = await transaction.sql<{ id: number }>(insertVersionSql, [
    campaignId,
    content,
    now,
  ])
  return version?.id ?? 0
}
