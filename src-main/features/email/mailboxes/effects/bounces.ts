// What a report of a failed delivery changes: the message, the address where nobody has it, the campaign
// where it is to blame. A report without a message of ours to that very address changes nothing.
import { integer, optional, text } from '#main/database/columnKinds.ts'
import type { Transaction } from '#main/database/database.ts'
import { rowOf } from '#main/database/rowReader.ts'
import { insertSuppressions } from '#main/features/crm/crm.feature.ts'
import type { Bounce } from '#main/mail/incoming/classifyMail.ts'
import { saysUnauthenticated } from '#main/mail/unauthenticated.ts'
import { applyTransition, isSentSql, leftSql, noteBounce } from '../../outbox/outbox.states.ts'
import type { OurDelivery } from './ourDelivery.ts'

/** Soft ones in a row, with no message between that arrived, after which an address counts as dead. */
const softInARow = 5
const maxNote = 300

/** The delivery a report is about, and what it says of it; null if it is about none of ours. */
export function believedBounce(
  bounces: readonly Bounce[],
  deliveries: readonly OurDelivery[],
): { bounce: Bounce; delivery: OurDelivery } | null {
  for (const delivery of deliveries)
    for (const bounce of bounces)
      // Whoever got one message could otherwise strike off anybody else by it.
      if (bounce.recipient.trim().toLowerCase() === delivery.email.toLowerCase())
        return { bounce, delivery }
  return null
}

export async function applyBounce(
  transaction: Transaction,
  { bounce, delivery }: { bounce: Bounce; delivery: OurDelivery },
  at: number,
  now: number,
): Promise<void> {
  if (bounce.isDelayed) return
  const words = bounce.diagnostic.replace(/\s+/g, ' ').trim()
  await applyTransition(
    transaction,
    noteBounce,
    ...([at, bounce.class, words, delivery.id, bounce.class] as const),
  )
  const isDead =
    bounce.class === 'hard' ||
    (bounce.class === 'soft' && (await softBouncesInARow(transaction, delivery)) >= softInARow)
  if (!isDead) return
  const note = words.slice(0, maxNote)
  await insertSuppressions(
    transaction,
    [{ kind: 'address', value: delivery.email, reason: 'hard_bounce', note }],
    now,
  )
}

const sentTo = rowOf({ bounceClass: optional(text()), id: integer() })

/** Of the messages to this address up to this one, the last ones that came back softly, in a row. */
async function softBouncesInARow(
  transaction: Transaction,
  { id, email, leadId }: OurDelivery,
): Promise<number> {
  const rows = await transaction.all(
    sentTo,
    `SELECT bounce_class AS bounceClass, id FROM outbox
     WHERE lead_id IS ? AND email = ? AND ${isSentSql} AND ${leftSql()}
       AND (handed_at, id) <= (SELECT handed_at, id FROM outbox WHERE id = ?) ORDER BY handed_at DESC, id DESC LIMIT ?`,
    [leadId, email, id, softInARow],
  )
  const other = rows.findIndex(({ bounceClass }) => bounceClass !== 'soft')
  return other < 0 ? rows.length : other
}

const wordsOf = rowOf({ words: text() })

/**
 * True if a report says that the account a message left through is not authenticated, and none about the
 * same campaign and account has said so before. To be asked before the report is applied.
 */
export async function isFirstUnauthenticated(
  transaction: Transaction,
  { bounce, delivery }: { bounce: Bounce; delivery: OurDelivery },
): Promise<boolean> {
  if (bounce.class !== 'sender' || !saysUnauthenticated(bounce.diagnostic)) return false
  const before = await transaction.all(
    wordsOf,
    `SELECT bounce_words AS words FROM outbox
     WHERE campaign_id = ? AND bounced_at IS NOT NULL AND bounce_class = 'sender' AND bounce_words LIKE '%5.7.%'
       AND account_id = (SELECT account_id FROM outbox WHERE id = ?)`,
    [delivery.campaignId, delivery.id],
  )
  return !before.some(({ words }) => saysUnauthenticated(words))
}
