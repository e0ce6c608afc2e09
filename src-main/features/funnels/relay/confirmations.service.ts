// Double opt-in: which asks get a message, and which do not because somebody may be made to receive
// too many.
import type { Services } from '#main/core/services.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import type { Topic } from '#shared/contract/system.contract.ts'
import type { Transaction } from '#main/database/database.ts'
import { integer, moment, optional, text } from '#main/database/columnKinds.ts'
import type { RowOfTable } from '#main/database/defineTable.ts'
import { rowOf } from '#main/database/rowReader.ts'
import {
  countWaitingConfirmations,
  queueConfirmation,
  type Queueing,
} from '#main/features/email/email.feature.ts'
import { maxConfirmationAge } from '../emails/funnelEmails.service.ts'

const day = 24 * 60 * 60_000
/**
 * Anybody can type anybody's address into a form, as often as he likes: more than this many a day
 * are not sent to one address.
 */
const maxPerDay = 2
/** Asks taken up in one transaction. */
const slice = 500

const waitingAsk = rowOf({
  eventId: text(),
  leadId: integer(),
  email: optional(text()),
  askedAt: moment(),
  funnelId: optional(integer()),
  language: optional(text<Language>()),
  accountId: optional(integer()),
})
type Ask = RowOfTable<typeof waitingAsk>

const askSql = `SELECT asks.asked_event_id AS eventId, asks.lead_id AS leadId, events.email, asks.asked_at AS askedAt, funnels.id AS funnelId, funnels.language,
    funnels.confirmation_account_id AS accountId
  FROM consent_confirmations AS asks JOIN consent_events AS events ON events.event_id = asks.asked_event_id AND events.purpose = 'write'
  LEFT JOIN funnels ON funnels.id = events.funnel_id WHERE asks.mailed_at IS NULL AND asks.skipped IS NULL AND asks.confirmed_at IS NULL
    AND coalesce(funnels.is_archived, 0) = 0`

/**
 * Queues the message of an ask that waits for it, once; of an archived funnel it goes on waiting.
 * Part of the transaction in which the ask came.
 */
export async function mailConfirmation(
  transaction: Transaction,
  eventId: string,
  queueing: Queueing,
): Promise<void> {
  const ask = await transaction.first(waitingAsk, `${askSql} AND asks.asked_event_id = ?`, [
    eventId,
  ])
  if (ask !== null) await mail(transaction, ask, queueing)
}

/** Asks from before messages could be sent, and from while their funnel was archived. */
export async function mailWaitingConfirmations(services: Services): Promise<void> {
  const { database, host } = services
  if (
    database.count(
      'SELECT EXISTS (SELECT 1 FROM consent_confirmations WHERE mailed_at IS NULL AND skipped IS NULL) AS n',
    ) === 0
  )
    return
  const installKey = await services.installKey()
  const topics: Topic[] = ['email', 'funnels']
  const mailSlice = () =>
    database.write(topics, async (transaction) => {
      const asks = await transaction.all(
        waitingAsk,
        `${askSql} ORDER BY asks.asked_at LIMIT ${slice}`,
      )
      for (const ask of asks) await mail(transaction, ask, { installKey, now: host.clock.now() })
      return asks.length
    })
  // Each is settled by its slice, so that this ends.
  while ((await mailSlice()) === slice) continue
}

/**
 * Questions that cannot leave because no relay is paired that could take their answer; counted no
 * further than `most`.
 */
export async function confirmationsWithoutRelay(services: Services, most: number): Promise<number> {
  return (await services.relay.pairing()) === null
    ? countWaitingConfirmations(services.database, most)
    : 0
}

/** After a funnel came back from the archive. */
export async function resumeMail(services: Services): Promise<void> {
  await mailWaitingConfirmations(services)
  services.outbox.wake()
}

async function mail(
  transaction: Transaction,
  { funnelId, language, accountId, email, ...ask }: Ask,
  queueing: Queueing,
): Promise<void> {
  const { now } = queueing
  const set = (what: 'mailed_at' | 'skipped', value: number | string) =>
    transaction.sql(`UPDATE consent_confirmations SET ${what} = ? WHERE asked_event_id = ?`, [
      value,
      ask.eventId,
    ])
  if (funnelId === null || language === null || email === null)
    return void (await set('skipped', 'funnel_gone'))
  if (ask.askedAt < now - maxConfirmationAge) return void (await set('skipped', 'too_late'))
  if ((await mailedLately(transaction, email, now)) >= maxPerDay)
    return void (await set('skipped', 'too_many'))
  const isQueued = await queueConfirmation(
    transaction,
    { funnelId, language, accountId },
    { ...ask, email },
    queueing,
  )
  await (isQueued ? set('mailed_at', now) : set('skipped', 'not_queued'))
}

function mailedLately(transaction: Transaction, email: string, now: number): Promise<number> {
  return transaction.count(
    `SELECT count(*) AS n FROM consent_events AS events JOIN consent_confirmations AS asks ON asks.asked_event_id = events.event_id
     WHERE events.email = ? AND events.purpose = 'write' AND asks.mailed_at > ?`,
    [email, now - day],
  )
}
