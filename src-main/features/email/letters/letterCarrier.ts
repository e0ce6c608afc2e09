// Letters as the outbox sends them: one campaign an account that is listed nowhere, one row and one
// fixed message a letter.
import { domainOf } from '#shared/rules/emailAddress.ts'
import { messageIdentity } from '#main/mail/messageIdentity.ts'
import type { MessageContent } from '#main/mail/messageContent.ts'
import type { Transaction } from '#main/database/database.ts'
import type { Queueing } from '../automatic/automaticQueue.ts'
import { emptyCampaign } from '../campaigns/campaigns.service.ts'
import { campaignsTable } from '../campaigns/campaigns.table.ts'
import { insertVersion } from '../campaigns/campaignStart.ts'
import { applyTransition, queueLetter } from '../outbox/outbox.states.ts'
import { findCarrier, nextResendNumber } from './letters.repository.ts'

/**
 * What a letter is known by for ever. Neither its person nor its place among others is part of it:
 * both are other ones after a backup was put back, and the letter must not leave again.
 */
export const keyOfLetter = (key: string): string => `letter-${key}`

/** @param key of the letter, or what its repetition is known by */
export function letterIdentity(installKey: string, key: string, email: string, from: string) {
  const origin = { campaign: keyOfLetter(key), leadId: null, resendNumber: 0, email }
  return messageIdentity(installKey, origin, domainOf(from))
}

export type QueuedLetter = {
  key: string
  leadId: number
  email: string
  accountId: number
  content: MessageContent
}

/** Inside a write. Of no effect where a letter of this key is there. */
export async function queueLetterRow(
  transaction: Transaction,
  { key, leadId, email, accountId, content }: QueuedLetter,
  { installKey, now }: Queueing,
): Promise<void> {
  const campaignId = await carrierOf(transaction, accountId, now)
  const versionId = await insertVersion(transaction, campaignId, content, now)
  const { messageId, reference } = letterIdentity(installKey, key, email, content.fromEmail)
  const resendNumber = await nextResendNumber(transaction, campaignId, email)
  await applyTransition(
    transaction,
    queueLetter,
    ...([campaignId, leadId, resendNumber, keyOfLetter(key), messageId, reference] as const),
    ...([accountId, versionId, email, domainOf(email), '{}', now] as const),
  )
}

/** It is on for ever: nothing pauses it, and the account's own troubles are its only wait. */
async function carrierOf(
  transaction: Transaction,
  accountId: number,
  now: number,
): Promise<number> {
  const found = await findCarrier(transaction, accountId)
  if (found !== null) {
    await campaignsTable.update(transaction, { id: found.id }, { updatedAt: now })
    return found.id
  }
  return campaignsTable.insert(transaction, {
    ...emptyCampaign,
    name: '',
    ...{ accountId, lettersAccountId: accountId },
    status: 'automatic',
    automaticOn: true,
    createdAt: now,
    updatedAt: now,
  })
}
