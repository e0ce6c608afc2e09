// Messages that ask whether an address is its owner's, as the outbox sends them: one campaign a
// funnel that is listed nowhere, one row an ask.
import type { Language } from '#shared/contract/settings.contract.ts'
import { confirmationWords } from '#main/mail/confirmationMessage.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Database, Transaction } from '#main/database/database.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { settingsTable } from '#main/features/settings/settings.feature.ts'
import { campaignsTable } from '../campaigns/campaigns.table.ts'
import { accountsTable, type AccountRow } from '../accounts/accounts.table.ts'
import { queueMessage, type Queueing } from './automaticQueue.ts'
import { businessSettings, contentOf, selectSettingsSql } from '../campaigns/campaignMessage.ts'
import { emptyCampaign } from '../campaigns/campaigns.service.ts'
import { insertVersion } from '../campaigns/campaignStart.ts'
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
 * @returns false if the address is not the person's any more
 */
export async function queueConfirmation(
  transaction: Transaction,
  asking: Asking,
  ask: { eventId: string; leadId: number; email: string },
  queueing: Queueing,
): Promise<boolean> {
  const carrier = await carrierOf(transaction, asking, queueing.now)
  const earlier = await transaction.count(
    'SELECT count(*) AS n FROM outbox WHERE campaign_id = ? AND email = ?',
    [carrier.campaignId, ask.email],
  )
  const message = {
    ...carrier,
    key: `confirm-${ask.eventId}`,
    resendNumber: earlier,
    confirms: ask.eventId,
    dueAt: queueing.now,
  }
  return (await queueMessage(transaction, ask, message, queueing)).kind === 'queued'
}

/** What waits is sent as the funnel says now. Of no effect where it never asked anybody. */
export async function moveConfirmations(
  transaction: Transaction,
  asking: Asking,
  now: number,
): Promise<void> {
  if ((await findCarrier(transaction, asking.funnelId)) !== null)
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
  if (carrier === null) return
  await campaignsTable.update(transaction, { id: carrier.id }, { isHeld })
  if (!isHeld) await applyTransition(transaction, cancelTooLate, carrier.id, since)
}

/** Nothing more is asked for a funnel that is gone. */
export async function endConfirmations(
  transaction: Transaction,
  funnelId: number,
  now: number,
): Promise<void> {
  const carrier = await findCarrier(transaction, funnelId)
  if (carrier === null) return
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
export function countWaitingConfirmations(database: Pick<Database, 'count'>, most: number): number {
  return database.count(
    `SELECT count(*) AS n FROM (SELECT 1 FROM campaigns JOIN outbox ON outbox.campaign_id = campaigns.id AND ${isQueuedSql}
     WHERE confirms_funnel_id IS NOT NULL AND status = 'automatic' AND is_held = 0 LIMIT ?)`,
    [most],
  )
}

type Carrier = {
  campaignId: number
  accountId: number | null
  versionId: number
  fromEmail: string
}
const carrierFound = rowOf({
  id: integer(),
  versionId: optional(integer()),
  content: optional(text()),
})
type Found = RowOfTable<typeof carrierFound>

function findCarrier(transaction: Transaction, funnelId: number): Promise<Found | null> {
  return transaction.first(
    carrierFound,
    `SELECT campaigns.id, versions.id AS versionId, versions.content FROM campaigns LEFT JOIN message_versions AS versions ON versions.id = message_version_id
     WHERE confirms_funnel_id = ? AND status = 'automatic'`,
    [funnelId],
  )
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
      : await insertVersion(transaction, found.id, content, now)
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
  const chosen =
    accountId === null ? null : await accountsTable.findForUpdate(transaction, { id: accountId })
  return (
    chosen ??
    transaction.first(
      accountsTable,
      `SELECT ${accountsTable.list()} FROM email_accounts ORDER BY id LIMIT 1`,
    )
  )
}

async function contentFor(
  transaction: Transaction,
  language: Language,
  account: AccountRow | null,
): Promise<MessageContent> {
  const settings = {
    ...businessSettings(await transaction.all(settingsTable, selectSettingsSql)),
    language,
  }
  const sender = contentOf({ ...emptyCampaign }, account, settings)
  return { ...sender, ...confirmationWords(language, sender.identity.name), asksConfirmation: true }
}

async function insertCarrier(
  transaction: Transaction,
  funnelId: number,
  now: number,
): Promise<Found> {
  const id = await campaignsTable.insert(transaction, {
    ...emptyCampaign,
    name: '',
    status: 'automatic',
    automaticOn: true,
    confirmsFunnelId: funnelId,
    createdAt: now,
    updatedAt: now,
  })
  return { id, versionId: null, content: null }
}
