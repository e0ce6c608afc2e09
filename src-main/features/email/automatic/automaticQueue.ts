// The messages of automatic campaigns: one row of the outbox a person, due when its delay is over;
// and what becomes of those that wait.
import { domainOf } from '#shared/rules/emailAddress.ts'
import { campaignKey, messageIdentity } from '#main/mail/messageIdentity.ts'
import { z } from 'zod'
import { integer, json, moment, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { FilterTree } from '#shared/rules/leadFilter/filterTree.ts'
import type { BlockCondition } from '#main/mail/messageContent.ts'
import { hasAddressSql } from '#main/features/crm/crm.feature.ts'
import { campaignsTable } from '../campaigns/campaigns.table.ts'
import { saidFieldsForUpdate, type SaidFields } from '../campaigns/customMerge.ts'
import { mergeColumns, mergeColumnsSql, mergeValuesOf } from '../campaigns/recipients.ts'
import {
  shownSqlForUpdate,
  shownValues,
  withShown,
  type RowValues,
} from '../campaigns/shownBlocks.ts'
import {
  applyTransition,
  cancelOne,
  cancelQueuedAndClaimed,
  queueOnce,
  waitAgainOne,
} from '../outbox/outbox.states.ts'

export type Queueing = { installKey: string; now: number }
/** What became of it; `off`: its campaign takes nobody now. */
export type Queued =
  { kind: 'queued'; outboxId: number } | { kind: 'unknown' } | { kind: 'already' } | { kind: 'off' }
export type QueuedMessage = {
  campaignId: number
  /**
   * Names what is sent, beyond its number: the same name, person and resend is the same message for
   * ever.
   */
  key: string
  accountId: number | null
  versionId: number
  fromEmail: string
  resendNumber: number
  confirms: string | null
  /** Milliseconds since 1970. */
  dueAt: number
}

/**
 * @param to a person by the address that agreed or asked.
 * @returns `unknown` if it is not the person's any more, `already` if it has this message
 */
export async function queueMessage(
  transaction: Transaction,
  to: { leadId: number; email: string },
  message: QueuedMessage,
  { installKey, now }: Queueing,
): Promise<Queued> {
  const { leadId, email } = to
  const { said, conditions } = await versionOf(transaction, message.versionId)
  const asked = await shownSqlForUpdate(transaction, conditions, now)
  const person = await transaction.first(
    withShown(mergeColumns),
    `SELECT ${mergeColumnsSql}, ${asked.words} AS shown FROM leads WHERE id = ? AND ${hasAddressSql}`,
    [...asked.parameters, leadId, email, email],
  )
  if (person === null) return { kind: 'unknown' }
  const { key, resendNumber, fromEmail } = message
  const values: RowValues = {
    ...mergeValuesOf(person, said),
    ...shownValues([['A', person.shown]]),
    email,
  }
  // A confirmation is named by its ask alone: how many came before is another number after a backup
  // was put back.
  const origin = {
    campaign: key,
    leadId: null,
    resendNumber: message.confirms === null ? resendNumber : 0,
    email,
  }
  const identity = messageIdentity(installKey, origin, domainOf(fromEmail))
  const rows: { id: number }[] = await applyTransition(
    transaction,
    queueOnce,
    message.campaignId,
    leadId,
    resendNumber,
    identity.idemKey,
    identity.messageId,
    identity.reference,
    message.accountId ?? 0,
    message.versionId,
    email,
    domainOf(email),
    JSON.stringify(values),
    message.confirms,
    message.dueAt,
    now,
  )
  const [row] = rows
  return row === undefined ? { kind: 'already' } : { kind: 'queued', outboxId: row.id }
}

const BlockConditions = z.array(z.object({ key: z.string(), filter: FilterTree }))
const ofVersion = rowOf({ language: text<Language>(), conditions: json(BlockConditions) })

/** How a fixed message writes the values of custom fields, and which blocks are for some only. */
async function versionOf(
  transaction: Transaction,
  versionId: number,
): Promise<{ said: SaidFields; conditions: readonly BlockCondition[] }> {
  const version = await transaction.first(
    ofVersion,
    `SELECT coalesce(json_extract(content, '$.identity.language'), 'fr') AS language, coalesce(json_extract(content, '$.conditions'), '[]') AS conditions
     FROM message_versions WHERE id = ?`,
    [versionId],
  )
  return {
    said: await saidFieldsForUpdate(transaction, version?.language ?? 'fr'),
    conditions: version?.conditions ?? [],
  }
}

const running = rowOf({
  createdAt: moment(),
  accountId: optional(integer()),
  versionId: integer(),
  fromEmail: text(),
})

/**
 * Queues an automatic campaign for one person. Of no effect while it is off.
 * @param dueAt milliseconds since 1970
 */
export async function queueAutomatic(
  transaction: Transaction,
  to: { campaignId: number; leadId: number; email: string; dueAt: number },
  queueing: Queueing,
): Promise<Queued> {
  const campaign = await transaction.first(
    running,
    `SELECT campaigns.created_at AS createdAt, account_id AS accountId, versions.id AS versionId, json_extract(versions.content, '$.fromEmail') AS fromEmail
     FROM campaigns JOIN message_versions AS versions ON versions.id = message_version_id
     WHERE campaigns.id = ? AND automatic_on = 1 AND status IN ('automatic', 'paused') AND deleted_at IS NULL`,
    [to.campaignId],
  )
  if (campaign === null) return { kind: 'off' }
  const message = {
    ...campaign,
    campaignId: to.campaignId,
    key: campaignKey(to.campaignId, campaign.createdAt),
    resendNumber: 0,
    confirms: null,
    dueAt: to.dueAt,
  }
  return queueMessage(transaction, to, message, queueing)
}

/**
 * Turns an automatic campaign off and cancels what waits, and what no server has yet: put back
 * later, it would wait again.
 */
export async function cancelWaiting(
  transaction: Transaction,
  campaignId: number,
  now: number,
): Promise<void> {
  await turnOff(transaction, campaignId, now)
  await applyTransition(transaction, cancelQueuedAndClaimed, campaignId)
}

/** One message that waits does not leave any more; of no effect where a server may have it. */
export async function cancelMessage(
  transaction: Transaction,
  outboxId: number,
  reason: string,
): Promise<void> {
  await applyTransition(transaction, cancelOne, reason, outboxId)
}

/** What was cancelled because its person was taken out by hand waits again, as it did. */
export async function waitAgain(transaction: Transaction, outboxId: number): Promise<void> {
  await applyTransition(transaction, waitAgainOne, outboxId)
}

/**
 * While its funnel is archived nothing leaves, whether it is on or not; let go, it is as it was.
 */
export async function holdAutomatic(
  transaction: Transaction,
  campaignId: number,
  isHeld: boolean,
): Promise<void> {
  await campaignsTable.update(transaction, { id: campaignId }, { isHeld })
}

/** What waits leaves as it was written; of no effect for one that never had a message. */
export async function turnOnAgain(
  transaction: Transaction,
  campaignId: number,
  now: number,
): Promise<void> {
  await transaction.sql(
    `UPDATE campaigns SET automatic_on = 1, updated_at = ?
     WHERE id = ? AND automatic_on = 0 AND status = 'automatic' AND message_version_id IS NOT NULL`,
    [now, campaignId],
  )
}

/** What waits is held until it is turned on again. */
export async function turnOff(
  transaction: Transaction,
  campaignId: number,
  now: number,
): Promise<void> {
  await transaction.sql(
    `UPDATE campaigns SET status = 'automatic', automatic_on = 0, pause_reason = NULL, updated_at = ?
     WHERE id = ? AND automatic_on = 1 AND status IN ('automatic', 'paused')`,
    [now, campaignId],
  )
}
